// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run.h"

#include <algorithm>

namespace racewalk {

Run::Run(std::shared_ptr<const Machine> machine) : m_machine(std::move(machine))
{
    m_states.push_back(m_machine->initialState(m_initialRecord));
}

bool Run::take(Step step)
{
    if (m_position < length() && m_steps[m_position] == step) {
        ++m_position;
        return true;
    }
    if (!m_machine->isEnabled(state(), step))
        return false;
    m_steps.resize(m_position);
    m_events.resize(m_position);
    m_states.resize(m_position + 1);
    append(step);
    ++m_position;
    return true;
}

void Run::append(Step step)
{
    State next = m_states.back();
    StepRecord record;
    m_machine->apply(next, step, record);
    m_events.push_back(eventFor(*m_machine, m_states.back(), next, step, std::move(record)));
    m_states.push_back(std::move(next));
    m_steps.push_back(step);
}

bool Run::back()
{
    if (m_position == 0)
        return false;
    --m_position;
    return true;
}

bool Run::forward()
{
    if (m_position == length())
        return false;
    ++m_position;
    return true;
}

void Run::jump(std::size_t position)
{
    m_position = std::min(position, length());
}

std::size_t Run::replace(std::span<const Step> steps)
{
    const std::vector<Step> wanted(steps.begin(), steps.end()); // they may be our own
    const auto parting = std::ranges::mismatch(m_steps, wanted);
    const auto kept = static_cast<std::size_t>(parting.in1 - m_steps.begin());
    m_steps.resize(kept);
    m_events.resize(kept);
    m_states.resize(kept + 1);
    m_position = 0;
    for (std::size_t i = kept; i < wanted.size(); ++i) {
        if (!m_machine->isEnabled(m_states.back(), wanted[i]))
            break;
        append(wanted[i]);
    }
    return length();
}

std::optional<ThreadId> Run::runningThread(std::size_t position) const
{
    for (std::size_t i = std::min(position, length()); i > 0; --i)
        if (!isSystem(m_steps[i - 1].thread))
            return m_steps[i - 1].thread;
    return std::nullopt;
}

std::size_t Run::contextSwitches() const
{
    std::size_t switches = 0;
    std::optional<ThreadId> running;
    for (const Step step : m_steps) {
        if (isSystem(step.thread))
            continue;
        if (running && *running != step.thread)
            ++switches;
        running = step.thread;
    }
    return switches;
}

bool Run::isSystem(ThreadId thread) const
{
    return m_machine->program().threads[indexOf(thread)].isSystem;
}

} // namespace racewalk
