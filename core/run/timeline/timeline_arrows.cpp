// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/timeline_arrows.h"

#include "run/timeline/waiting.h"

#include "program/operations.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace racewalk {

namespace {

class ArrowFinder {
public:
    ArrowFinder(const Run &run, Timeline &timeline)
        : m_run(run), m_machine(run.machine()), m_program(run.machine().program()),
          m_layout(run.machine().layout()), m_timeline(timeline)
    {}

    void addHandovers();
    void addWakes();
    void addCallbacks();
    void addWakesNobody();

private:
    void add(TimelineArrow::Kind kind, std::size_t from, std::size_t to)
    {
        m_timeline.arrows.push_back({kind, from, to, 0});
    }
    ThreadId threadOf(std::size_t index) const { return m_run.event(index).step.thread; }
    std::optional<std::size_t> wakeTarget(std::size_t index, ThreadId woken) const;
    std::optional<std::size_t> lastReaderLeaving(std::size_t call, std::size_t callback,
                                                 ThreadMask readers) const;
    bool callsBackLater(std::size_t index) const;
    bool findsNobody(std::size_t index) const;
    bool sleepsForIt(std::size_t wake, const TimelineSpan &sleep) const;

    const Run &m_run;
    const Machine &m_machine;
    const Program &m_program;
    const Layout &m_layout;
    Timeline &m_timeline;
};

/// Readers hold a read-write lock together: it is handed over by the last to leave.
void ArrowFinder::addHandovers()
{
    const auto end = [](const TimelineSpan &span) {
        return span.last.value_or(std::numeric_limits<std::size_t>::max());
    };
    std::map<std::size_t, const TimelineSpan *> lastHolder; // by lock
    for (const TimelineSpan &span : m_timeline.spans) {
        if (span.kind != TimelineSpan::Kind::LockHeld)
            continue;
        const TimelineSpan *&previous = lastHolder[span.lock];
        if (previous && end(*previous) < span.first && previous->lane != span.lane)
            add(TimelineArrow::Kind::LockHandover, end(*previous), span.first);
        if (!previous || end(*previous) <= end(span))
            previous = &span;
    }
}

/// The woken thread's next event; while it has none, where it went to sleep or stopped.
std::optional<std::size_t> ArrowFinder::wakeTarget(std::size_t index, ThreadId woken) const
{
    for (std::size_t i = index + 1; i < m_run.length(); ++i)
        if (threadOf(i) == woken)
            return i;
    for (std::size_t i = index; i > 0; --i)
        if (threadOf(i - 1) == woken)
            return i - 1;
    return std::nullopt;
}

void ArrowFinder::addWakes()
{
    for (std::size_t i = 0; i < m_run.length(); ++i)
        for (const ThreadId woken : m_run.event(i).woken)
            if (const auto target = wakeTarget(i, woken))
                add(TimelineArrow::Kind::Wake, i, *target);
}

bool ArrowFinder::callsBackLater(std::size_t index) const
{
    return std::ranges::any_of(
        m_run.event(index).record.operations, [&](const StepRecord::Operation &operation) {
            return operationOf(m_program.bodyOf(operation.thread).code[operation.position].op)
                       .begins == Operation::Begins::Callback;
        });
}

/// The event between `call` and `callback` by which the last of `readers` left its section.
std::optional<std::size_t> ArrowFinder::lastReaderLeaving(std::size_t call, std::size_t callback,
                                                          ThreadMask readers) const
{
    std::optional<std::size_t> last;
    for (std::size_t i = call + 1; i < callback && readers != 0; ++i) {
        const ThreadId thread = threadOf(i);
        const ThreadMask bit = maskOf(thread);
        if ((readers & bit) == 0 || m_layout.rcuDepth(m_run.stateAt(i + 1), thread) != 0)
            continue;
        readers &= ~bit;
        last = i;
    }
    return last;
}

void ArrowFinder::addCallbacks()
{
    struct Call {
        std::size_t index = 0;
        ThreadMask readers = 0;
    };
    std::map<ObjectId, Call> pending;
    for (std::size_t i = 0; i < m_run.length(); ++i) {
        const StateView before = m_run.stateAt(i);
        const StateView after = m_run.stateAt(i + 1);
        if (callsBackLater(i)) {
            for (std::size_t number = 0; number < m_program.storage.objects.size(); ++number) {
                const auto object = ObjectId(number);
                if (m_layout.life(after, object) == Layout::Life::Pending &&
                    m_layout.life(before, object) != Layout::Life::Pending)
                    pending[object] = {i, m_layout.gracePeriodOf(after, object).readers};
            }
        }
        if (operationOf(m_run.event(i).op).choice != Operation::Choice::Object)
            continue;
        const auto call = pending.find(ObjectId(m_run.event(i).step.choice));
        if (call == pending.end())
            continue;
        add(TimelineArrow::Kind::Callback, call->second.index, i);
        if (const auto left = lastReaderLeaving(call->second.index, i, call->second.readers))
            add(TimelineArrow::Kind::Callback, *left, i);
        pending.erase(call);
    }
}

/// A completion remembers that it is done, so who comes later misses nothing.
bool ArrowFinder::findsNobody(std::size_t index) const
{
    const Event &event = m_run.event(index);
    const Operation &operation = operationOf(event.op);
    switch (operation.wakes) {
    case Operation::Waiters::Queue:
    case Operation::Waiters::Bit:
        return event.woken.empty() && event.cell &&
               !isWaitedFor(m_machine, m_run.stateAt(index + 1), *event.cell);
    case Operation::Waiters::Task:
        return event.woken.empty();
    case Operation::Waiters::None:
        // The first half of wake_up_bit(), which ends here if nobody waits.
        return operation.words == Operation::Words::Waiters && event.role == Role::Wake &&
               !event.record.operations.empty() && event.record.operations.front().value == 0;
    case Operation::Waiters::Completion:
    case Operation::Waiters::Semaphore:
    case Operation::Waiters::RwLock:
        return false;
    }
    return false;
}

/// Whether the wake-up would have ended that sleep, had it come later.
bool ArrowFinder::sleepsForIt(std::size_t wake, const TimelineSpan &sleep) const
{
    const Event &event = m_run.event(wake);
    const StateView before = m_run.stateAt(wake);
    const Instruction &instruction = m_program.bodyOf(event.step.thread).code[event.position];
    const auto operand = [&](const Operand &value) {
        return m_machine.operandValue(before, event.step.thread, value);
    };
    if (m_layout.position(before, event.step.thread) != event.position)
        return false; // inside an atomic block, where operands are not in any state
    const auto sleeper = ThreadId(sleep.lane);
    const Operation::Waiters wakes = operationOf(event.op).wakes;
    if (wakes == Operation::Waiters::Task)
        return operand(instruction.a) == static_cast<std::int32_t>(sleep.lane) + 1;
    const Readiness asleep = m_machine.readiness(m_run.stateAt(sleep.first + 1), sleeper);
    if (asleep.kind != Readiness::Kind::Asleep || asleep.cell == nullCell ||
        asleep.cell != CellId(operand(instruction.a)))
        return false;
    const bool isBitWake = wakes != Operation::Waiters::Queue;
    const bool isSpared =
        !isBitWake && operand(instruction.c) != 0 &&
        m_layout.taskState(m_run.stateAt(sleep.first + 1), sleeper) != TaskState::Interruptible;
    if (isSpared)
        return false;
    return isBitWake ? asleep.bit == operand(instruction.b) : !asleep.bit;
}

void ArrowFinder::addWakesNobody()
{
    for (std::size_t i = 0; i < m_run.length(); ++i) {
        if (!findsNobody(i))
            continue;
        for (const TimelineSpan &span : m_timeline.spans) {
            if (span.kind != TimelineSpan::Kind::Asleep || span.first < i ||
                span.lane == m_timeline.events[i].lane || !sleepsForIt(i, span))
                continue;
            m_timeline.arrows.push_back({TimelineArrow::Kind::WakesNobody, i, i, span.lane});
            break;
        }
    }
}

} // namespace

void addArrows(const Run &run, Timeline &timeline)
{
    ArrowFinder finder(run, timeline);
    finder.addHandovers();
    finder.addWakes();
    finder.addCallbacks();
    finder.addWakesNobody();
    std::ranges::stable_sort(timeline.arrows, {}, [](const TimelineArrow &arrow) {
        return std::tuple(arrow.from, arrow.to, arrow.kind);
    });
}

} // namespace racewalk
