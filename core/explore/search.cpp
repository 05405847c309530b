// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/search.h"

#include "program/check.h"
#include "program/ids.h"

#include <cmath>
#include <cstring>
#include <new>
#include <utility>

namespace racewalk {

namespace {

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
constexpr std::chrono::milliseconds reportInterval{100};
/// Steps between two looks at the clock, a power of two: some microseconds.
constexpr std::uint32_t ticksPerLook = 64;

} // namespace

Search::Search(const Machine &machine, const Limits &limits, std::stop_token stop,
               ProgressSink *sink)
    : m_machine(machine), m_limits(limits), m_stop(std::move(stop)), m_sink(sink),
      m_begin(Clock::now()), m_lastReport(m_begin),
      m_result{.states = std::make_shared<StateStore>(machine.layout().stateSize()),
               .transitions = {}},
      m_states(*m_result.states), m_scratch(machine.layout().stateSize())
{}

SearchResult Search::run()
{
    try {
        start();
        while (m_result.limit == Limit::None && m_result.expanded < m_states.size()) {
            if (expand(StateIndex{static_cast<std::uint32_t>(m_result.expanded)}))
                ++m_result.expanded;
        }
    } catch (const std::bad_alloc &) {
        hit(Limit::Memory, (m_states.bytes() + m_result.transitions.bytes()) / mebibyte);
    }
    return std::move(m_result);
}

void Search::start()
{
    const bool isAdded = m_states.insert(m_machine.initialState()).has_value();
    RACEWALK_CHECK(isAdded);
}

bool Search::expand(StateIndex source)
{
    const StateView state = m_states[source];
    m_steps.clear();
    m_machine.appendEnabledSteps(state, m_steps);
    for (const Step step : m_steps) {
        std::memcpy(m_scratch.bytes().data(), state.data(), state.size());
        m_machine.apply(m_scratch, step);
        if (!isInTime() || !add(source, step))
            return false;
    }
    return true;
}

bool Search::add(StateIndex source, Step step)
{
    const bool isRoom = m_result.transitions.size() < TransitionList::maxTransitions;
    if (!mayGrow() || !isRoom)
        return hit(Limit::Memory, m_limits.maxMemoryMiB);
    const bool isStateAllowed = m_limits.maxStates == 0 || m_states.size() < m_limits.maxStates;
    const std::optional<StateStore::Place> target = m_states.insert(m_scratch, isStateAllowed);
    if (!target) {
        const bool isOwnLimit = m_states.size() == StateStore::maxStates;
        return hit(Limit::States, isOwnLimit ? StateStore::maxStates : m_limits.maxStates);
    }
    m_result.transitions.append(source, target->index, step);
    return true;
}

bool Search::mayGrow()
{
    const std::size_t growth = m_states.bytesToGrow() + m_result.transitions.bytesToGrow();
    if (growth == 0 && (m_states.size() & 1023) != 0)
        return true;
    const std::size_t held =
        m_states.bytes() + m_result.transitions.bytes() + m_states.size() * bytesForEvaluation;
    return m_limits.maxMemoryMiB == 0 || held + growth <= m_limits.maxMemoryMiB * mebibyte;
}

bool Search::isInTime()
{
    if (m_stop.stop_requested())
        return hit(Limit::Cancelled, 0);
    if ((++m_ticks & (ticksPerLook - 1)) != 0)
        return true;
    const Clock::time_point now = Clock::now();
    if (now - m_lastReport >= reportInterval)
        report(now);
    if (m_limits.timeout.count() > 0 && now - m_begin >= searchShare * m_limits.timeout)
        return hit(Limit::Time, static_cast<std::uint64_t>(std::ceil(m_limits.timeout.count())));
    return true;
}

bool Search::hit(Limit limit, std::uint64_t value)
{
    m_result.limit = limit;
    m_result.limitValue = value;
    return false;
}

void Search::report(Clock::time_point now)
{
    m_lastReport = now;
    if (m_sink)
        m_sink->progress({.states = m_states.size(),
                          .toExpand = m_states.size() - m_result.expanded,
                          .transitions = m_result.transitions.size(),
                          .seconds = std::chrono::duration<double>(now - m_begin).count()});
}

} // namespace racewalk
