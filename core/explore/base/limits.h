// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <stop_token>

namespace racewalk {

inline constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20; ///< in bytes

/// Why a search stopped before every state was explored.
enum class Limit : std::uint8_t { None, States, Memory, Time, Cancelled, FirstFailure, Enough };

/// The reductions that a search uses. They never change the verdict.
struct Reductions {
    bool threads = false; ///< symmetry reduction: see Symmetry
    /// Partial-order reduction: see PersistentSteps. Findings are the same, but the graph does not
    /// have all runs, so there are no probabilities, and runs may not be the shortest.
    bool steps = false;
    /// Partial-order reduction starts only when a search has reached more states than this; the
    /// search then restarts. 0: from the start.
    std::uint64_t stepsBeyond = 0;
    /// No reduction is used unless there are more states than this.
    std::uint64_t wholeUpTo = 0;

    /// The reductions for a verdict: probabilities and shortest runs for all but large programs.
    static Reductions forVerdict()
    {
        return {.threads = true, .steps = true, .stepsBeyond = 1'000'000};
    }
    /// The reductions for a displayed state graph.
    static Reductions forGraph()
    {
        return {.threads = true, .steps = true, .stepsBeyond = 1'000'000, .wholeUpTo = 1'000'000};
    }
};

/// Zero means no limit.
struct Limits {
    std::uint64_t maxStates = 0;
    /// Limit on all memory of the search: states, table and transitions. If it is reached, the
    /// transitions are dropped first.
    std::uint64_t maxMemoryMiB = 2048;
    /// Time limit for the search and its evaluation. The evaluation takes a little longer rather
    /// than miss a failure.
    std::chrono::duration<double> timeout{0};
    /// Number of search threads; further ones start when there is work for them. 0: as many as the
    /// machine has processors, up to eight. The result does not depend on it.
    unsigned workers = 0;
    Reductions reductions{};
    /// The search ends at the first state that is a hang or a failure.
    bool stopAtFirst = false;
    /// Number of transitions that may be followed for the probabilities of runs with cycles; beyond
    /// it, there are no probabilities. It only limits time.
    std::uint64_t maxOddsWork = 20'000'000;
    /// Whether transitions are kept while there is memory for them: see Verdict::isGraphKept.
    bool keepsGraph = true;
    /// Whether the transitions are dropped if memory runs out; otherwise the search ends then.
    bool givesUpGraph = true;
    /// Ends the search as a limit does, with Limit::Enough: what it has seen is evaluated. Ranks do
    /// not look at it.
    std::stop_token enough{};
};

/// Returns the point in time at which `share` of the time limit has passed since `begin`; never,
/// without a limit.
inline std::chrono::steady_clock::time_point
deadline(std::chrono::steady_clock::time_point begin, const Limits &limits, double share)
{
    using Clock = std::chrono::steady_clock;
    if (limits.timeout.count() <= 0)
        return Clock::time_point::max();
    return begin + std::chrono::duration_cast<Clock::duration>(share * limits.timeout);
}

/// The part of the time limit after which runs are no longer compared: what follows is short.
inline constexpr double shareUntilRuns = 0.9;

/// Returns the bytes of the memory limit that are left where `held` are in use.
inline std::uint64_t bytesLeft(const Limits &limits, std::uint64_t held)
{
    if (limits.maxMemoryMiB == 0)
        return std::numeric_limits<std::uint64_t>::max();
    return std::max(limits.maxMemoryMiB * mebibyte, held) - held;
}

/// What a search is doing. Each stage may begin with fewer states than the one before it had.
enum class SearchStage : std::uint8_t {
    Searching,
    SearchingAgain, ///< with reductions, because there were too many states without them
    Evaluating,
};

struct Progress {
    SearchStage stage = SearchStage::Searching;
    std::uint64_t states = 0;
    std::uint64_t toExpand = 0;
    std::uint64_t transitions = 0;
    double seconds = 0;         ///< since the first search began
    double statesPerSecond = 0; ///< rate since the last report
    /// Remaining time if each state led to as many new ones as recently; none if that is infinite.
    /// Usually less, because there are fewer and fewer new states.
    std::optional<double> secondsLeft;
};

/// Receives the progress about ten times a second, in the thread that called for the search.
class ProgressSink {
public:
    virtual ~ProgressSink() = default;
    virtual void progress(const Progress &progress) = 0;
};

} // namespace racewalk
