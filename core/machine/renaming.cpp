// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/renaming.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace racewalk {

Renaming::Renaming()
{
    std::iota(m_names.begin(), m_names.end(), std::uint8_t{0});
}

ThreadMask Renaming::operator()(ThreadMask threads) const
{
    ThreadMask renamed = 0;
    for (; threads != 0; threads &= threads - 1)
        renamed |= ThreadMask{1} << m_names[static_cast<std::size_t>(std::countr_zero(threads))];
    return renamed;
}

Renaming Renaming::inverse() const
{
    Renaming inverse;
    for (std::size_t i = 0; i < m_names.size(); ++i)
        inverse.m_names[m_names[i]] = static_cast<std::uint8_t>(i);
    return inverse;
}

Renaming Renaming::then(const Renaming &next) const
{
    Renaming both;
    for (std::size_t i = 0; i < m_names.size(); ++i)
        both.m_names[i] = next.m_names[m_names[i]];
    return both;
}

Renamer::Renamer(const Program &program, const Layout &layout)
    : m_program(program), m_layout(layout)
{
    const Storage &storage = program.storage;
    for (std::size_t i = 1; i < storage.cells.size(); ++i) {
        const auto cell = static_cast<CellId>(i);
        switch (storage.typeOf(cell).kind) {
        case TypeKind::SpinLock:
        case TypeKind::Mutex:
            m_locks.push_back(cell);
            break;
        case TypeKind::RwLock:
            m_locks.push_back(cell);
            m_rwLocks.push_back(cell);
            m_queues.push_back(cell);
            break;
        case TypeKind::WaitQueue:
        case TypeKind::Completion:
        case TypeKind::Semaphore:
            m_queues.push_back(cell);
            break;
        case TypeKind::Void:
        case TypeKind::Bool:
        case TypeKind::Integer:
        case TypeKind::Enum:
        case TypeKind::Pointer:
        case TypeKind::Struct:
        case TypeKind::Array:
        case TypeKind::Atomic:
        case TypeKind::Task:
            break;
        }
    }
}

void Renamer::rename(StateView from, const Renaming &renaming, StateBytes to) const
{
    std::ranges::copy(from, to.begin());
    renameThreads(from, renaming, to);
    for (const CellId lock : m_locks)
        if (const auto owner = m_layout.owner(from, lock))
            m_layout.setOwner(to, lock, renaming(*owner));
    for (const CellId lock : m_rwLocks)
        m_layout.setLockReaders(to, lock, renaming(m_layout.lockReaders(from, lock)));
    for (const CellId queue : m_queues)
        if (m_layout.hasWaiters(from, queue))
            renameQueue(queue, renaming, to);
    for (std::size_t i = 0; i < m_program.storage.objects.size(); ++i) {
        const auto object = static_cast<ObjectId>(i);
        const GracePeriod waits = m_layout.gracePeriodOf(from, object);
        if (!waits.isOver())
            m_layout.setGracePeriodOf(to, object,
                                      {renaming(waits.readers), renaming(waits.stores)});
    }
    if (const FindingKind fault = m_layout.fault(from); fault != FindingKind::None)
        m_layout.setFault(to, fault, renaming(m_layout.faultThread(from)));
}

void Renamer::renameThreads(StateView from, const Renaming &renaming, StateBytes to) const
{
    for (std::size_t i = 0; i < m_program.threads.size(); ++i) {
        const auto thread = static_cast<ThreadId>(i);
        if (m_program.threads[i].isSystem)
            continue;
        const ThreadId name = renaming(thread);
        if (name != thread)
            std::ranges::copy(m_layout.own(from, thread),
                              to.begin() + static_cast<std::ptrdiff_t>(m_layout.beginOf(name)));
    }
    if (!m_layout.hasGracePeriods())
        return;
    for (std::size_t i = 0; i < m_program.threads.size(); ++i) {
        const auto thread = static_cast<ThreadId>(i);
        const GracePeriod waits = m_layout.gracePeriod(from, thread);
        m_layout.setGracePeriod(to, renaming(thread),
                                {renaming(waits.readers), renaming(waits.stores)});
    }
}

/// Non-exclusive waiters stand by number.
void Renamer::renameQueue(CellId queue, const Renaming &renaming, StateBytes to) const
{
    std::vector<Layout::Waiter> waiters = m_layout.waiters(to, queue);
    for (Layout::Waiter &waiter : waiters)
        waiter.thread = renaming(waiter.thread);
    const auto exclusive = std::ranges::find(waiters, true, &Layout::Waiter::exclusive);
    std::ranges::sort(waiters.begin(), exclusive, {}, &Layout::Waiter::thread);
    m_layout.setWaiters(to, queue, waiters);
}

} // namespace racewalk
