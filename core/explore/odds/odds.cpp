// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/odds/odds.h"

#include "explore/odds/expected_visits.h"
#include "program/check.h"
#include "program/ids.h"

#include <algorithm>

namespace racewalk {

namespace {

/// Calls `take` with each transition of the state and its chance. Steps of one draw stand side by
/// side, as Machine::appendEnabledSteps() gives them.
template <class Take>
void forEachChance(const TransitionGraph &graph, StateIndex state, const Take &take)
{
    const auto edges = transitionsFrom(graph, state);
    const auto endOfDraw = [&](auto from) {
        const Step first = graph[*from];
        while (from != edges.end() && haveOneDraw(first, graph[*from]))
            ++from;
        return from;
    };
    std::size_t draws = 0;
    for (auto at = edges.begin(); at != edges.end(); at = endOfDraw(at))
        ++draws;
    for (auto at = edges.begin(); at != edges.end();) {
        const auto end = endOfDraw(at);
        const auto steps = static_cast<std::size_t>(std::ranges::distance(at, end));
        const double chance = 1 / static_cast<double>(draws * steps);
        for (; at != end; ++at)
            take(*at, chance);
    }
}

bool isLeft(const TransitionGraph &graph, const Components &components, std::uint32_t component)
{
    return std::ranges::any_of(components.states(component), [&](StateIndex state) {
        return std::ranges::any_of(transitionsFrom(graph, state), [&](const auto &edge) {
            return components.of(targetOf(graph, edge)) != component;
        });
    });
}

} // namespace

std::optional<Odds> Odds::of(const TransitionGraph &graph, const Components &components,
                             Watch watch, std::uint64_t maxWork)
{
    Odds odds(graph, maxWork, watch);
    if (!odds.walk(components, watch))
        return std::nullopt;
    return odds;
}

Odds::Odds(const TransitionGraph &graph, std::uint64_t maxWork, Watch &watch)
    : m_graph(&graph), m_maxWork(maxWork), m_isForever(num_vertices(graph))
{
    fill(m_visits, num_vertices(graph), 0.0, watch);
    fill(m_schedules, num_vertices(graph), ScheduleCount{}, watch);
}

bool Odds::walk(const Components &components, Watch &watch)
{
    RACEWALK_CHECK(!m_visits.empty());
    m_visits.front() = 1;
    m_schedules.front() = ScheduleCount::one();
    // Transitions lead to smaller numbers: all that comes into a component is there before it.
    for (std::uint32_t component = components.of(StateIndex{0}) + 1; component-- > 0;) {
        watch.tick();
        if (watch.isLate() || !walkComponent(components, component, watch))
            return false;
    }
    return true;
}

bool Odds::walkComponent(const Components &components, std::uint32_t component, Watch &watch)
{
    const auto states = components.states(component);
    const auto isInside = [&](const auto &edge) {
        return components.of(targetOf(*m_graph, edge)) == component;
    };
    if (states.size() == 1 &&
        std::ranges::none_of(transitionsFrom(*m_graph, states.front()), isInside)) {
        sendOn(states.front(), components);
        return true;
    }
    const auto isReached = [this](StateIndex state) {
        return !m_schedules[indexOf(state)].isNone();
    };
    if (std::ranges::none_of(states, isReached))
        return true;
    std::ranges::for_each(states, [this](StateIndex state) { setInfinite(state); });
    if (isLeft(*m_graph, components, component))
        return goRound(components, component, watch);
    for (const StateIndex state : states)
        m_isForever[indexOf(state)] = true;
    return true;
}

bool Odds::goRound(const Components &components, std::uint32_t component, Watch &watch)
{
    const auto states = components.states(component);
    Cycle cycle;
    cycle.leaving.resize(states.size());
    for (std::uint32_t place = 0; place < states.size(); ++place) {
        cycle.entering.push_back(m_visits[indexOf(states[place])]);
        forEachChance(*m_graph, states[place], [&](const auto &edge, double chance) {
            const StateIndex target = targetOf(*m_graph, edge);
            if (components.of(target) != component) {
                cycle.leaving[place] += chance;
                return;
            }
            const auto to = std::ranges::lower_bound(states, target) - states.begin();
            cycle.ways.push_back({place, static_cast<std::uint32_t>(to), chance});
        });
    }
    const auto visits = expectedVisits(cycle, watch, m_maxWork);
    if (!visits)
        return false;
    for (std::size_t place = 0; place < states.size(); ++place) {
        m_visits[indexOf(states[place])] = (*visits)[place];
        sendOn(states[place], components);
    }
    return true;
}

/// To other components.
void Odds::sendOn(StateIndex state, const Components &components)
{
    const std::uint32_t component = components.of(state);
    const double visits = m_visits[indexOf(state)];
    const ScheduleCount schedules = m_schedules[indexOf(state)];
    forEachChance(*m_graph, state, [&](const auto &edge, double chance) {
        const StateIndex target = targetOf(*m_graph, edge);
        if (components.of(target) == component)
            return;
        m_visits[indexOf(target)] += visits * chance;
        m_schedules[indexOf(target)] += schedules;
    });
}

void Odds::setInfinite(StateIndex state)
{
    m_schedules[indexOf(state)] = ScheduleCount::infinite();
}

Share Odds::ending(StateIndex state) const
{
    if (!m_isForever[indexOf(state)] && !transitionsFrom(*m_graph, state).empty())
        return {};
    return {m_visits[indexOf(state)], m_schedules[indexOf(state)]};
}

Share Odds::through(StateIndex source, Step step) const
{
    Share share;
    forEachChance(*m_graph, source, [&](const auto &edge, double chance) {
        if ((*m_graph)[edge] == step)
            share += {m_visits[indexOf(source)] * chance, m_schedules[indexOf(source)]};
    });
    return share;
}

ScheduleCount Odds::total(Watch watch) const
{
    ScheduleCount total;
    for (std::uint32_t i = 0; i < m_visits.size(); ++i) {
        watch.tick();
        total += ending(StateIndex{i}).schedules;
    }
    return total;
}

} // namespace racewalk
