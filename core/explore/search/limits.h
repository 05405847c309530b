// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace racewalk {

inline constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20; ///< in bytes

/// What a search leaves out without any change to the verdict.
struct Reductions {
    bool threads = false; ///< states that differ by an exchange of threads alone: see Symmetry
    /// Orders of steps that commute: see PersistentSteps. What is found is the same; but the graph
    /// has not all runs, so there are no odds, and the runs given may not be the shortest.
    bool steps = false;
    /// Not before a search has met more states than this: it then begins anew. 0: from the start.
    std::uint64_t stepsBeyond = 0;
    /// Nothing is left out at all unless there are more states than this.
    std::uint64_t wholeUpTo = 0;

    /// What is best for a verdict: odds and the shortest runs for all but big programs.
    static Reductions forVerdict()
    {
        return {.threads = true, .steps = true, .stepsBeyond = 1'000'000};
    }
    /// What is best for a person who looks at the graph.
    static Reductions forGraph()
    {
        return {.threads = true, .steps = true, .stepsBeyond = 1'000'000, .wholeUpTo = 1'000'000};
    }
};

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
    Reductions reductions{};
    /// The search ends at the first state that is a hang or a failure.
    bool stopAtFirst = false;
    /// How many transitions may be followed for the odds of runs that go round in circles before
    /// they end; beyond, there are no odds. Nothing but seconds of work hangs on it.
    std::uint64_t maxOddsWork = 20'000'000;
    /// Whether transitions are kept while there is memory for them: see Verdict::isGraphKept.
    bool keepsGraph = true;
    /// Whether they are given up when there is not; otherwise that ends the search.
    bool givesUpGraph = true;
};

/// The point in time at which `share` of the time limit has passed since `begin`; never, without a limit.
inline std::chrono::steady_clock::time_point
deadline(std::chrono::steady_clock::time_point begin, const Limits &limits, double share)
{
    using Clock = std::chrono::steady_clock;
    if (limits.timeout.count() <= 0)
        return Clock::time_point::max();
    return begin + std::chrono::duration_cast<Clock::duration>(share * limits.timeout);
}

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
