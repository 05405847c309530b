// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ranks.h"
#include "explore/results/verdict.h"
#include "explore/search/limits.h"
#include "machine/machine.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace racewalk {

struct DividedExploration {
    Verdict verdict; ///< on rank 0; on the others its limit alone is right
    std::optional<std::vector<std::uint32_t>> unreached; ///< as unreachedLines() gives it; likewise
    bool isTooMuchToGather = false;                      ///< the graph: see exploreDivided()
};

/// Up to so many transitions, the graph is gathered on rank 0, to take some ten megabytes there.
inline constexpr std::uint64_t maxTransitionsToGather = 250'000;

/// What explore() finds, found by several ranks of which each holds a part of the states. Called by
/// all of them, with the same machine and limits. Limits on memory are each rank's own.
///
/// A graph that is not gathered is evaluated where it is: the same findings, outcomes and runs, but
/// no odds, no numbers of schedules, and no lines that are not reached.
DividedExploration exploreDivided(const Machine &machine, const Limits &limits, Ranks &ranks,
                                  const std::stop_token &stop = {}, ProgressSink *sink = nullptr,
                                  std::uint64_t maxGathered = maxTransitionsToGather);

} // namespace racewalk
