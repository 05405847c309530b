// SPDX-License-Identifier: GPL-3.0-or-later
// Steps that a diagram shows by a remark: the second half of an update, a drain, a callback.
#include "import/diagram/diagram_walk.h"

#include "machine/words.h"

#include <fmt/format.h>

namespace racewalk {
namespace {

std::string callbackText(const Program &program, const Event &event)
{
    std::string text = program.threads[indexOf(event.step.thread)].name + ": ";
    if (event.record.freed.empty())
        text += "callback";
    for (std::size_t i = 0; i < event.record.freed.size(); ++i)
        text += (i == 0 ? "frees " : ", ") +
                program.storage.objects[indexOf(event.record.freed[i])].name;
    return text;
}

/// Without the remark that its text has.
std::string baseText(const Program &program, const Event &event)
{
    const std::string remark = remarkOfOperation(program, event.step.thread, event.position);
    return remark.empty() ? event.text
                          : event.text.substr(0, event.text.size() - remark.size() - 2);
}

} // namespace

bool isOfSameCall(const Program &program, const Event &event, const Event &next)
{
    return event.step.thread == next.step.thread && event.parts.empty() && !event.record.failure &&
           next.span == event.span && next.call == event.call && next.position != event.position &&
           baseText(program, next) == baseText(program, event);
}

std::string textWithoutBlanks(std::string_view text)
{
    std::string result;
    for (const char c : text)
        if (c != ' ')
            result += c > 0x20 && c < 0x7f ? c : '?';
    return result;
}

bool isFirstHalfOf(const Event &event, const Event &next)
{
    if (event.record.failure || event.step.thread != next.step.thread || event.call != next.call ||
        event.statement != next.statement)
        return false;
    if (event.op == Op::BitQueueActive)
        return next.op == Op::WakeUpBit;
    return event.access.kind == Access::Kind::UpdateRead &&
           next.access.kind == Access::Kind::UpdateWrite && event.cell == next.cell;
}

StatementRead DiagramWalk::remark(ThreadId thread, std::string_view text)
{
    const Machine &machine = m_run.machine();
    const Program &program = machine.program();
    const std::string wanted = textWithoutBlanks(text);
    const auto takeIf = [&](Step step, const std::string &shown) -> std::optional<StatementRead> {
        if (textWithoutBlanks(shown) != wanted)
            return std::nullopt;
        m_begins.push_back(m_run.position());
        take(step);
        return StatementRead{Reading::Understood, fmt::format("step {}: {}: {}", m_run.position(),
                                                              name(step.thread), text)};
    };
    std::vector<Step> steps;
    for (std::size_t i = 0; i < program.threads.size(); ++i)
        if (program.threads[i].isSystem && text.starts_with(program.threads[i].name + ": "))
            machine.appendEnabledSteps(m_run.state(), ThreadId(i), steps);
    for (const Step step : steps)
        if (auto taken =
                takeIf(step, callbackText(program, eventAhead(machine, m_run.state(), step))))
            return *taken;
    steps.clear();
    machine.appendEnabledSteps(m_run.state(), thread, steps);
    std::optional<std::size_t> last;
    for (std::size_t i = m_run.position(); i-- > 0 && !last;)
        if (m_run.event(i).step.thread == thread)
            last = i;
    for (const Step step : steps) {
        const bool isHalf = last && m_run.event(*last).access.kind == Access::Kind::UpdateRead;
        const Event event = eventAhead(machine, m_run.state(), step);
        const std::string own = remarkOfOperation(program, thread, event.position);
        const bool isPart = !step.isDrain() && last && !wanted.empty() &&
                            isOfSameCall(program, m_run.event(*last), event) &&
                            wanted == textWithoutBlanks(own.empty() ? event.result : own);
        if (isPart)
            if (auto taken = takeIf(step, std::string(text)))
                return *taken;
        if (!step.isDrain() && !isHalf)
            continue;
        const bool isSecond = isHalf && isFirstHalfOf(m_run.event(*last), event);
        if (step.isDrain() || isSecond)
            if (auto taken =
                    takeIf(step, step.isDrain()
                                     ? storeText(program, *event.record.drained) + " reaches memory"
                                     : event.result))
                return *taken;
    }
    return {Reading::Ignored, "a remark"};
}

} // namespace racewalk
