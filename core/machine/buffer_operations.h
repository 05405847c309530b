// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/executor.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace racewalk {

// The operations of store buffers under tso and pso.

/// Reads a cell as this thread sees it: its own youngest store, otherwise memory.
template <class Observer>
std::int32_t Executor<Observer>::load(CellId cell) const
{
    if (m_isBuffered)
        for (std::size_t i = m_layout.bufferedStores(m_state, m_thread); i-- > 0;)
            if (const BufferedStore store = m_layout.bufferedStore(m_state, m_thread, i);
                store.cell == cell)
                return store.value;
    return m_layout.value(m_state, cell);
}

/// Stores of an atomic block, like those of read-modify-write operations, take effect immediately.
template <class Observer>
void Executor<Observer>::store(CellId cell, std::int32_t value)
{
    if (m_isBuffered && m_atomicDepth == 0) {
        orderStores();
        m_layout.appendBufferedStore(m_state, m_thread, {cell, value}, m_position);
    } else {
        storeNow({cell, value});
    }
}

/// Appends a barrier if one is needed, unless no store is ahead of it.
template <class Observer>
void Executor<Observer>::orderStores()
{
    if (!m_isBuffered || keepsStoreOrder(m_program.memory) || !isStoreBarrier(code()))
        return;
    const std::size_t count = m_layout.bufferedStores(m_state, m_thread);
    if (count != 0 && !m_layout.bufferedStore(m_state, m_thread, count - 1).isBarrier())
        m_layout.appendBufferedStore(m_state, m_thread, {}, m_position);
}

/// Writes to memory, visible to all threads.
template <class Observer>
void Executor<Observer>::storeNow(BufferedStore store)
{
    if (isLock(m_program.storage.typeOf(store.cell)))
        m_layout.setOwner(m_state, store.cell, std::nullopt); // all that is ever stored: released
    else
        m_layout.setValue(m_state, store.cell, store.value);
}

template <class Observer>
void Executor<Observer>::drain(std::size_t index)
{
    const BufferedStore store = m_layout.bufferedStore(m_state, m_thread, index);
    m_observer.drained(m_thread, store);
    m_position = m_layout.storePosition(m_state, m_thread, index); // where it fails, if it does
    if (!checkAccess(store.cell))
        return;
    m_layout.eraseBufferedStore(m_state, m_thread, index);
    while (m_layout.bufferedStores(m_state, m_thread) != 0 &&
           m_layout.bufferedStore(m_state, m_thread, 0).isBarrier())
        m_layout.eraseBufferedStore(m_state, m_thread, 0);
    storeNow(store);
    if (m_layout.bufferedStores(m_state, m_thread) == 0)
        forEachGracePeriod([this](GracePeriod &waits) {
            if ((waits.readers & maskOf(m_thread)) == 0)
                waits.stores &= ~maskOf(m_thread);
        });
}

} // namespace racewalk
