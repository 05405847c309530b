// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/search/first_runs.h"

#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
#include <ranges>

namespace racewalk {

FirstRuns::FirstRuns(const Machine &machine, const SearchResult &search, Watch watch)
    : m_machine(machine), m_states(*search.states), m_symmetry(search.symmetry.get()),
      m_parents(search.parents), m_levels{0}
{
    // States were met in the order of their parents, so whole levels follow each other.
    for (std::uint32_t i = 1; i < m_parents.size(); ++i) {
        watch.tick();
        if (m_parents[i] >= m_levels.back())
            m_levels.push_back(i);
    }
}

std::optional<RunCost> FirstRuns::costTo(StateIndex state) const
{
    const auto after =
        std::ranges::upper_bound(m_levels, static_cast<std::uint32_t>(indexOf(state)));
    return RunCost{.contextSwitches = 0,
                   .steps = static_cast<std::size_t>(after - m_levels.begin()) - 1};
}

/// The first of the steps that lead to the state from its parent.
FirstRuns::Link FirstRuns::linkTo(StateIndex state) const
{
    const State from = m_states[StateIndex{m_parents[indexOf(state)]}];
    const State to = m_states[state];
    State next, renamed(from.view().size());
    for (const Step step : m_machine.enabledSteps(from)) {
        next = from;
        m_machine.apply(next, step);
        if (m_symmetry == nullptr) {
            if (next == to)
                return {step, {}};
            continue;
        }
        const Renaming renaming = m_symmetry->renaming(next);
        m_symmetry->rename(next, renaming, renamed);
        if (renamed == to)
            return {step, renaming};
    }
    RACEWALK_CHECK(false);
    return {};
}

NamedRun FirstRuns::runTo(StateIndex state) const
{
    std::vector<Link> links;
    for (auto i = static_cast<std::uint32_t>(indexOf(state)); m_parents[i] != noParent;
         i = m_parents[i])
        links.push_back(linkTo(StateIndex{i}));
    NamedRun run;
    for (const Link &link : links | std::views::reverse) {
        run.steps.push_back(run.names(link.step));
        run.names = link.renaming.inverse().then(run.names);
    }
    return run;
}

std::optional<RunCost> FirstRuns::costThrough(StateIndex source, Step /*step*/) const
{
    RunCost cost = costTo(source).value();
    ++cost.steps;
    return cost;
}

NamedRun FirstRuns::runThrough(StateIndex source, Step step) const
{
    NamedRun run = runTo(source);
    run.steps.push_back(run.names(step));
    return run;
}

Step FirstRuns::lastStepTo(StateIndex state) const
{
    return linkTo(state).step;
}

} // namespace racewalk
