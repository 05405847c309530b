// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/wakers.h"

#include "program/ids.h"

#include <algorithm>

namespace racewalk {

namespace {

bool isRelease(Op op)
{
    switch (op) {
    case Op::SpinUnlock:
    case Op::MutexUnlock:
    case Op::WakeUp:
    case Op::WakeUpBit:
    case Op::WakeUpProcess:
    case Op::Complete:
    case Op::CompleteAll:
    case Op::RcuReadUnlock:
        return true;
    default:
        return false;
    }
}

bool hasWaiters(TypeKind kind)
{
    switch (kind) {
    case TypeKind::WaitQueue:
    case TypeKind::Completion:
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
    case TypeKind::SeqCount:
    case TypeKind::Semaphore:
    case TypeKind::Task:
        return false;
    }
    return false;
}

/// Every queue that the thread is on, by cell, then its bit wait.
std::vector<Wait::Place> placesOfSleeper(const Machine &machine, StateView state, ThreadId thread)
{
    std::vector<Wait::Place> places;
    const Storage &storage = machine.program().storage;
    for (std::size_t i = 1; i < storage.cells.size(); ++i) {
        const auto cell = static_cast<CellId>(i);
        if (!hasWaiters(storage.typeOf(cell).kind))
            continue;
        const auto waiters = machine.layout().waiters(state, cell);
        if (std::ranges::find(waiters, thread, &Layout::Waiter::thread) != waiters.end())
            places.push_back({cell, {}});
    }
    const Layout::BitWait wait = machine.layout().bitWait(state, thread);
    if (wait.word != nullCell)
        places.push_back({wait.word, wait.bit});
    return places;
}

} // namespace

std::optional<Wait> waitOf(const Machine &machine, StateView state, ThreadId thread)
{
    if (machine.program().threads[indexOf(thread)].isSystem)
        return std::nullopt;
    const Readiness readiness = machine.readiness(state, thread);
    Wait wait{.thread = thread,
              .kind = readiness.kind,
              .places = {},
              .holders = readiness.holders,
              .taskState = readiness.taskState};
    switch (readiness.kind) {
    case Readiness::Kind::Spinning:
    case Readiness::Kind::WaitingForMutex:
        wait.places.push_back({readiness.cell, {}});
        return wait;
    case Readiness::Kind::Asleep:
        wait.places = placesOfSleeper(machine, state, thread);
        return wait;
    case Readiness::Kind::GracePeriod:
        return wait;
    case Readiness::Kind::Enabled:
    case Readiness::Kind::Ended:
    case Readiness::Kind::NoCallback:
    case Readiness::Kind::WaitingForReaders:
    case Readiness::Kind::Faulted:
        break;
    }
    return std::nullopt;
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
        if (isRelease(instruction.op))
            m_releases.push_back({.thread = thread,
                                  .position = position,
                                  .op = instruction.op,
                                  .address = values.at(position, instruction.a),
                                  .bit = values.at(position, instruction.b)});
    }
}

WakerFinder::Match WakerFinder::matchAsleep(const Release &release, const Wait &wait) const
{
    const auto weighed = [&](std::int32_t address, bool isBitCertain) {
        if (!release.address.contains(address))
            return Match::No;
        return release.address.isOnly(address) && isBitCertain ? Match::Certain : Match::May;
    };
    if (release.op == Op::WakeUpProcess)
        return weighed(static_cast<std::int32_t>(indexOf(wait.thread)) + 1, true);
    Match best = Match::No;
    for (const auto &[cell, bit] : wait.places) {
        const TypeKind kind = m_program.storage.typeOf(cell).kind;
        const bool isForIt =
            bit ? release.op == Op::WakeUpBit && release.bit.contains(*bit)
                : (kind == TypeKind::WaitQueue && release.op == Op::WakeUp) ||
                      (kind == TypeKind::Completion &&
                       (release.op == Op::Complete || release.op == Op::CompleteAll));
        const bool isBitCertain = !bit || (!release.bit.isAny && release.bit.values.size() == 1);
        if (isForIt)
            best = std::max(best, weighed(static_cast<std::int32_t>(cell), isBitCertain));
    }
    return best;
}

/// Only who holds a lock can release it: for everyone else that is lock_misuse.
WakerFinder::Match WakerFinder::match(const Release &release, const Wait &wait) const
{
    const bool isHolder = (wait.holders & maskOf(release.thread)) != 0;
    const auto unlocks = [&](Op unlock) {
        const auto lock = static_cast<std::int32_t>(wait.places.front().cell);
        if (!isHolder || release.op != unlock || !release.address.contains(lock))
            return Match::No;
        return release.address.isOnly(lock) ? Match::Certain : Match::May;
    };
    switch (wait.kind) {
    case Readiness::Kind::Spinning:
        return unlocks(Op::SpinUnlock);
    case Readiness::Kind::WaitingForMutex:
        return unlocks(Op::MutexUnlock);
    case Readiness::Kind::Asleep:
        return matchAsleep(release, wait);
    case Readiness::Kind::GracePeriod:
        return isHolder && release.op == Op::RcuReadUnlock ? Match::Certain : Match::No;
    case Readiness::Kind::Enabled:
    case Readiness::Kind::Ended:
    case Readiness::Kind::NoCallback:
    case Readiness::Kind::WaitingForReaders:
    case Readiness::Kind::Faulted:
        break;
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
