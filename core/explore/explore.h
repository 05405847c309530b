// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/state_space.h"
#include "explore/verdict.h"
#include "machine/machine.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>

namespace racewalk {

/// Zero means no limit.
struct Limits {
    std::uint64_t maxStates = 0;
    std::uint64_t maxMemoryMiB = 2048; ///< of everything the search holds: states, table, transitions
    std::chrono::duration<double> timeout{0};
};

struct Progress {
    std::uint64_t states = 0;
    std::uint64_t toExpand = 0;
    std::uint64_t transitions = 0;
    double seconds = 0;
};

/// Told about ten times a second, from the thread that searches.
class ProgressSink {
public:
    virtual ~ProgressSink() = default;
    virtual void progress(const Progress &progress) = 0;
};

struct Exploration {
    Verdict verdict;
    std::shared_ptr<const StateSpace> space;
};

/// Every interleaving, breadth first. Same machine and limits on states: same result, byte for byte (but `seconds`).
/// Every finding's steps have been replayed by the plain step function before it is returned.
Exploration explore(const Machine &machine, const Limits &limits, std::stop_token stop = {}, ProgressSink *sink = nullptr);

} // namespace racewalk
