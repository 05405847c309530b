// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/search/search_work.h"

#include <cstdint>
#include <utility>

namespace racewalk::desktop {
namespace {

/// A search with more states tells early what the first ones show.
constexpr std::uint64_t statesOfFirstLook = 20'000;

Limits limitsOfFirstLook(Limits limits)
{
    limits.reductions.steps = false;
    limits.maxStates = statesOfFirstLook;
    return limits;
}

/// With every reduction from the start.
Limits limitsOfQuickSearch(Limits limits)
{
    limits.reductions.stepsBeyond = 0;
    return limits;
}

} // namespace

/// If the first look meets every state, it must have what the search itself would have.
bool hasFirstLook(const Limits &limits)
{
    const Reductions &reductions = limits.reductions;
    return (!reductions.steps || reductions.stepsBeyond >= statesOfFirstLook) &&
           (limits.maxStates == 0 || limits.maxStates > statesOfFirstLook);
}

SearchOutcome searchVerdict(const SearchWork &work, const std::function<decltype(explore)> &explore,
                            const std::stop_token &stop, ProgressSink &sink,
                            const std::function<void(Exploration)> &tellSoFar)
{
    const auto machine = machineFor(work.source, work.variant, work.parameters, work.memory);
    if (!machine)
        return {.verdict = {}, .space = {}, .error = machine.error().sentence};
    Exploration exploration;
    bool isEnd = false;
    if (tellSoFar) {
        exploration = explore(**machine, limitsOfFirstLook(work.limits), stop, nullptr);
        const Limit limit = exploration.verdict.limit;
        isEnd = limit != Limit::States && limit != Limit::Memory;
        if (!isEnd)
            tellSoFar(std::move(exploration));
    }
    if (!isEnd)
        exploration = explore(**machine, limitsOfQuickSearch(work.limits), stop, &sink);
    return {.verdict = std::make_shared<const Verdict>(std::move(exploration.verdict)),
            .space = std::move(exploration.space),
            .error = {}};
}

SearchOutcome searchOdds(const SearchWork &work, const std::function<decltype(explore)> &explore,
                         const std::stop_token &stop)
{
    const auto machine = machineFor(work.source, work.variant, work.parameters, work.memory);
    if (!machine)
        return {};
    Limits limits = work.limits;
    limits.maxStates = limits.reductions.stepsBeyond;
    limits.reductions = {.threads = limits.reductions.threads};
    limits.givesUpGraph = false;
    Exploration exploration = explore(**machine, limits, stop, nullptr);
    if (!exploration.verdict.isComplete())
        return {};
    return {.verdict = std::make_shared<const Verdict>(std::move(exploration.verdict)),
            .space = std::move(exploration.space),
            .error = {}};
}

std::shared_ptr<const StateSpace>
searchGraph(const SearchWork &work, const std::function<decltype(exploreGraph)> &exploreGraph,
            const std::stop_token &stop, bool isWhole)
{
    const auto machine = machineFor(work.source, work.variant, work.parameters, work.memory);
    auto space = machine ? exploreGraph(**machine, work.limits, stop, nullptr) : nullptr;
    return space && isWhole && !space->isComplete() ? nullptr : space;
}

} // namespace racewalk::desktop
