// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ranks.h"
#include "explore/base/limits.h"
#include "explore/results/verdict.h"
#include "machine/machine.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace racewalk {

struct DividedExploration {
    Verdict verdict; ///< on rank 0; on other ranks only its limit is valid
    /// On rank 0: the result of unreachedLines().
    std::optional<std::vector<std::uint32_t>> unreached;
    /// The graph was not gathered; see exploreDivided().
    bool isTooMuchToGather = false;
};

/// Largest number of transitions for which the graph is gathered on rank 0, where it takes some ten
/// megabytes.
inline constexpr std::uint64_t maxTransitionsToGather = 250'000;

/// Explores with several ranks, each of which stores a part of the states. The result is that of
/// explore(). Collective: called by all ranks, with the same machine and limits. Memory limits are
/// per rank.
///
/// A graph that is not gathered is evaluated in place. This yields the same findings, outcomes and
/// runs, but no probabilities, no numbers of schedules and no unreached lines.
DividedExploration exploreDivided(const Machine &machine, const Limits &limits, Ranks &ranks,
                                  const std::stop_token &stop = {}, ProgressSink *sink = nullptr,
                                  std::uint64_t maxGathered = maxTransitionsToGather);

} // namespace racewalk
