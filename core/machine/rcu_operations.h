// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/executor.h"

namespace racewalk {

// RCU, and the life of pool objects, which its callbacks end.

template <class Observer>
ThreadMask Executor<Observer>::readersInside() const
{
    ThreadMask readers = 0;
    for (std::size_t i = 0; i < m_program.threads.size(); ++i)
        if (m_layout.rcuDepth(m_state, static_cast<ThreadId>(i)) != 0)
            readers |= maskOf(static_cast<ThreadId>(i));
    return readers;
}

/// rcu_read_unlock(): who left the outermost section holds up no grace period any more.
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
    const ThreadMask others = ~maskOf(m_thread);
    for (std::size_t i = 0; i < m_program.threads.size(); ++i) {
        const auto thread = static_cast<ThreadId>(i);
        m_layout.setGracePeriod(m_state, thread, m_layout.gracePeriod(m_state, thread) & others);
    }
    for (std::size_t i = 0; i < m_program.storage.objects.size(); ++i) {
        const auto object = static_cast<ObjectId>(i);
        m_layout.setReadersOf(m_state, object, m_layout.readersOf(m_state, object) & others);
    }
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

template <class Observer>
void Executor<Observer>::callRcu(CellId cell)
{
    const ObjectId object = objectToFree(cell);
    if (object == noObject)
        return;
    m_layout.setLife(m_state, object, Layout::Life::Pending);
    m_layout.setReadersOf(m_state, object, readersInside());
}

template <class Observer>
void Executor<Observer>::freeNow(ObjectId object)
{
    const Object &freed = m_program.storage.objects[indexOf(object)];
    m_layout.clear(m_state, freed.first, freed.cells);
    m_layout.setReadersOf(m_state, object, 0);
    m_layout.setLife(m_state, object, Layout::Life::Free);
    m_observer.freed(object);
}

template <class Observer>
void Executor<Observer>::freeCell(CellId cell)
{
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

template <class Observer>
void Executor<Observer>::performRcu(const Instruction &instruction)
{
    const CellId cell = address(instruction.a);
    switch (instruction.op) {
    case Op::RcuReadLock:
        if (m_layout.rcuDepth(m_state, m_thread) == 255)
            fail(FindingKind::LockMisuse);
        else
            m_layout.setRcuDepth(m_state, m_thread, m_layout.rcuDepth(m_state, m_thread) + 1);
        break;
    case Op::RcuReadUnlock:
        leaveReadSection();
        break;
    case Op::SynchronizeRcu:
        if (isInAtomicContext())
            fail(FindingKind::SleepInAtomic);
        else
            m_layout.setGracePeriod(m_state, m_thread, readersInside());
        break;
    case Op::CallRcu:
    case Op::Free:
        m_observer.accessed(cell);
        if (cell == nullCell)
            break;
        if (instruction.op == Op::Free)
            freeCell(cell);
        else
            callRcu(cell);
        break;
    case Op::RunCallback:
        freeNow(static_cast<ObjectId>(m_choice));
        m_next = m_position;
        break;
    case Op::Allocate:
        allocate(static_cast<PoolId>(value(instruction.a)));
        break;
    default:
        break;
    }
}

} // namespace racewalk
