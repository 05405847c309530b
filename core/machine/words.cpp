// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/words.h"

#include "program/one_line.h"
#include "program/operations.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {

// Why a thread waits and what went wrong, in words.

namespace {

std::string_view nameOf(const Program &program, ThreadId thread)
{
    return program.threads[indexOf(thread)].name;
}

/// The last part of a path: "i_lock" of "inodes[0].i_lock".
std::string shortPath(const Program &program, CellId cell)
{
    const std::string &path = program.storage.cells[indexOf(cell)].path;
    const std::size_t dot = path.rfind('.');
    return dot == std::string::npos ? path : path.substr(dot + 1);
}

std::string holderText(const Program &program, const Readiness &readiness, StateView state,
                       const Machine &machine)
{
    std::string text = inTheWayText(program, readiness.holders, readiness.queued);
    text.front() = text.front() == 'h' ? 'H' : 'B';
    for (std::size_t i = 0; i < program.threads.size(); ++i) {
        const auto thread = static_cast<ThreadId>(i);
        if (readiness.holders == maskOf(thread) &&
            machine.readiness(state, thread).kind == Readiness::Kind::Ended)
            text += ", which has ended";
    }
    return text;
}

bool isUnlockBuffered(const Machine &machine, StateView state, CellId lock)
{
    const std::vector<CellId> locks = bufferedUnlocks(machine, state);
    return std::ranges::find(locks, lock) != locks.end();
}

std::string queueText(const Program &program, const Readiness &readiness, bool isShort)
{
    if (readiness.cell == nullCell)
        return "on no queue";
    const std::string name = isShort ? shortPath(program, readiness.cell)
                                     : program.storage.cells[indexOf(readiness.cell)].path;
    if (!readiness.bit)
        return name;
    if (*readiness.bit == anyBit)
        return name + " (variable)";
    return fmt::format("{} bit {}", name, *readiness.bit);
}

std::string_view taskStateText(TaskState state)
{
    switch (state) {
    case TaskState::Running:
        return "TASK_RUNNING";
    case TaskState::Interruptible:
        return "TASK_INTERRUPTIBLE";
    case TaskState::Uninterruptible:
        return "TASK_UNINTERRUPTIBLE";
    }
    return "";
}

} // namespace

std::string inTheWayText(const Program &program, ThreadMask holders, ThreadMask queued)
{
    std::string text;
    if (queued == 0 || holders != queued)
        text = "held by " + threadNames(program, holders & ~queued);
    if (queued != 0)
        text += fmt::format("{}behind {} in its queue", text.empty() ? "" : ", ",
                            threadNames(program, queued));
    return text;
}

std::vector<CellId> bufferedUnlocks(const Machine &machine, StateView state)
{
    const Program &program = machine.program();
    const Layout &layout = machine.layout();
    std::vector<CellId> locks;
    for (std::size_t i = 0; i < program.threads.size(); ++i)
        for (std::size_t store = 0; store < layout.bufferedStores(state, ThreadId(i)); ++store) {
            const BufferedStore each = layout.bufferedStore(state, ThreadId(i), store);
            if (!each.isBarrier() && isLock(program.storage.typeOf(each.cell)))
                locks.push_back(each.cell);
        }
    return locks;
}

Reason reasonFor(const Machine &machine, StateView state, ThreadId thread)
{
    const Program &program = machine.program();
    const Readiness readiness = machine.readiness(state, thread);
    switch (readiness.kind) {
    case Readiness::Kind::Enabled:
        return {"Can step", ""};
    case Readiness::Kind::Ended:
        return {"Done", ""};
    case Readiness::Kind::Spinning:
        return {"Spinning on " + shortPath(program, readiness.cell),
                isUnlockBuffered(machine, state, readiness.cell)
                    ? "Its unlock is buffered"
                    : holderText(program, readiness, state, machine)};
    case Readiness::Kind::WaitingForMutex:
        return {"Waiting for " + shortPath(program, readiness.cell),
                holderText(program, readiness, state, machine)};
    case Readiness::Kind::Asleep:
        return {"Sleeping", queueText(program, readiness, true) + ", until woken"};
    case Readiness::Kind::GracePeriod:
        return {"Waiting for a grace period",
                "Held up by " + threadNames(program, readiness.holders)};
    case Readiness::Kind::Draining:
        return {"Waiting for its store buffer", "Drain it first"};
    case Readiness::Kind::NoCallback:
        return {"Idle", "No callback pending"};
    case Readiness::Kind::WaitingForReaders:
        return {"Waiting for readers", "Held up by " + threadNames(program, readiness.holders)};
    case Readiness::Kind::Faulted: {
        const bool isCulprit = machine.layout().faultThread(state) == thread;
        if (isCulprit)
            return {std::string(rowOf(machine.layout().fault(state)).headline), ""};
        return {"Stopped",
                fmt::format("{} failed", nameOf(program, machine.layout().faultThread(state)))};
    }
    }
    return {};
}

std::string sentenceFor(const Machine &machine, StateView state, ThreadId thread)
{
    const Program &program = machine.program();
    const Readiness readiness = machine.readiness(state, thread);
    const std::string_view name = nameOf(program, thread);
    const auto path = [&] { return program.storage.cells[indexOf(readiness.cell)].path; };
    const std::string holders = threadNames(program, readiness.holders);
    switch (readiness.kind) {
    case Readiness::Kind::Enabled:
        return fmt::format("{} can step", name);
    case Readiness::Kind::Ended:
        return fmt::format("{} has ended", name);
    case Readiness::Kind::Spinning:
        return fmt::format(
            "{} is spinning on {}, {}{}", name, path(),
            inTheWayText(program, readiness.holders, readiness.queued),
            isUnlockBuffered(machine, state, readiness.cell) ? ", whose unlock is buffered" : "");
    case Readiness::Kind::WaitingForMutex:
        return fmt::format("{} is waiting for mutex {}, held by {}", name, path(), holders);
    case Readiness::Kind::Asleep:
        return fmt::format("{} is asleep ({}) on {}", name, taskStateText(readiness.taskState),
                           queueText(program, readiness, false));
    case Readiness::Kind::GracePeriod:
        return fmt::format("{} is waiting for a grace period, held up by {}", name, holders);
    case Readiness::Kind::Draining:
        return fmt::format("{} is waiting for its store buffer to drain", name);
    case Readiness::Kind::NoCallback:
        return fmt::format("{} is idle: no callback is pending", name);
    case Readiness::Kind::WaitingForReaders:
        return fmt::format("{} is waiting for readers: {}", name, holders);
    case Readiness::Kind::Faulted:
        return fmt::format("the run has ended: {}", toText(machine.layout().fault(state)));
    }
    return {};
}

namespace {

std::string lockMisuseText(const Program &program, const StepRecord::Failure &failure,
                           std::string_view thread, const std::string &path)
{
    switch (operationOf(program.bodyOf(failure.thread).code[failure.position].op).failure) {
    case Operation::Failure::HeldAlready:
        return fmt::format("{} takes {} while it holds it already: it would wait for itself",
                           thread, path);
    case Operation::Failure::ReadAlready:
        return fmt::format("{} takes {} while it holds it already: it could wait for a writer that "
                           "waits for it",
                           thread, path);
    case Operation::Failure::WrittenByItself:
        return fmt::format("{} reads {} while it writes it itself: it would wait for itself",
                           thread, path);
    case Operation::Failure::TooMany:
        return fmt::format("{} counts {} up beyond {}", thread, path, Layout::maxCount);
    case Operation::Failure::NotHeld:
        return fmt::format("{} releases {}, which it does not hold", thread, path);
    case Operation::Failure::TooDeep:
        return fmt::format("{} nests rcu_read_lock() too deeply", thread);
    case Operation::Failure::OutsideSection:
        return fmt::format("{} calls rcu_read_unlock() outside an RCU read section", thread);
    case Operation::Failure::OtherBit:
        return fmt::format("{} queues for {} while it is queued for another bit", thread, path);
    case Operation::Failure::EndsHolding:
        if (failure.cell != nullCell)
            return fmt::format("{} ends while it holds {}", thread, path);
        return fmt::format("{} ends inside an RCU read section", thread);
    case Operation::Failure::Never: // what it fails with is no misuse of a lock
    case Operation::Failure::DivideByZero:
    case Operation::Failure::OutOfBounds:
    case Operation::Failure::Bug:
    case Operation::Failure::Freed:
    case Operation::Failure::Task:
    case Operation::Failure::Object:
        break;
    }
    return fmt::format("{} misuses {}", thread, path);
}

/// Tells the two steps of `x++` apart.
std::string_view accessVerb(const Program &program, const StepRecord::Failure &failure)
{
    switch (operationOf(program.bodyOf(failure.thread).code[failure.position].op).access) {
    case Operation::Access::Read:
        return "reads";
    case Operation::Access::Write:
        return "writes";
    case Operation::Access::None:
    case Operation::Access::Update:
        break;
    }
    return "uses";
}

} // namespace

std::string failureSentence(const Program &program, const StepRecord::Failure &failure)
{
    const std::string_view thread = nameOf(program, failure.thread);
    const std::string path =
        failure.cell == nullCell ? "" : program.storage.cells[indexOf(failure.cell)].path;
    const auto origin = [&]() -> const Origin & {
        return program.bodyOf(failure.thread).origins[failure.position];
    };
    // Local work has no text for the timeline.
    const auto operation = [&] {
        return origin().text.empty() ? onOneLine(program.textOf(origin().span)) : origin().text;
    };
    switch (failure.kind) {
    case FindingKind::Bug:
        if (operationOf(program.bodyOf(failure.thread).code[failure.position].op).failure ==
            Operation::Failure::Object)
            return fmt::format("{} frees {}, which kmalloc() never gave", thread, path);
        return fmt::format("{}: {} fails", thread, origin().text);
    case FindingKind::UseAfterFree:
        if (failure.isDrain)
            return fmt::format("a store of {} reaches {} after it was freed", thread, path);
        return fmt::format("{} {} {} after it was freed", thread, accessVerb(program, failure),
                           path);
    case FindingKind::DoubleFree:
        return fmt::format("{} frees {} a second time", thread, addressText(program, failure.cell));
    case FindingKind::NullDereference:
        return fmt::format("{} follows a NULL pointer in {}", thread, operation());
    case FindingKind::LockMisuse:
        return lockMisuseText(program, failure, thread, path);
    case FindingKind::SleepInAtomic:
        return fmt::format(
            "{} may sleep in {} while it holds a spinlock or is inside an RCU read section", thread,
            operation());
    case FindingKind::OutOfBounds:
        return fmt::format("{} uses an index outside the array in {}", thread, operation());
    case FindingKind::DivideByZero:
        return fmt::format("{} divides by zero in {}", thread, operation());
    case FindingKind::Diverges:
        return fmt::format("{} runs more than {} local instructions without a step", thread,
                           maxLocalWork);
    case FindingKind::Invariant:
    case FindingKind::Final:
    case FindingKind::None:
    case FindingKind::Hang:
    case FindingKind::Livelock:
    case FindingKind::DataRace:
    case FindingKind::Warn:
        break;
    }
    return {};
}

std::string propertySentence(const Program &program, const Property &property,
                             const StepRecord::Failure &failure)
{
    const std::string_view thread = nameOf(program, failure.thread);
    const std::string path =
        failure.cell == nullCell ? "memory" : program.storage.cells[indexOf(failure.cell)].path;
    const std::string when =
        failure.isAtStart ? "at the start" : fmt::format("after a step of {}", thread);
    const bool hasDaemon =
        std::ranges::find(program.threads, true, &Thread::isDaemon) != program.threads.end();
    switch (failure.kind) {
    case FindingKind::Invariant:
        return fmt::format("{} the invariant {} does not hold", when, property.text);
    case FindingKind::Final:
        return fmt::format("every thread{} has ended and {} does not hold",
                           hasDaemon ? " that is no daemon" : "", property.text);
    case FindingKind::UseAfterFree:
        return fmt::format("{}, {} looks at {}, which was freed", when, property.text, path);
    case FindingKind::NullDereference:
        return fmt::format("{}, {} follows a NULL pointer", when, property.text);
    case FindingKind::None:
    case FindingKind::Hang:
    case FindingKind::Livelock:
    case FindingKind::Bug:
    case FindingKind::DoubleFree:
    case FindingKind::LockMisuse:
    case FindingKind::SleepInAtomic:
    case FindingKind::OutOfBounds:
    case FindingKind::DivideByZero:
    case FindingKind::Diverges:
    case FindingKind::DataRace:
    case FindingKind::Warn:
        break;
    }
    return fmt::format("{}, {} cannot be evaluated: {}", when, property.text, toText(failure.kind));
}

} // namespace racewalk
