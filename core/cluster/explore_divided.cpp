// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/explore_divided.h"

#include "cluster/divided_evaluation.h"
#include "cluster/divided_search.h"
#include "cluster/gather.h"
#include "explore/base/watch.h"
#include "explore/explore.h"
#include "explore/fates/coverage.h"

#include <chrono>
#include <new>
#include <utility>

namespace racewalk {

namespace {

using Clock = std::chrono::steady_clock;

DividedExploration evaluateGathered(const Machine &machine, const DividedStates &divided,
                                    const Limits &limits, Ranks &ranks, const std::stop_token &stop,
                                    Clock::time_point begin)
{
    SearchResult search = gatherSearch(machine, divided, ranks);
    DividedExploration result;
    if (ranks.isFirst()) {
        Exploration exploration = evaluateSearch(machine, std::move(search), limits, stop, begin);
        result.verdict = std::move(exploration.verdict);
        result.unreached =
            unreachedLines(machine, *exploration.space, maxTransitionsForCoverage, stop);
    }
    return result;
}

/// Which limit ended the work, and what it says.
void setLimit(Verdict &verdict, Limit limit, double value)
{
    verdict = {};
    verdict.limit = limit;
    verdict.limitValue = value;
}

} // namespace

DividedExploration exploreDivided(const Machine &machine, const Limits &limits, Ranks &ranks,
                                  const std::stop_token &stop, ProgressSink *sink,
                                  std::uint64_t maxGathered)
{
    const Clock::time_point begin = Clock::now();
    const DividedStates divided = DividedSearch(machine, limits, stop, sink, ranks).run();
    DividedExploration result;
    Verdict &verdict = result.verdict;
    try {
        setLimit(verdict, divided.limit, divided.limitValue);
        const bool isGathered = divided.totalTransitions <= maxGathered;
        if (divided.limit != Limit::Cancelled && isGathered)
            result = evaluateGathered(machine, divided, limits, ranks, stop, begin);
        else if (divided.limit != Limit::Cancelled)
            evaluateDivided(machine, divided, limits, ranks, stop, begin, verdict);
        result.isTooMuchToGather = !isGathered;
    } catch (const EvaluationStopped &) {
        setLimit(verdict, Limit::Cancelled, 0);
    } catch (const std::bad_alloc &) {
        setLimit(verdict, Limit::Memory,
                 static_cast<double>((divided.states->bytes() + divided.transitions.bytes()) /
                                     mebibyte));
    }
    verdict.states = divided.totalStates;
    verdict.transitions = divided.totalTransitions;
    verdict.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    // Only rank 0 knows whether a stop came while it evaluated.
    verdict.limit =
        static_cast<Limit>(ranks.all(static_cast<std::uint64_t>(verdict.limit)).front());
    return result;
}

} // namespace racewalk
