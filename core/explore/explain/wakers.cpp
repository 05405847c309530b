// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explain/wakers.h"

#include "program/ids.h"
#include "program/operations.h"

#include <algorithm>
#include <bit>

namespace racewalk {

namespace {

using Lock = Operation::Lock;
using Waiters = Operation::Waiters;

bool isRelease(const Operation &operation)
{
    return operation.releasesLock() || operation.wakes != Waiters::None ||
           (operation.lock == Lock::Sequence && operation.access == Operation::Access::Update);
}

bool hasWaiters(TypeKind kind)
{
    switch (kind) {
    case TypeKind::WaitQueue:
    case TypeKind::Completion:
    case TypeKind::Semaphore:
        return true;
    case TypeKind::Void:
    case TypeKind::Bool:
    case TypeKind::Integer:
    case TypeKind::Enum:
    case TypeKind::Pointer:
    case TypeKind::Struct:
    case TypeKind::Array:
    case TypeKind::Atomic:
    case TypeKind::SpinLock:
    case TypeKind::Mutex:
    case TypeKind::RwLock:
    case TypeKind::Task:
        return false;
    }
    return false;
}

/// Every queue that the thread is on, by cell, then its bit wait. Who sleeps in down() is woken by
/// nothing but the semaphore.
std::vector<Wait::Object> objectsOfSleeper(const Machine &machine, StateView state, ThreadId thread)
{
    const std::uint32_t position = machine.layout().position(state, thread);
    const bool isInDown =
        position > 0 &&
        operationOf(machine.program().bodyOf(thread).code[position - 1].op).queues ==
            Waiters::Semaphore;
    std::vector<Wait::Object> objects;
    const Storage &storage = machine.program().storage;
    for (std::size_t i = 1; i < storage.cells.size(); ++i) {
        const auto cell = static_cast<CellId>(i);
        const TypeKind kind = storage.typeOf(cell).kind;
        if (!hasWaiters(kind) || (kind == TypeKind::Semaphore) != isInDown)
            continue;
        const auto waiters = machine.layout().waiters(state, cell);
        if (std::ranges::find(waiters, thread, &Layout::Waiter::thread) != waiters.end())
            objects.push_back({cell, {}});
    }
    const Layout::BitWait wait = machine.layout().bitWait(state, thread);
    if (wait.word != nullCell && !isInDown)
        objects.push_back({wait.word, wait.bit});
    return objects;
}

/// Of those in the way at a read-write lock, who have it, or will have it, to read.
ThreadMask readersAmong(const Machine &machine, StateView state, const Readiness &readiness)
{
    ThreadMask readers = machine.layout().lockReaders(state, readiness.cell);
    for (ThreadMask left = readiness.queued; left != 0; left &= left - 1) {
        const auto thread = static_cast<ThreadId>(std::countr_zero(left));
        if (operationOf(machine.nextInstruction(state, thread).op).blocks ==
            Operation::Blocks::ReadTurn)
            readers |= maskOf(thread);
    }
    return readers & readiness.holders;
}

} // namespace

std::optional<Wait> waitOf(const Machine &machine, StateView state, ThreadId thread)
{
    if (machine.program().threads[indexOf(thread)].isSystem)
        return std::nullopt;
    const Readiness readiness = machine.readiness(state, thread);
    Wait wait{.thread = thread,
              .kind = {},
              .objects = {},
              .holders = readiness.holders,
              .queued = readiness.queued,
              .readers = 0,
              .taskState = readiness.taskState};
    switch (readiness.kind) {
    case Readiness::Kind::Spinning:
        wait.kind = Wait::Kind::Spinning;
        break;
    case Readiness::Kind::WaitingForMutex:
        wait.kind = Wait::Kind::Mutex;
        break;
    case Readiness::Kind::Asleep:
        wait.kind = Wait::Kind::Asleep;
        wait.objects = objectsOfSleeper(machine, state, thread);
        break;
    case Readiness::Kind::GracePeriod:
        wait.kind = Wait::Kind::GracePeriod;
        break;
    case Readiness::Kind::Enabled:
    case Readiness::Kind::Draining:
    case Readiness::Kind::Ended:
    case Readiness::Kind::NoCallback:
    case Readiness::Kind::WaitingForReaders:
    case Readiness::Kind::Faulted:
        return std::nullopt;
    }
    if (rowOf(wait.kind).isForLock) {
        wait.objects.push_back({readiness.cell, {}});
        if (machine.program().storage.typeOf(readiness.cell).kind == TypeKind::RwLock)
            wait.readers = readersAmong(machine, state, readiness);
    }
    return wait;
}

WakerFinder::WakerFinder(const Program &program) : m_program(program)
{
    for (const Body &body : program.bodies)
        m_predecessors.push_back(predecessorsOf(body));
    for (std::size_t i = 0; i < program.threads.size(); ++i)
        addReleasesOf(static_cast<ThreadId>(i));
}

void WakerFinder::addReleasesOf(ThreadId thread)
{
    const Body &body = m_program.bodyOf(thread);
    ValueFinder values(m_program, thread);
    for (std::uint32_t position = 0; position < body.code.size(); ++position) {
        const Instruction &instruction = body.code[position];
        const Operation &operation = operationOf(instruction.op);
        if (isRelease(operation))
            m_releases.push_back({.thread = thread,
                                  .position = position,
                                  .operation = &operation,
                                  .address = values.at(position, instruction.a),
                                  .bit = values.at(position, instruction.b),
                                  .mayPass = operation.wakes == Waiters::Queue &&
                                             instruction.c == Operand::constant(1)});
    }
}

WakerFinder::Match WakerFinder::matchAsleep(const Release &release, const Wait &wait) const
{
    const auto weighed = [&](std::int32_t address, bool isBitCertain) {
        if (!release.address.contains(address))
            return Match::No;
        return release.address.isOnly(address) && isBitCertain ? Match::Certain : Match::May;
    };
    const bool isInDown =
        !wait.objects.empty() &&
        m_program.storage.typeOf(wait.objects[0].cell).kind == TypeKind::Semaphore;
    const Waiters woken = release.operation->wakes;
    if (woken == Waiters::Task && !isInDown)
        return weighed(static_cast<std::int32_t>(indexOf(wait.thread)) + 1, true);
    Match best = Match::No;
    for (const auto &[cell, bit] : wait.objects) {
        const TypeKind kind = m_program.storage.typeOf(cell).kind;
        const bool isForIt =
            bit ? woken == Waiters::Bit && release.bit.contains(*bit)
                : (kind == TypeKind::WaitQueue && woken == Waiters::Queue) ||
                      (kind == TypeKind::Completion && woken == Waiters::Completion) ||
                      (kind == TypeKind::Semaphore && woken == Waiters::Semaphore);
        const bool isBitCertain = !bit || (!release.bit.isAny && release.bit.values.size() == 1);
        if (isForIt)
            best = std::max(
                best, weighed(static_cast<std::int32_t>(cell), isBitCertain && !release.mayPass));
    }
    return best;
}

/// Only who holds a lock can release it: for everyone else that is lock_misuse.
WakerFinder::Match WakerFinder::matchLock(const Release &release, const Wait &wait) const
{
    const CellId lock = wait.objects.front().cell;
    const TypeKind kind = m_program.storage.typeOf(lock).kind;
    const ThreadMask one = maskOf(release.thread);
    const ThreadMask writers = wait.holders & ~wait.readers;
    const bool isWriter = (writers & one) != 0;
    bool isForIt = false;
    switch (release.operation->lock) {
    case Lock::Spin:
        isForIt = kind == TypeKind::SpinLock && isWriter;
        break;
    case Lock::Mutex:
        isForIt = kind == TypeKind::Mutex && isWriter;
        break;
    case Lock::Read:
        isForIt = kind == TypeKind::RwLock && (wait.readers & one) != 0;
        break;
    case Lock::Write:
        isForIt = kind == TypeKind::RwLock && isWriter;
        break;
    case Lock::Sequence: // even again behind its writer's second advance
        isForIt = kind == TypeKind::Integer && isWriter &&
                  release.bit == PossibleValues{.isAny = false, .values = {0}};
        break;
    case Lock::None:
    case Lock::Rcu:
        break;
    }
    const auto address = static_cast<std::int32_t>(lock);
    if (!isForIt || !release.address.contains(address))
        return Match::No;
    return release.address.isOnly(address) ? Match::Certain : Match::May;
}

WakerFinder::Match WakerFinder::match(const Release &release, const Wait &wait) const
{
    switch (wait.kind) {
    case Wait::Kind::Spinning:
    case Wait::Kind::Mutex:
        return matchLock(release, wait);
    case Wait::Kind::Asleep:
        return matchAsleep(release, wait);
    case Wait::Kind::GracePeriod:
        return release.operation->lock == Lock::Rcu && (wait.holders & maskOf(release.thread)) != 0
                   ? Match::Certain
                   : Match::No;
    }
    return Match::No;
}

std::vector<WakerSite> WakerFinder::wakersFor(const Wait &wait) const
{
    std::vector<WakerSite> sites;
    for (const Release &release : m_releases) {
        const Match found = match(release, wait);
        if (found != Match::No)
            sites.push_back({release.thread, release.position, found == Match::Certain});
    }
    return sites;
}

} // namespace racewalk
