// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace racewalk {

/// Zero means no limit.
struct Limits {
    std::uint64_t maxStates = 0;
    /// Of everything the search holds: states, table, transitions. Where these are too much, the
    /// transitions are given up first.
    std::uint64_t maxMemoryMiB = 2048;
    /// For searching and for evaluating what was seen. Evaluation goes on for a little longer
    /// rather than leave out a failure.
    std::chrono::duration<double> timeout{0};
    /// Threads that search; none of them starts before there is work for it. No limit: as many as
    /// the machine runs at once, up to eight. They change nothing in the result.
    unsigned workers = 0;
    /// Whether transitions are kept while there is memory for them: see Verdict::isGraphKept.
    bool keepsGraph = true;
};

struct Progress {
    std::uint64_t states = 0;
    std::uint64_t toExpand = 0;
    std::uint64_t transitions = 0;
    double seconds = 0;
    double statesPerSecond = 0; ///< since the last report
    /// How long the search would go on if each state led to as many new ones as those did lately;
    /// none while that would be for ever. Mostly it is less: there are fewer and fewer new ones.
    std::optional<double> secondsLeft;
};

/// Told about ten times a second, from the thread that called for the search.
class ProgressSink {
public:
    virtual ~ProgressSink() = default;
    virtual void progress(const Progress &progress) = 0;
};

} // namespace racewalk
