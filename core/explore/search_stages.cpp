// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/search_stages.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace racewalk {

namespace {

/// A stage that ends when it has met so many states, unless it is the last one.
struct Stage {
    Reductions reductions;
    std::uint64_t maxStates = 0;
};

std::vector<Stage> stagesOf(const Machine &machine, const Limits &limits)
{
    const Reductions &wanted = limits.reductions;
    const bool hasThreads = wanted.threads && !Symmetry(machine).isTrivial();
    const bool hasSteps = wanted.steps && !PersistentSteps(machine).isTrivial();
    std::vector<Stage> stages;
    if (wanted.wholeUpTo != 0 && (hasThreads || hasSteps))
        stages.push_back({{}, wanted.wholeUpTo});
    if (hasSteps && wanted.stepsBeyond != 0 && (hasThreads || stages.empty()))
        stages.push_back({{.threads = wanted.threads}, wanted.stepsBeyond});
    stages.push_back({{.threads = wanted.threads, .steps = wanted.steps}, limits.maxStates});
    return stages;
}

} // namespace

SearchResult searchInStages(const Machine &machine, const Limits &limits,
                            const std::stop_token &stop, ProgressSink *sink)
{
    const auto begin = std::chrono::steady_clock::now();
    const std::vector<Stage> stages = stagesOf(machine, limits);
    for (const Stage &stage : stages) {
        Limits itsLimits = limits;
        itsLimits.reductions = stage.reductions;
        const bool isLast = &stage == &stages.back() ||
                            (limits.maxStates != 0 && limits.maxStates <= stage.maxStates);
        if (!isLast)
            itsLimits.maxStates = stage.maxStates;
        if (limits.timeout.count() > 0) {
            // Nothing left must not mean no limit.
            const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
            itsLimits.timeout = std::max(limits.timeout - spent, 0.01 * limits.timeout);
        }
        SearchResult result = Search(machine, itsLimits, stop, sink).run();
        if (isLast || result.limit != Limit::States)
            return result;
    }
    return {};
}

} // namespace racewalk
