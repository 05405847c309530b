// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/executor.h"
#include "program/arithmetic.h"

#include <algorithm>
#include <cstdint>

namespace racewalk {

template <class Observer>
void Executor<Observer>::takeLock(CellId lock)
{
    if (m_layout.owner(m_state, lock))
        fail(FindingKind::LockMisuse,
             lock); // the thread's own: it is not enabled while another thread holds the lock
    else
        m_layout.setOwner(m_state, lock, m_thread);
}

template <class Observer>
void Executor<Observer>::takeMutex(CellId lock)
{
    if (isInAtomicContext())
        fail(FindingKind::SleepInAtomic, lock);
    else
        takeLock(lock);
}

template <class Observer>
void Executor<Observer>::tryLock(CellId lock)
{
    const bool isFree = !m_layout.owner(m_state, lock);
    if (isFree)
        takeLock(lock);
    setResult(isFree ? 1 : 0);
}

template <class Observer>
void Executor<Observer>::releaseLock(CellId lock)
{
    if (!m_machine.holds(m_state, m_thread, lock))
        fail(FindingKind::LockMisuse, lock);
    else
        store(lock, 0);
}

template <class Observer>
void Executor<Observer>::releaseWriteLock(CellId lock)
{
    if (m_layout.owner(m_state, lock))
        releaseLock(lock);
    else
        fail(FindingKind::LockMisuse, lock);
}

template <class Observer>
void Executor<Observer>::holdRwLock(CellId lock, bool isWrite)
{
    if (isWrite)
        m_layout.setOwner(m_state, lock, m_thread);
    else
        m_layout.setLockReaders(m_state, lock,
                                m_layout.lockReaders(m_state, lock) | maskOf(m_thread));
}

/// As in kernel/locking/qrwlock.c: a thread that cannot take the lock immediately queues, and none
/// overtakes a queued thread. So a reader may wait for a writer that waits for another reader.
template <class Observer>
void Executor<Observer>::arriveAtRwLock(CellId lock, bool isWrite)
{
    if (m_machine.holds(m_state, m_thread, lock)) {
        fail(FindingKind::LockMisuse, lock);
        return;
    }
    const bool isFree = !m_layout.owner(m_state, lock) &&
                        (!isWrite || m_layout.lockReaders(m_state, lock) == 0);
    if (isFree && !m_layout.hasWaiters(m_state, lock)) {
        holdRwLock(lock, isWrite);
        m_next = m_position + 2;
    } else {
        enqueue(lock, true);
    }
}

/// A thread whose lock was freed and reallocated while it waited starts again.
template <class Observer>
void Executor<Observer>::takeRwLockInTurn(CellId lock, bool isWrite)
{
    const auto waiters = m_layout.waiters(m_state, lock);
    if (std::ranges::find(waiters, m_thread, &Layout::Waiter::thread) != waiters.end()) {
        dequeue(lock);
        holdRwLock(lock, isWrite);
        return;
    }
    arriveAtRwLock(lock, isWrite);
    m_next = m_next == m_position + 2 ? m_position + 1 : m_position;
}

template <class Observer>
void Executor<Observer>::releaseReadLock(CellId lock)
{
    const ThreadMask readers = m_layout.lockReaders(m_state, lock);
    if ((readers & maskOf(m_thread)) == 0)
        fail(FindingKind::LockMisuse, lock);
    else
        m_layout.setLockReaders(m_state, lock, readers & ~maskOf(m_thread));
}

/// As in include/linux/seqlock.h: the count is odd while a writer is active. The writer itself
/// would wait forever.
template <class Observer>
void Executor<Observer>::beginSequence(CellId sequence)
{
    const std::int32_t value = load(sequence);
    if ((value & 1) != 0)
        fail(FindingKind::LockMisuse, sequence);
    else
        setResult(value);
}

template <class Observer>
void Executor<Observer>::advanceSequence(const Instruction &instruction, CellId sequence)
{
    store(sequence, wrappedSum(load(sequence), 1));
    if (m_isBuffered && !keepsStoreOrder(m_program.memory) && isBarrierBehind(instruction))
        m_layout.appendBufferedStore(m_state, m_thread, {}, m_position);
}

template <class Observer>
void Executor<Observer>::assertHeld(CellId lock)
{
    const bool isHeld = m_machine.holds(m_state, m_thread, lock);
    m_observer.result(isHeld ? 1 : 0);
    if (!isHeld)
        m_observer.warned(m_thread, m_position);
}

} // namespace racewalk
