// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run.h"

#include <algorithm>

namespace racewalk {

Run::Run(std::shared_ptr<const Machine> machine)
    : m_machine(std::move(machine)), m_initialState(m_machine->initialState(m_initialRecord))
{}

bool Run::take(Step step)
{
    if (m_position < length() && m_steps[m_position] == step) {
        ++m_position;
        return true;
    }
    if (!m_machine->isEnabled(state(), step))
        return false;
    m_steps.resize(m_position);
    m_taken.resize(m_position);
    append(step);
    ++m_position;
    return true;
}

void Run::append(Step step)
{
    const StateView before = stateAt(length());
    auto taken = std::make_shared<Taken>();
    taken->after = State(before);
    StepRecord record;
    m_machine->apply(taken->after, step, record);
    taken->event = eventFor(*m_machine, before, taken->after, step, std::move(record));
    m_taken.push_back(std::move(taken));
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
    m_taken.resize(kept);
    m_position = 0;
    for (std::size_t i = kept; i < wanted.size(); ++i) {
        if (!m_machine->isEnabled(stateAt(i), wanted[i]))
            break;
        append(wanted[i]);
    }
    return length();
}

std::optional<ThreadId> Run::runningThread(std::size_t position) const
{
    for (std::size_t i = std::min(position, length()); i > 0; --i)
        if (!isSystemStep(m_machine->program(), m_steps[i - 1]))
            return m_steps[i - 1].thread;
    return std::nullopt;
}

std::size_t Run::contextSwitches() const
{
    std::size_t switches = 0;
    std::optional<ThreadId> running;
    for (const Step step : m_steps) {
        if (isSystemStep(m_machine->program(), step))
            continue;
        if (running && *running != step.thread)
            ++switches;
        running = step.thread;
    }
    return switches;
}

} // namespace racewalk
