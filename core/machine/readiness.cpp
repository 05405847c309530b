// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/machine.h"

#include "program/operations.h"

#include <algorithm>
#include <array>
#include <utility>

namespace racewalk {

// What a state lets each thread do next. Nothing here changes a state.

const Instruction &Machine::nextInstruction(StateView state, ThreadId thread) const
{
    return m_program->bodyOf(thread).code[m_layout.position(state, thread)];
}

std::int32_t Machine::operandValue(StateView state, ThreadId thread, Operand operand) const
{
    switch (operand.kind) {
    case Operand::Kind::None:
        return 0;
    case Operand::Kind::Constant:
        return operand.value;
    case Operand::Kind::Register:
        return m_layout.registerValue(state, thread, static_cast<RegisterId>(operand.value));
    case Operand::Kind::Self:
        return m_program->threads[indexOf(thread)].self;
    }
    return 0;
}

CellId Machine::nextAddress(StateView state, ThreadId thread) const
{
    const Instruction &instruction = nextInstruction(state, thread);
    if (operationOf(instruction.op).address == Operation::Address::None)
        return nullCell;
    return static_cast<CellId>(operandValue(state, thread, instruction.a));
}

bool Machine::canTouch(StateView state, CellId cell) const
{
    if (cell == nullCell)
        return false;
    const ObjectId object = m_program->storage.cells[indexOf(cell)].object;
    return object == noObject || m_layout.life(state, object) != Layout::Life::Free;
}

bool Machine::holds(StateView state, ThreadId thread, CellId lock) const
{
    const TypeKind kind = m_program->storage.typeOf(lock).kind;
    if (kind == TypeKind::RwLock && (m_layout.lockReaders(state, lock) & maskOf(thread)) != 0)
        return true;
    if (m_layout.owner(state, lock) != thread)
        return false;
    for (std::size_t i = m_layout.bufferedStores(state, thread); i-- > 0;)
        if (m_layout.bufferedStore(state, thread, i).cell == lock)
            return false;
    return true;
}

std::vector<CellId> Machine::heldLocks(StateView state, ThreadId thread) const
{
    std::vector<CellId> held;
    for (const auto *locks : {&m_spinLocks, &m_mutexes, &m_rwLocks})
        for (const CellId lock : *locks)
            if (holds(state, thread, lock))
                held.push_back(lock);
    return held;
}

bool Machine::isInAtomicContext(StateView state, ThreadId thread) const
{
    const auto isHeld = [&](CellId lock) { return holds(state, thread, lock); };
    return m_layout.rcuDepth(state, thread) != 0 || std::ranges::any_of(m_spinLocks, isHeld) ||
           std::ranges::any_of(m_rwLocks, isHeld);
}

bool Machine::isQueued(StateView state, ThreadId thread, CellId queue) const
{
    const auto waiters = m_layout.waiters(state, queue);
    return std::ranges::find(waiters, thread, &Layout::Waiter::thread) != waiters.end();
}

/// Whether the next operation waits for the thread's own store buffer: to be empty, or to have
/// room.
bool Machine::mustDrain(StateView state, ThreadId thread) const
{
    const std::size_t count = m_layout.bufferedStores(state, thread);
    if (count == 0)
        return false;
    const Instruction &next = nextInstruction(state, thread);
    const Operation::Buffer buffer = operationOf(next.op).buffer;
    if (buffer == Operation::Buffer::EmptyIfQueued)
        return canTouch(state, nextAddress(state, thread)) &&
               isQueued(state, thread, nextAddress(state, thread));
    if (buffer == Operation::Buffer::EmptyIfBitQueued)
        return m_layout.bitWait(state, thread).word != nullCell;
    const bool isOrdered =
        !keepsStoreOrder(m_program->memory) &&
        ((isStoreBarrier(next) && !m_layout.bufferedStore(state, thread, count - 1).isBarrier()) ||
         isBarrierBehind(next));
    const std::size_t needed = (isBufferedStore(next.op) ? 1U : 0U) + (isOrdered ? 1U : 0U);
    return needsEmptyBuffer(next) || count + needed > m_layout.bufferCapacity(thread);
}

/// Of a thread that queues, unless the lock was freed and allocated anew meanwhile. Readers are in
/// the way of writers alone.
Readiness Machine::readinessForRwLock(StateView state, ThreadId thread, bool isWrite) const
{
    const CellId lock = nextAddress(state, thread);
    if (!canTouch(state, lock) || !isQueued(state, thread, lock))
        return {};
    const auto waiters = m_layout.waiters(state, lock);
    ThreadMask holders = isWrite ? m_layout.lockReaders(state, lock) : 0;
    if (const auto owner = m_layout.owner(state, lock))
        holders |= maskOf(*owner);
    if (holders == 0 && waiters.front().thread == thread)
        return {};
    ThreadMask queued = 0;
    for (const Layout::Waiter &waiter : waiters) {
        if (waiter.thread == thread)
            break;
        if (isWrite || operationOf(nextInstruction(state, waiter.thread).op).blocks ==
                           Operation::Blocks::WriteTurn)
            queued |= maskOf(waiter.thread);
    }
    if ((holders | queued) == 0)
        queued = maskOf(waiters.front().thread);
    return {.kind = Readiness::Kind::Spinning,
            .cell = lock,
            .bit = {},
            .holders = holders | queued,
            .queued = queued};
}

/// The cell of a seqlock_t's lock precedes that of its count.
Readiness Machine::readinessForSequence(StateView state, ThreadId thread) const
{
    const CellId sequence = nextAddress(state, thread);
    if (!canTouch(state, sequence) || (m_layout.value(state, sequence) & 1) == 0)
        return {};
    const auto lock = static_cast<CellId>(indexOf(sequence) - 1);
    const auto owner = m_layout.owner(state, lock);
    if (owner == thread)
        return {};
    return {.kind = Readiness::Kind::Spinning,
            .cell = sequence,
            .bit = {},
            .holders = owner ? maskOf(*owner) : 0};
}

Readiness Machine::readinessForLock(StateView state, ThreadId thread, Readiness::Kind blocked) const
{
    const CellId lock = nextAddress(state, thread);
    if (!canTouch(state, lock))
        return {}; // the step is a failure, and can be taken
    const auto owner = m_layout.owner(state, lock);
    const bool mustNotSleep =
        blocked == Readiness::Kind::WaitingForMutex && isInAtomicContext(state, thread);
    if (!owner || *owner == thread || mustNotSleep)
        return {};
    return {.kind = blocked, .cell = lock, .bit = {}, .holders = maskOf(*owner)};
}

Readiness Machine::readinessAsleep(StateView state, ThreadId thread) const
{
    Readiness result{.kind = Readiness::Kind::Asleep, .cell = nullCell, .bit = {}, .holders = 0};
    result.taskState = m_layout.taskState(state, thread);
    const Layout::BitWait wait = m_layout.bitWait(state, thread);
    if (wait.word != nullCell) {
        result.cell = wait.word;
        result.bit = wait.bit;
        return result;
    }
    for (const CellId queue : m_queues) {
        if (isQueued(state, thread, queue))
            result.cell = queue;
    }
    return result;
}

Readiness Machine::readinessInGracePeriod(StateView state, ThreadId thread) const
{
    const GracePeriod waits = m_layout.gracePeriod(state, thread);
    if (waits.isOver())
        return {};
    return {.kind = Readiness::Kind::GracePeriod,
            .cell = nullCell,
            .bit = {},
            .holders = waits.readers | waits.stores};
}

Readiness Machine::readinessOfLane(StateView state) const
{
    Readiness result{
        .kind = Readiness::Kind::NoCallback, .cell = nullCell, .bit = {}, .holders = 0};
    for (std::size_t i = 0; i < m_program->storage.objects.size(); ++i) {
        const auto object = static_cast<ObjectId>(i);
        if (m_layout.life(state, object) != Layout::Life::Pending)
            continue;
        const GracePeriod waits = m_layout.gracePeriodOf(state, object);
        if (waits.isOver())
            return {};
        result.kind = Readiness::Kind::WaitingForReaders;
        result.holders |= waits.readers | waits.stores;
    }
    return result;
}

Readiness Machine::readiness(StateView state, ThreadId thread) const
{
    const bool isOver = m_layout.fault(state) != FindingKind::None;
    const Operation &operation = operationOf(nextInstruction(state, thread).op);
    if (!isOver && mustDrain(state, thread))
        return {.kind = Readiness::Kind::Draining, .cell = nullCell, .bit = {}, .holders = 0};
    if (operation.isEnd() && !(isOver && m_layout.faultThread(state) == thread))
        return {.kind = Readiness::Kind::Ended, .cell = nullCell, .bit = {}, .holders = 0};
    if (isOver)
        return {.kind = Readiness::Kind::Faulted, .cell = nullCell, .bit = {}, .holders = 0};
    switch (operation.blocks) {
    case Operation::Blocks::Never:
        return {};
    case Operation::Blocks::Spinlock:
        return readinessForLock(state, thread, Readiness::Kind::Spinning);
    case Operation::Blocks::Mutex:
        return readinessForLock(state, thread, Readiness::Kind::WaitingForMutex);
    case Operation::Blocks::ReadTurn:
        return readinessForRwLock(state, thread, false);
    case Operation::Blocks::WriteTurn:
        return readinessForRwLock(state, thread, true);
    case Operation::Blocks::Sequence:
        return readinessForSequence(state, thread);
    case Operation::Blocks::Wakeup:
        return readinessAsleep(state, thread);
    case Operation::Blocks::GracePeriod:
        return readinessInGracePeriod(state, thread);
    case Operation::Blocks::Callback:
        return readinessOfLane(state);
    }
    return {};
}

void Machine::appendCallbacks(StateView state, ThreadId lane, std::vector<Step> &steps) const
{
    for (std::size_t i = 0; i < m_program->storage.objects.size(); ++i) {
        const auto object = static_cast<ObjectId>(i);
        if (m_layout.life(state, object) == Layout::Life::Pending &&
            m_layout.gracePeriodOf(state, object).isOver())
            steps.push_back({lane, static_cast<std::uint16_t>(i)});
    }
}

/// Under tso the oldest store; under pso every store that no other to the same place and no barrier
/// stands before.
void Machine::appendDrains(StateView state, ThreadId thread, std::vector<Step> &steps) const
{
    const std::size_t count = m_layout.bufferedStores(state, thread);
    for (std::size_t i = 0; i < count; ++i) {
        const BufferedStore store = m_layout.bufferedStore(state, thread, i);
        if (store.isBarrier())
            return;
        bool isOvertaking = false;
        for (std::size_t j = 0; j < i; ++j)
            isOvertaking =
                isOvertaking || m_layout.bufferedStore(state, thread, j).cell == store.cell;
        if (!isOvertaking)
            steps.push_back(Step::drain(thread, i));
        if (keepsStoreOrder(m_program->memory))
            return;
    }
}

void Machine::appendEnabledSteps(StateView state, ThreadId thread, std::vector<Step> &steps) const
{
    if (readiness(state, thread).kind == Readiness::Kind::Enabled) {
        const Instruction &instruction = nextInstruction(state, thread);
        switch (operationOf(instruction.op).choice) {
        case Operation::Choice::None:
            steps.push_back({thread, 0});
            break;
        case Operation::Choice::Value: {
            const std::int32_t last = operandValue(state, thread, instruction.b) -
                                      operandValue(state, thread, instruction.a);
            for (std::int32_t choice = 0; choice <= last; ++choice)
                steps.push_back({thread, static_cast<std::uint16_t>(choice)});
            break;
        }
        case Operation::Choice::Object:
            appendCallbacks(state, thread, steps);
            return;
        }
    }
    if (buffersStores(m_program->memory) && m_layout.fault(state) == FindingKind::None)
        appendDrains(state, thread, steps);
}

void Machine::appendEnabledSteps(StateView state, std::vector<Step> &steps) const
{
    for (std::size_t i = 0; i < m_program->threads.size(); ++i)
        appendEnabledSteps(state, static_cast<ThreadId>(i), steps);
}

std::vector<Step> Machine::enabledSteps(StateView state) const
{
    std::vector<Step> steps;
    appendEnabledSteps(state, steps);
    return steps;
}

bool Machine::isEnabled(StateView state, Step step) const
{
    const std::vector<Step> steps = enabledSteps(state);
    return std::ranges::find(steps, step) != steps.end();
}

/// Whether a callback that is due frees the memory of this cell. That is the one way in which a
/// callback lets a thread go on: into a use after free.
bool Machine::isAboutToBeFreed(StateView state, CellId cell) const
{
    const ObjectId object = m_program->storage.cells[indexOf(cell)].object;
    return object != noObject && m_layout.life(state, object) == Layout::Life::Pending &&
           m_layout.gracePeriodOf(state, object).isOver();
}

Standing Machine::standing(StateView state) const
{
    if (m_layout.fault(state) != FindingKind::None)
        return Standing::Fault;
    bool hasEnded = true;
    for (std::size_t i = 0; i < m_program->threads.size(); ++i) {
        if (m_program->threads[i].isSystem)
            continue;
        const Readiness readiness = this->readiness(state, static_cast<ThreadId>(i));
        const Readiness::Kind kind = readiness.kind;
        const bool isForLock =
            kind == Readiness::Kind::Spinning || kind == Readiness::Kind::WaitingForMutex;
        if (kind == Readiness::Kind::Enabled ||
            m_layout.bufferedStores(state, static_cast<ThreadId>(i)) != 0 ||
            (isForLock && isAboutToBeFreed(state, readiness.cell)))
            return Standing::Going;
        hasEnded = hasEnded && (kind == Readiness::Kind::Ended || m_program->threads[i].isDaemon);
    }
    return hasEnded ? Standing::Ended : Standing::Hang;
}

const Origin *Machine::nextOperation(StateView state, ThreadId thread) const
{
    const Operation &operation = operationOf(nextInstruction(state, thread).op);
    if (operation.isEnd() || operation.isAsleep())
        return nullptr;
    return &m_program->bodyOf(thread).origins[m_layout.position(state, thread)];
}

std::optional<Machine::Access> Machine::nextAccess(StateView state, ThreadId thread) const
{
    const Instruction &instruction = nextInstruction(state, thread);
    const Operation &operation = operationOf(instruction.op);
    if (operation.family != Operation::Family::Memory ||
        operation.access == Operation::Access::None)
        return std::nullopt;
    const CellId cell = nextAddress(state, thread);
    if (!canTouch(state, cell))
        return std::nullopt;
    const bool isWrite = operation.access != Operation::Access::Read;
    return Access{cell, isWrite, instruction.ordering == Ordering::Plain};
}

void Machine::appendDataRaces(StateView state, std::vector<Race> &races) const
{
    // Asked of many states: no memory from the heap.
    std::array<std::pair<ThreadId, Access>, maxThreads + 1> accesses;
    std::size_t count = 0;
    for (std::size_t i = 0; i < m_program->threads.size(); ++i) {
        const auto thread = static_cast<ThreadId>(i);
        if (const auto access = nextAccess(state, thread))
            accesses[count++] = {thread, *access};
    }
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = i + 1; j < count; ++j)
            if (isRace(accesses[i].second, accesses[j].second))
                races.push_back({accesses[i].first, accesses[j].first, accesses[i].second.cell});
}

} // namespace racewalk
