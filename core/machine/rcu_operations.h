// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/executor.h"

#include <cstddef>
#include <cstdint>

namespace racewalk {

// RCU, and the allocation of pool objects, which callbacks free.

/// Returns what a grace period that begins now waits for. It implies a full barrier on every
/// processor (Documentation/RCU/Design/Requirements), so it also waits until the stores of all
/// threads so far have drained.
template <class Observer>
GracePeriod Executor<Observer>::gracePeriodFromNow() const
{
    GracePeriod waits;
    for (std::size_t i = 0; i < m_program.threads.size(); ++i) {
        const auto thread = static_cast<ThreadId>(i);
        const bool isReader = m_layout.rcuDepth(m_state, thread) != 0;
        if (isReader)
            waits.readers |= maskOf(thread);
        if (m_isBuffered && (isReader || m_layout.bufferedStores(m_state, thread) != 0))
            waits.stores |= maskOf(thread);
    }
    return waits;
}

template <class Observer>
template <class Change>
void Executor<Observer>::forEachGracePeriod(const Change &change)
{
    for (std::size_t i = 0; i < m_program.threads.size(); ++i) {
        const auto thread = static_cast<ThreadId>(i);
        GracePeriod waits = m_layout.gracePeriod(m_state, thread);
        change(waits);
        m_layout.setGracePeriod(m_state, thread, waits);
    }
    for (std::size_t i = 0; i < m_program.storage.objects.size(); ++i) {
        const auto object = static_cast<ObjectId>(i);
        GracePeriod waits = m_layout.gracePeriodOf(m_state, object);
        change(waits);
        m_layout.setGracePeriodOf(m_state, object, waits);
    }
}

template <class Observer>
void Executor<Observer>::enterReadSection()
{
    const std::uint8_t depth = m_layout.rcuDepth(m_state, m_thread);
    if (depth == 255)
        fail(FindingKind::LockMisuse);
    else
        m_layout.setRcuDepth(m_state, m_thread, depth + 1);
}

/// rcu_read_unlock(): a thread that has left the outermost section delays no grace period any more
/// once its stores have drained.
template <class Observer>
void Executor<Observer>::leaveReadSection()
{
    const std::uint8_t depth = m_layout.rcuDepth(m_state, m_thread);
    if (depth == 0) {
        fail(FindingKind::LockMisuse);
        return;
    }
    m_layout.setRcuDepth(m_state, m_thread, depth - 1);
    if (depth > 1)
        return;
    const bool hasStores = m_isBuffered && m_layout.bufferedStores(m_state, m_thread) != 0;
    forEachGracePeriod([&](GracePeriod &waits) {
        waits.readers &= ~maskOf(m_thread);
        if (!hasStores)
            waits.stores &= ~maskOf(m_thread);
    });
}

template <class Observer>
void Executor<Observer>::synchronizeRcu()
{
    if (isInAtomicContext())
        fail(FindingKind::SleepInAtomic);
    else
        m_layout.setGracePeriod(m_state, m_thread, gracePeriodFromNow());
}

template <class Observer>
ObjectId Executor<Observer>::objectToFree(CellId cell)
{
    const ObjectId object = m_program.storage.cells[indexOf(cell)].object;
    if (object == noObject || m_program.storage.objects[indexOf(object)].first != cell) {
        fail(FindingKind::Bug, cell);
        return noObject;
    }
    if (m_layout.life(m_state, object) != Layout::Life::Live) {
        fail(FindingKind::DoubleFree, cell);
        return noObject;
    }
    return object;
}

/// Does nothing for NULL.
template <class Observer>
void Executor<Observer>::callRcu(CellId cell)
{
    if (cell == nullCell)
        return;
    const ObjectId object = objectToFree(cell);
    if (object == noObject)
        return;
    m_layout.setLife(m_state, object, Layout::Life::Pending);
    m_layout.setGracePeriodOf(m_state, object, gracePeriodFromNow());
}

/// The rcu lane stays before its instruction.
template <class Observer>
void Executor<Observer>::runCallback()
{
    freeNow(static_cast<ObjectId>(m_choice));
    m_next = m_position;
}

template <class Observer>
void Executor<Observer>::freeNow(ObjectId object)
{
    const Object &freed = m_program.storage.objects[indexOf(object)];
    m_layout.clear(m_state, freed.first, freed.cells);
    m_layout.setGracePeriodOf(m_state, object, {});
    m_layout.setLife(m_state, object, Layout::Life::Free);
    m_observer.freed(object);
}

template <class Observer>
void Executor<Observer>::freeCell(CellId cell)
{
    if (cell == nullCell)
        return;
    const ObjectId object = objectToFree(cell);
    if (object != noObject)
        freeNow(object);
}

template <class Observer>
void Executor<Observer>::allocate(PoolId id)
{
    const Pool &pool = m_program.storage.pools[indexOf(id)];
    for (std::size_t i = 0; i < pool.count; ++i) {
        const auto object = static_cast<ObjectId>(indexOf(pool.firstObject) + i);
        if (m_layout.life(m_state, object) != Layout::Life::Free)
            continue;
        m_layout.setLife(m_state, object, Layout::Life::Live);
        setResult(static_cast<std::int32_t>(m_program.storage.objects[indexOf(object)].first));
        return;
    }
    setResult(0);
}

} // namespace racewalk
