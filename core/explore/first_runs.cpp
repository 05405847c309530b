// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/first_runs.h"

#include "program/check.h"
#include "program/ids.h"

#include <algorithm>

namespace racewalk {

namespace {

/// The first of the steps that lead from one state to the other.
Step stepBetween(const Machine &machine, const State &from, const State &to)
{
    State next;
    for (const Step step : machine.enabledSteps(from)) {
        next = from;
        machine.apply(next, step);
        if (next == to)
            return step;
    }
    RACEWALK_CHECK(false);
    return {};
}

} // namespace

FirstRuns::FirstRuns(const Machine &machine, const StateStore &states, const ParentList &parents,
                     Watch watch)
    : m_machine(machine), m_states(states), m_parents(parents), m_levels{0}
{
    // States were met in the order of their parents, so whole levels follow each other.
    for (std::uint32_t i = 1; i < parents.size(); ++i) {
        watch.tick();
        if (parents[i] >= m_levels.back())
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

std::vector<Step> FirstRuns::runTo(StateIndex state) const
{
    std::vector<std::uint32_t> way;
    for (auto i = static_cast<std::uint32_t>(indexOf(state)); i != noParent; i = m_parents[i])
        way.push_back(i);
    std::ranges::reverse(way);
    std::vector<Step> steps;
    State from = m_states[StateIndex{0}];
    for (std::size_t i = 1; i < way.size(); ++i) {
        State to = m_states[StateIndex{way[i]}];
        steps.push_back(stepBetween(m_machine, from, to));
        from = std::move(to);
    }
    return steps;
}

std::optional<RunCost> FirstRuns::costThrough(StateIndex source, Step /*step*/) const
{
    RunCost cost = costTo(source).value();
    ++cost.steps;
    return cost;
}

std::vector<Step> FirstRuns::runThrough(StateIndex source, Step step) const
{
    std::vector<Step> steps = runTo(source);
    steps.push_back(step);
    return steps;
}

Step FirstRuns::lastStepTo(StateIndex state) const
{
    return stepBetween(m_machine, m_states[StateIndex{m_parents[indexOf(state)]}], m_states[state]);
}

} // namespace racewalk
