// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/limits.h"
#include "explore/fates/state_space.h"
#include "explore/results/verdict.h"
#include "machine/machine.h"

#include <chrono>
#include <memory>
#include <stop_token>

namespace racewalk {

struct Exploration {
    Verdict verdict;
    std::shared_ptr<const StateSpace> space;
};

/// Explores every interleaving, breadth first. The same machine and limits on states yield the same
/// result, byte for byte (except `seconds`). Every finding's steps have been replayed by the plain
/// step function before it is returned. If the search was cancelled, the space has only the initial
/// state.
Exploration explore(const Machine &machine, const Limits &limits, std::stop_token stop = {},
                    ProgressSink *sink = nullptr);

/// Only the state graph that explore() would return, with its fates: in half the time. Incomplete
/// if a limit was reached; null if it was cancelled, or if there was no memory for the transitions.
std::shared_ptr<const StateSpace> exploreGraph(const Machine &machine, const Limits &limits,
                                               std::stop_token stop = {},
                                               ProgressSink *sink = nullptr);

struct SearchResult;

/// The second half of explore(), for a search that began at `begin`.
Exploration evaluateSearch(const Machine &machine, SearchResult search, const Limits &limits,
                           const std::stop_token &stop,
                           std::chrono::steady_clock::time_point begin);

} // namespace racewalk
