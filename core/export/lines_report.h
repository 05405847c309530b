// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/line_effects.h"
#include "machine/machine.h"
#include "program/line_change.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace racewalk {

/// Which lines a variant's outcomes need.
struct LinesReport {
    std::shared_ptr<const Machine> machine;
    std::vector<LineChange> changes;
    LineEffects effects; ///< of these changes, in the same order
};

/// The lines that cannot be left out, alone or with their pair, without a difference. Ascending.
std::vector<std::uint32_t> loadBearingLines(const LinesReport &report);

/// Of these, those without which there is a new kind of failure.
std::vector<std::uint32_t> guardingLines(const LinesReport &report);

/// "hang appears"; "outcomes change: +2 -1"; "nothing changes"; "does not compile"; "not decided:
/// limit of 100,000 states hit".
std::string effectText(const LineEffect &effect);

/// How many changes were tried, and what came of it: complete lines.
std::string linesHeading(const LinesReport &report);
/// A row for each statement: its line, what leaving it out does, and exchanging it with the next.
std::string linesTable(const LinesReport &report);
/// One object.
std::string toJson(const LinesReport &report);

} // namespace racewalk
