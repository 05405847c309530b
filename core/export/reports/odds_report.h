// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/sample.h"
#include "explore/results/verdict.h"
#include "machine/machine.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace racewalk {

/// The probabilities of a variant's outcomes.
struct OddsReport {
    std::shared_ptr<const Machine> machine;
    Verdict verdict;
    /// Set if the verdict has no probabilities.
    std::optional<Sample> sample;
    std::uint64_t seed = 0; ///< of the sample
};

/// Whether the verdict has the probability of each of its outcomes.
bool hasOdds(const Verdict &verdict);

/// Returns one line: how the probabilities were determined, and from how many states or runs.
std::string oddsHeading(const OddsReport &report);
/// Returns a line for each outcome, failures first, then by probability.
std::string oddsTable(const OddsReport &report);
/// Returns one JSON object.
std::string toJson(const OddsReport &report);

/// Returns the verdict's outcomes in its order, as `check` lists them: "hang  2.3 %  lookup
/// asleep".
std::vector<std::string> outcomeLines(const Verdict &verdict);

} // namespace racewalk
