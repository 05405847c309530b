// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/delays/delay_words.h"

#include "export/diagram/wait_headers.h"
#include "machine/words.h"
#include "program/one_line.h"
#include "program/operations.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {
namespace {

/// " for the 2nd time"; nothing for the first.
std::string timeText(std::size_t time)
{
    if (time <= 1)
        return {};
    constexpr std::array endings = {"th", "st", "nd", "rd"};
    const bool isTeen = time % 100 > 10 && time % 100 < 14;
    return fmt::format(" for the {}{} time", time,
                       endings[isTeen || time % 10 > 3 ? 0 : time % 10]);
}

std::string inFunction(const std::string &function)
{
    return function.empty() ? "" : fmt::format(" in {}()", function);
}

} // namespace

std::string DelayWords::operationText(ThreadId thread, std::uint32_t position,
                                      std::string text) const
{
    const Origin &origin = m_program.bodyOf(thread).origins[position];
    if (!origin.keyword.empty())
        return fmt::format("{} ({})", origin.keyword, onOneLine(text));
    return onOneLine(text);
}

std::string DelayWords::text(std::size_t event) const
{
    const Event &done = m_run.event(event);
    if (done.access.kind == Access::Kind::UpdateRead)
        return "the read of " + onOneLine(done.text);
    if (done.access.kind == Access::Kind::UpdateWrite)
        return "the write of " + onOneLine(done.text);
    return operationText(done.step.thread, done.position, done.text);
}

DelayWords::Place DelayWords::placeOf(ThreadId thread, std::size_t event) const
{
    Place place;
    const Body &body = m_program.bodyOf(thread);
    std::uint32_t position = 0;
    if (event < m_run.position()) {
        position = m_run.event(event).position;
        place.text = text(event);
    } else {
        position = m_run.machine().layout().position(m_run.state(), thread);
        place.text = operationText(thread, position,
                                   namesAhead(m_run.machine(), m_run.state(), thread).text);
    }
    if (const auto wait = waitCallAt(m_program, body, position))
        place.text += " of " + wait->header;
    const CallId call = body.origins[position].call;
    if (call != CallId{})
        place.function = m_program.functions[indexOf(body.calls[indexOf(call)].function)].name;
    place.time = m_spots.timeOf(thread, event);
    return place;
}

std::string DelayWords::delay(const Delay &delay) const
{
    const Place next = placeOf(delay.thread, delay.before);
    std::string text = nameOf(delay.thread);
    if (!delay.after) {
        text += fmt::format(", at its start, before {}{}", next.text, inFunction(next.function));
    } else {
        const Place last = placeOf(delay.thread, *delay.after);
        const std::string_view written = next.text;
        const bool isUpdate = last.text.starts_with("the read of ") &&
                              written.starts_with("the write of ") &&
                              last.text.substr(12) == written.substr(13);
        const std::string ends =
            isUpdate
                ? "the read and " + next.text + timeText(next.time)
                : last.text + (last.function == next.function ? "" : inFunction(last.function)) +
                      timeText(last.time == next.time && last.function == next.function
                                   ? 1
                                   : last.time) +
                      " and " + next.text +
                      (last.function == next.function ? "" : inFunction(next.function)) +
                      timeText(next.time);
        text += last.function == next.function && !next.function.empty()
                    ? fmt::format(", in {}(), between {}", next.function, ends)
                    : fmt::format(", between {}", ends);
    }
    std::vector<std::string> awaited;
    for (const std::size_t event : delay.awaited)
        awaited.push_back(passed(event));
    return fmt::format("{}: wait until {}.", text, listText(awaited, "and"));
}

std::string DelayWords::passed(std::size_t event) const
{
    const Event &done = m_run.event(event);
    const ThreadId thread = done.step.thread;
    if (m_program.threads[indexOf(thread)].isSystem)
        return fmt::format("the RCU callback has freed {}",
                           m_program.storage.objects[done.step.choice].name);
    if (done.record.drained)
        return fmt::format("{} of {} has reached memory",
                           storeText(m_program, *done.record.drained), nameOf(thread));
    const Place place = placeOf(thread, event);
    return fmt::format("{} has passed {}{}{}", nameOf(thread), place.text,
                       inFunction(place.function), timeText(place.time));
}

std::string DelayWords::lateDrain(const LateDrain &drain) const
{
    const Event &store = m_run.event(drain.store);
    return fmt::format("{} of {} has to stay in its store buffer until {}.", text(drain.store),
                       nameOf(store.step.thread), passed(drain.until));
}

std::string DelayWords::freeSwitch(const FreeSwitch &each) const
{
    const std::string &name = nameOf(m_run.event(each.event).step.thread);
    const auto reason = [&]() -> std::string {
        switch (each.reason) {
        case FreeSwitch::Reason::AnyOrder:
            return fmt::format("what {} does there can also come earlier or later", name);
        case FreeSwitch::Reason::ByProgram:
            return fmt::format("the program itself makes {} wait there", name);
        case FreeSwitch::Reason::ByOtherDelay:
            return "another delay ensures it";
        }
        return {};
    };
    return fmt::format("The switch to {} at step {} needs no delay: {}.", name, each.event + 1,
                       reason());
}

std::string DelayWords::waitCall(const Delay &delay) const
{
    const std::uint32_t position =
        delay.before < m_run.position()
            ? m_run.event(delay.before).position
            : m_run.machine().layout().position(m_run.state(), delay.thread);
    const auto wait = waitCallAt(m_program, m_program.bodyOf(delay.thread), position);
    return wait ? wait->header : std::string();
}

std::string DelayWords::whyNoSleep(const Delay &delay) const
{
    const Machine &machine = m_run.machine();
    const StateView state = m_run.stateAt(delay.before);
    if (machine.isInAtomicContext(state, delay.thread)) {
        std::vector<std::string> locks;
        for (const CellId lock : machine.heldLocks(state, delay.thread))
            if (m_program.storage.typeOf(lock).kind != TypeKind::Mutex)
                locks.push_back(m_program.storage.cells[indexOf(lock)].path);
        if (locks.empty())
            return "it is in an RCU read section";
        return "it holds " + listText(locks, "and");
    }
    if (machine.layout().taskState(state, delay.thread) != TaskState::Running)
        return "it is about to sleep, and a wait would set it to TASK_RUNNING";
    return {};
}

std::optional<std::size_t> DelayWords::callbackBegun(std::size_t callback) const
{
    const auto object = ObjectId(m_run.event(callback).step.choice);
    for (std::size_t i = callback; i-- > 0;) {
        const Event &event = m_run.event(i);
        if (event.cell && operationOf(event.op).begins == Operation::Begins::Callback &&
            m_program.storage.cells[indexOf(*event.cell)].object == object)
            return i;
    }
    return std::nullopt;
}

} // namespace racewalk
