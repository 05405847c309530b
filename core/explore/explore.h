// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/state_space.h"
#include "explore/results/verdict.h"
#include "explore/search/limits.h"
#include "machine/machine.h"

#include <chrono>
#include <memory>
#include <stop_token>

namespace racewalk {

struct Exploration {
    Verdict verdict;
    std::shared_ptr<const StateSpace> space;
};

/// Every interleaving, breadth first. Same machine and limits on states: same result, byte for byte
/// (but `seconds`). Every finding's steps have been replayed by the plain step function before it
/// is returned. When it was cancelled, the space holds the initial state alone.
Exploration explore(const Machine &machine, const Limits &limits, std::stop_token stop = {},
                    ProgressSink *sink = nullptr);

struct SearchResult;

/// The second half of it, for a search that began at `begin`.
Exploration evaluateSearch(const Machine &machine, SearchResult search, const Limits &limits,
                           const std::stop_token &stop,
                           std::chrono::steady_clock::time_point begin);

} // namespace racewalk
