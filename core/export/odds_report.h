// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/odds/sample.h"
#include "explore/results/verdict.h"
#include "machine/machine.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace racewalk {

/// How likely each outcome of a variant is.
struct OddsReport {
    std::shared_ptr<const Machine> machine;
    Verdict verdict;
    /// Where the verdict has no odds.
    std::optional<Sample> sample;
    std::uint64_t seed = 0; ///< of the sample
};

/// Whether the verdict says how likely each of its outcomes is.
bool hasOdds(const Verdict &verdict);

/// What the probabilities are, and of how much: one line.
std::string oddsHeading(const OddsReport &report);
/// A line for each outcome, failures first, then by probability.
std::string oddsTable(const OddsReport &report);
/// One object.
std::string toJson(const OddsReport &report);

/// The verdict's outcomes in its order, as `check` lists them: "hang  2.3 %  lookup asleep".
std::vector<std::string> outcomeLines(const Verdict &verdict);

} // namespace racewalk
