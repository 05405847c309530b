// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/line_effects.h"
#include "machine/machine.h"
#include "program/line_change.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace racewalk {

/// The lines that affect a variant's outcomes.
struct LinesReport {
    std::shared_ptr<const Machine> machine;
    std::vector<LineChange> changes;
    LineEffects effects; ///< of these changes, in the same order
};

/// Returns the load-bearing lines, ascending: removing one of them, alone or with its pair, makes a
/// difference.
std::vector<std::uint32_t> loadBearingLines(const LinesReport &report);

/// Returns the load-bearing lines without which a new kind of failure appears.
std::vector<std::uint32_t> guardingLines(const LinesReport &report);

/// "hang appears"; "outcomes change: +2 -1"; "nothing changes"; "does not compile"; "not decided:
/// limit of 100,000 states hit".
std::string effectText(const LineEffect &effect);

/// Returns how many changes were tried, with a summary of the results: complete lines.
std::string linesHeading(const LinesReport &report);
/// Returns a table with a row for each statement: its line, the effect of removing it, and of
/// swapping it with the next one.
std::string linesTable(const LinesReport &report);
/// Returns one JSON object.
std::string toJson(const LinesReport &report);

} // namespace racewalk
