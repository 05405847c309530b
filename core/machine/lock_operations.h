// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/executor.h"

namespace racewalk {

template <class Observer>
void Executor<Observer>::takeLock(CellId lock)
{
    if (m_layout.owner(m_state, lock))
        fail(FindingKind::LockMisuse,
             lock); // its own: a thread is not enabled while another holds it
    else
        m_layout.setOwner(m_state, lock, m_thread);
}

template <class Observer>
void Executor<Observer>::releaseLock(CellId lock)
{
    if (m_layout.owner(m_state, lock) != m_thread)
        fail(FindingKind::LockMisuse, lock);
    else
        m_layout.setOwner(m_state, lock, std::nullopt);
}

template <class Observer>
void Executor<Observer>::performLock(const Instruction &instruction)
{
    const CellId lock = address(instruction.a);
    m_observer.accessed(lock);
    if (!checkAccess(lock))
        return;
    const bool isFree = !m_layout.owner(m_state, lock);
    switch (instruction.op) {
    case Op::MutexLock:
        if (isInAtomicContext()) {
            fail(FindingKind::SleepInAtomic, lock);
            break;
        }
        takeLock(lock);
        break;
    case Op::SpinLock:
        takeLock(lock);
        break;
    case Op::SpinUnlock:
    case Op::MutexUnlock:
        releaseLock(lock);
        break;
    case Op::SpinTrylock:
    case Op::MutexTrylock:
        if (isFree)
            takeLock(lock);
        setResult(isFree ? 1 : 0);
        break;
    case Op::AssertHeld:
        if (m_layout.owner(m_state, lock) != m_thread)
            m_observer.warned(m_thread, m_position);
        break;
    default:
        break;
    }
}

} // namespace racewalk
