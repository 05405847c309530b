// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "desktop/models/code_listing.h"
#include "export/lines_report.h"

#include <cstdint>
#include <vector>

namespace racewalk::desktop {

class LineSearch;

/// Marks the lines that cannot be left out without a difference, or without a failure.
void markLoadBearing(const LinesReport &report, const std::vector<CodeLine> &listing,
                     std::vector<CodeMark> &marks);

/// What the changes do that begin in the line, or leave it out: "Without it: hang appears", a line
/// each. Empty if there are none.
QString lineTip(const LinesReport &report, std::uint32_t line);

/// "Load-bearing lines: 12 of 58 changes tried", while searching.
QString lineProgressText(const LineSearch &search);

} // namespace racewalk::desktop
