// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/html/further_walks.h"

#include "explore/fates/livelock.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

namespace racewalk {
namespace {

/// Beside the chosen one: each is drawn twice in the page.
constexpr std::size_t mostFurtherWalks = 11;
constexpr std::string_view unnamedRun = "this run";

/// The steps that the page shows or that come before them.
std::span<const Step> shownSteps(const Run &run)
{
    return run.steps().first(run.position());
}

/// Adds a walk if there is room and no other has just its steps.
void add(RunToExport &run, const std::string &name, std::span<const Step> steps,
         const StateSpace &space)
{
    const auto isThis = [&](const Run &each) {
        return std::ranges::equal(shownSteps(each), steps);
    };
    if (run.further.size() >= mostFurtherWalks || isThis(run.run) ||
        std::ranges::any_of(run.further, isThis, &FurtherWalk::run))
        return;
    Run walk(run.run.sharedMachine());
    walk.replace(std::vector(steps.begin(), steps.end()));
    walk.jump(walk.length());
    auto timeline = std::make_shared<const Timeline>(timelineOf(
        walk, [&](StateView state) { return space.fateOf(state); }, run.timeline->onlyFailure,
        livelockAtEnd(walk.machine(), space, walk.length(),
                      [&](std::size_t position) { return walk.stateAt(position); })));
    run.further.push_back({name, std::move(walk), std::move(timeline)});
}

} // namespace

void addGivenWalks(RunToExport &run, std::span<const GivenWalk> walks, const StateSpace &space)
{
    for (const GivenWalk &walk : walks)
        if (std::ranges::equal(walk.steps, shownSteps(run.run)))
            run.name = walk.name;
        else
            add(run, walk.name, walk.steps, space);
    if (run.name.empty() && !run.further.empty())
        run.name = unnamedRun;
}

void addOutcomeWalks(RunToExport &run, const Verdict &verdict, const StateSpace &space)
{
    const bool isNamed = !run.name.empty() && run.name != unnamedRun;
    if (!isNamed)
        run.name = unnamedRun;
    for (const Outcome &outcome : verdict.outcomes) {
        if (!isNamed && std::ranges::equal(outcome.steps, shownSteps(run.run)))
            run.name = outcome.words.name;
        add(run, outcome.words.name, outcome.steps, space);
    }
}

} // namespace racewalk
