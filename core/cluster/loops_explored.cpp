// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/loops_explored.h"

#include "program/check.h"
#include "program/ids.h"

namespace racewalk {

LoopsExplored::LoopsExplored(const DividedExplored &explored)
    : m_runs(explored.loopCosts), m_explored{.machine = explored.machine,
                                             .states = *explored.endings.loops.states,
                                             .symmetry = nullptr,
                                             .isRacing = m_isRacing,
                                             .transitions = m_transitions,
                                             .ends = m_ends,
                                             .loops = explored.endings.loops.loops,
                                             .runs = m_runs,
                                             .odds = nullptr,
                                             .watch = explored.watch}
{}

void LoopsExplored::setRun(const Sighting &sighting, std::vector<Step> steps)
{
    m_runs.set(sighting.state, sighting.step, std::move(steps));
}

void LoopsExplored::KnownRuns::set(StateIndex state, std::optional<Step> step,
                                   std::vector<Step> steps)
{
    m_runs.insert_or_assign({state, step}, std::move(steps));
}

std::optional<RunCost> LoopsExplored::KnownRuns::costTo(StateIndex state) const
{
    return m_costs.at(indexOf(state));
}

NamedRun LoopsExplored::KnownRuns::runTo(StateIndex state) const
{
    return {m_runs.at({state, std::nullopt}), {}};
}

std::optional<RunCost> LoopsExplored::KnownRuns::costThrough(StateIndex /*source*/,
                                                             Step /*step*/) const
{
    return std::nullopt;
}

NamedRun LoopsExplored::KnownRuns::runThrough(StateIndex source, Step step) const
{
    return {m_runs.at({source, step}), {}};
}

void LoopsExplored::NoTransitions::visitAll(const Visit & /*visit*/, Watch & /*watch*/)
{
    RACEWALK_CHECK(!"nobody asks for transitions here");
}

} // namespace racewalk
