// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/fates/fates.h"

#include "program/ids.h"

namespace racewalk {

namespace {

Fate fateFrom(Mark reachable)
{
    const bool isFailure = has(reachable, Mark::Failure);
    const bool isGood = has(reachable, Mark::GoodEnd);
    if (isFailure && isGood)
        return Fate::Open;
    if (has(reachable, Mark::Unseen))
        return Fate::Unknown;
    return isFailure ? Fate::Doomed : Fate::Safe;
}

} // namespace

std::vector<Fate> fatesOf(const TransitionGraph &graph, const Components &components,
                          std::span<const Mark> marks, Watch watch)
{
    std::vector<Mark> reachable(components.count(), Mark::None);
    std::vector<Fate> fates(marks.size(), Fate::Unknown);
    // Successors have smaller numbers, so theirs are done.
    for (std::uint32_t component = 0; component < components.count(); ++component) {
        Mark all = Mark::None;
        for (const StateIndex state : components.states(component)) {
            watch.tick();
            all = all | marks[indexOf(state)];
            for (const TransitionGraph::edge_descriptor edge : transitionsFrom(graph, state))
                all = all | reachable[components.of(targetOf(graph, edge))];
        }
        reachable[component] = all;
        for (const StateIndex state : components.states(component))
            fates[indexOf(state)] = fateFrom(all);
    }
    return fates;
}

} // namespace racewalk
