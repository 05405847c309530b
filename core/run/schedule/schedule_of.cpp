// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/schedule/schedule.h"

#include "run/schedule/thread_names.h"
#include "run/schedule/thread_steps.h"

#include "program/check.h"
#include "program/operations.h"

#include <algorithm>
#include <utility>

namespace racewalk {

namespace {

/// Puts steps together to words.
class ScheduleWriter {
public:
    ScheduleWriter(const Machine &machine, bool isPortable)
        : m_machine(machine), m_isPortable(isPortable), m_state(machine.initialState()),
          m_enabled(machine)
    {}

    void append(Step step);
    Schedule take();

private:
    void closeWord();
    bool isDrainOf(Step step) const;
    void appendDrain(Step step);
    bool isSystem(ThreadId thread) const
    {
        return m_machine.program().threads[indexOf(thread)].isSystem;
    }

    const Machine &m_machine;
    bool m_isPortable;
    State m_state;
    ThreadSteps m_enabled;
    ThreadId m_thread{};
    std::size_t m_count = 0; ///< of the word that is being put together
    Schedule m_schedule;
};

void ScheduleWriter::closeWord()
{
    if (m_count == 0)
        return;
    ScheduleWord word;
    word.thread = scheduleName(m_machine.program(), m_thread);
    word.count = m_count;
    const bool goesOn = canGoOnAlone(m_enabled.at(m_state, m_thread), isSystem(m_thread));
    const bool isEnd = m_isPortable
                           ? m_machine.readiness(m_state, m_thread).kind == Readiness::Kind::Ended
                           : !goesOn;
    if (m_count > 1 && m_count <= maxScheduleSteps && isEnd) {
        word.extent = ScheduleWord::Extent::UntilBlocked;
        word.count = 1;
    }
    m_schedule.words.push_back(std::move(word));
    m_count = 0;
}

void ScheduleWriter::append(Step step)
{
    if (step.thread != m_thread || m_count == maxScheduleCount)
        closeWord();
    if (isDrainOf(step)) {
        appendDrain(step);
        return;
    }
    const std::vector<Step> &steps = m_enabled.at(m_state, step.thread);
    RACEWALK_CHECK(std::ranges::find(steps, step) != steps.end());
    const bool needsChoice = !canGoOnAlone(steps, isSystem(step.thread)) || step != steps.front();
    if (needsChoice) {
        closeWord();
        ScheduleWord word;
        word.thread = scheduleName(m_machine.program(), step.thread);
        word.choice = step.choice;
        if (const Instruction &next = m_machine.nextInstruction(m_state, step.thread);
            operationOf(next.op).choice == Operation::Choice::Value)
            word.choice = static_cast<std::int32_t>(
                std::int64_t{m_machine.operandValue(m_state, step.thread, next.a)} + step.choice);
        m_schedule.words.push_back(std::move(word));
    } else {
        m_thread = step.thread;
        ++m_count;
    }
    m_machine.apply(m_state, step);
}

bool ScheduleWriter::isDrainOf(Step step) const
{
    return step.isDrain() && !isSystem(step.thread);
}

void ScheduleWriter::appendDrain(Step step)
{
    closeWord();
    const std::vector<Step> drains = m_enabled.drainsAt(m_state, step.thread);
    RACEWALK_CHECK(std::ranges::find(drains, step) != drains.end());
    ScheduleWord word;
    word.thread = scheduleName(m_machine.program(), step.thread);
    word.extent = ScheduleWord::Extent::Drain;
    if (drains.size() > 1)
        word.name = drainName(m_machine, m_state, drains, step);
    m_schedule.words.push_back(std::move(word));
    m_machine.apply(m_state, step);
}

Schedule ScheduleWriter::take()
{
    closeWord();
    return std::exchange(m_schedule, {});
}

} // namespace

namespace {

Schedule written(const Machine &machine, std::span<const Step> steps, bool isPortable)
{
    ScheduleWriter writer(machine, isPortable);
    for (const Step step : steps)
        writer.append(step);
    return writer.take();
}

} // namespace

Schedule scheduleOf(const Machine &machine, std::span<const Step> steps)
{
    return written(machine, steps, false);
}

std::vector<Schedule> schedulesOf(const Machine &machine, std::span<const Step> steps,
                                  std::span<const std::size_t> cuts)
{
    ScheduleWriter writer(machine, false);
    std::vector<Schedule> parts;
    std::size_t taken = 0;
    for (const std::size_t cut : cuts) {
        for (; taken < cut; ++taken)
            writer.append(steps[taken]);
        parts.push_back(writer.take());
    }
    return parts;
}

Schedule portableScheduleOf(const Machine &machine, std::span<const Step> steps)
{
    return written(machine, steps, true);
}

} // namespace racewalk
