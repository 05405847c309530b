// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/html/outcome_walks.h"

#include "explore/fates/livelock.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace racewalk {
namespace {

/// Beside the chosen one: each is drawn twice in the page.
constexpr std::size_t mostFurtherWalks = 11;

} // namespace

void addOutcomeWalks(RunToExport &run, const Verdict &verdict, const StateSpace &space)
{
    run.name = "this run";
    for (const Outcome &outcome : verdict.outcomes) {
        if (std::ranges::equal(outcome.steps, run.run.steps())) {
            run.name = outcome.words.name;
        } else if (run.further.size() < mostFurtherWalks) {
            Run other(run.run.sharedMachine());
            other.replace(outcome.steps);
            other.jump(other.length());
            auto timeline = std::make_shared<const Timeline>(timelineOf(
                other, [&](StateView state) { return space.fateOf(state); },
                run.timeline->onlyFailure,
                livelockAtEnd(other.machine(), space, other.length(),
                              [&](std::size_t position) { return other.stateAt(position); })));
            run.further.push_back({outcome.words.name, std::move(other), std::move(timeline)});
        }
    }
}

} // namespace racewalk
