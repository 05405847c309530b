// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/expander.h"

#include "program/ids.h"

#include <algorithm>

namespace racewalk {

void Expansion::clear()
{
    stepCounts.clear();
    isPartial = false;
    transitions.clear();
    tops.clear();
    states.clear();
    racing.clear();
}

std::size_t Expansion::bytes() const
{
    return stepCounts.capacity() * sizeof stepCounts[0] +
           transitions.capacity() * sizeof transitions[0] + tops.capacity() * sizeof tops[0] +
           states.capacity() + racing.capacity() * sizeof racing[0];
}

Expander::Expander(const Machine &machine, const StateStore &states)
    : m_machine(machine), m_states(states), m_source(states.makeTree()),
      m_target(states.makeTree())
{}

void Expander::expand(Stretch stretch, Expansion &expansion, Pulse &pulse)
{
    expansion.clear();
    m_targets.clear();
    for (std::uint32_t i = stretch.begin; i < stretch.end; ++i) {
        const std::uint32_t firstStep = i == stretch.begin ? stretch.firstStep : 0;
        const std::size_t before = expansion.transitions.size();
        if (!expandState(StateIndex{i}, firstStep, expansion, pulse)) {
            expansion.isPartial = expansion.transitions.size() > before;
            break;
        }
        expansion.stepCounts.push_back(
            static_cast<std::uint32_t>(expansion.transitions.size() - before));
    }
    findTargets(expansion);
}

bool Expander::expandState(StateIndex state, std::uint32_t firstStep, Expansion &expansion,
                           Pulse &pulse)
{
    m_states.read(state, m_source);
    const StateView source = m_states.view(m_source);
    m_steps.clear();
    m_machine.appendEnabledSteps(source, m_steps);
    for (std::size_t i = firstStep; i < m_steps.size(); ++i) {
        if (expansion.transitions.size() >= maxTransitions || expansion.states.size() >= maxBytes ||
            pulse.isOver())
            return false;
        take(m_steps[i], expansion);
    }
    m_races.clear();
    if (m_machine.layout().fault(source) == FindingKind::None)
        m_machine.appendDataRaces(source, m_races);
    if (!m_races.empty())
        expansion.racing.push_back(static_cast<std::uint32_t>(indexOf(state)));
    return true;
}

void Expander::take(Step step, Expansion &expansion)
{
    std::ranges::copy(m_source.bytes, m_target.bytes.begin());
    m_machine.apply(m_states.bytes(m_target), step);
    const std::optional<std::uint64_t> top = m_states.pack(m_target, m_source);
    if (top) {
        const std::uint64_t hash = KeyTable::hashOf(*top);
        m_states.tops().fetchSlot(hash);
        m_targets.push_back({*top, hash});
        expansion.transitions.push_back({step, Expansion::hasTop});
    } else {
        const StateView target = m_states.view(m_target);
        expansion.states.insert(expansion.states.end(), target.begin(), target.end());
        expansion.transitions.push_back({step, Expansion::hasState});
    }
}

/// Two looks, so that the memory of one is fetched while others are looked for.
void Expander::findTargets(Expansion &expansion)
{
    constexpr std::size_t ahead = 12;
    for (std::size_t i = 0; i < std::min(ahead, m_targets.size()); ++i)
        m_states.tops().fetchKey(m_targets[i].hash);
    std::size_t next = 0;
    for (Expansion::Transition &transition : expansion.transitions) {
        if (transition.target != Expansion::hasTop)
            continue;
        if (next + ahead < m_targets.size())
            m_states.tops().fetchKey(m_targets[next + ahead].hash);
        const Target &target = m_targets[next++];
        const std::uint32_t number = m_states.tops().find(target.top, target.hash);
        if (number == KeyTable::noNumber)
            expansion.tops.push_back(target.top);
        else
            transition.target = number;
    }
}

} // namespace racewalk
