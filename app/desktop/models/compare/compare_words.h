// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "desktop/session/comparing.h"
#include "drawing/parts.h"

#include <array>
#include <cstddef>
#include <vector>

namespace racewalk::desktop {

/// How a side's run ends: "Hang: lookup sleeps forever".
drawing::Pill endingPill(const Compared &compared, std::size_t side);

/// A row of the card that says what differs: a label, and a text for each side.
struct DifferenceLine {
    QString label;
    std::array<QString, 2> texts;
    bool isCode = false; ///< a statement
};
std::vector<DifferenceLine> differenceLines(const Compared &compared);

/// "Same schedule, 2 context switches".
QString comparedScheduleText(const Compared &compared);
/// "First difference at step 20"; "No difference".
QString firstDifferenceText(const Compared &compared);
/// "+4 lines", "-1 +2 lines"; empty if the code is the same.
QString patchCountText(const Patch &patch);

/// "Row 22, different, first difference; RCU lookup: step 22, lookup, ...; RCU + recheck: ...".
QString accessibleComparedRow(const Compared &compared, std::size_t row, std::size_t taken);

} // namespace racewalk::desktop
