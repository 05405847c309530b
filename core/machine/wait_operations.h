// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/executor.h"
#include "program/arithmetic.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace racewalk {

// Sleeping and waking as in kernel/sched/{core,wait,wait_bit,completion}.c. There, each operation
// runs under its queue's lock, so it is one step here.

template <class Observer>
void Executor<Observer>::enqueue(CellId queue, bool exclusive)
{
    auto waiters = m_layout.waiters(m_state, queue);
    if (std::ranges::find(waiters, m_thread, &Layout::Waiter::thread) != waiters.end())
        return;
    auto place = waiters.end();
    if (!exclusive)
        place = std::ranges::find_if(waiters, [&](const Layout::Waiter &other) {
            return other.exclusive || other.thread > m_thread;
        });
    waiters.insert(place, {m_thread, exclusive});
    m_layout.setWaiters(m_state, queue, waiters);
}

template <class Observer>
void Executor<Observer>::dequeue(CellId queue)
{
    auto waiters = m_layout.waiters(m_state, queue);
    std::erase_if(waiters, [&](const Layout::Waiter &waiter) { return waiter.thread == m_thread; });
    m_layout.setWaiters(m_state, queue, waiters);
}

/// Whether the thread sleeps in down() without having been handed the semaphore: __down_common()
/// goes back to sleep after any other wakeup.
template <class Observer>
bool Executor<Observer>::isSleepingInDown(ThreadId thread) const
{
    const std::uint32_t position = m_layout.position(m_state, thread);
    return position != 0 && operationOf(m_program.bodyOf(thread).code[position - 1].op).queues ==
                                Operation::Waiters::Semaphore;
}

/// try_to_wake_up(): false if the thread was not about to sleep.
template <class Observer>
bool Executor<Observer>::wake(ThreadId thread)
{
    if (m_layout.taskState(m_state, thread) == TaskState::Running)
        return false;
    if (isSleepingInDown(thread) && operationOf(code().op).wakes != Operation::Waiters::Semaphore)
        return true;
    m_layout.setTaskState(m_state, thread, TaskState::Running);
    m_observer.woke(thread);
    const std::uint32_t position = m_layout.position(m_state, thread);
    if (operationOf(m_program.bodyOf(thread).code[position].op).isAsleep())
        m_woken |= maskOf(thread);
    return true;
}

/// __wake_up_common() with autoremove_wake_function(): a thread that is woken is removed from the
/// queue. `exclusive` 0 means all. As in try_to_wake_up(), only threads in one of the given states
/// are woken.
template <class Observer>
void Executor<Observer>::wakeQueue(CellId queue, std::int32_t exclusive, bool interruptibleOnly)
{
    const std::vector<Layout::Waiter> waiters = m_layout.waiters(m_state, queue);
    m_observer.result(waiters.empty() ? 0 : 1);
    std::vector<Layout::Waiter> left;
    std::int32_t woken = 0;
    for (const Layout::Waiter &waiter : waiters) {
        const bool isEnough = exclusive != 0 && woken == exclusive;
        const bool isSpared =
            interruptibleOnly &&
            m_layout.taskState(m_state, waiter.thread) != TaskState::Interruptible;
        if (isEnough || isSpared || !wake(waiter.thread))
            left.push_back(waiter);
        else if (waiter.exclusive)
            ++woken;
    }
    m_layout.setWaiters(m_state, queue, left);
}

template <class Observer>
void Executor<Observer>::setTaskState(std::int32_t taskState)
{
    m_layout.setTaskState(m_state, m_thread, static_cast<TaskState>(taskState));
}

template <class Observer>
void Executor<Observer>::prepareToWait(CellId queue, std::int32_t taskState, bool exclusive)
{
    enqueue(queue, exclusive);
    setTaskState(taskState);
}

template <class Observer>
void Executor<Observer>::finishWait(CellId queue)
{
    m_layout.setTaskState(m_state, m_thread, TaskState::Running);
    dequeue(queue);
}

template <class Observer>
void Executor<Observer>::prepareToWaitBit(CellId word, std::int32_t bit, std::int32_t taskState)
{
    const Layout::BitWait key{word, bit};
    const Layout::BitWait current = m_layout.bitWait(m_state, m_thread);
    if (word == nullCell) {
        fail(FindingKind::NullDereference);
        return;
    }
    if (current.word != nullCell && current != key) {
        fail(FindingKind::LockMisuse, word);
        return;
    }
    m_layout.setBitWait(m_state, m_thread, key);
    setTaskState(taskState);
}

template <class Observer>
void Executor<Observer>::finishWaitBit(CellId word, std::int32_t bit)
{
    m_layout.setTaskState(m_state, m_thread, TaskState::Running);
    if (m_layout.bitWait(m_state, m_thread) == Layout::BitWait{word, bit})
        m_layout.setBitWait(m_state, m_thread, {});
}

template <class Observer>
bool Executor<Observer>::isWaitingFor(ThreadId thread, Layout::BitWait key) const
{
    return key.word != nullCell && !m_program.threads[indexOf(thread)].isSystem &&
           m_layout.bitWait(m_state, thread) == key;
}

template <class Observer>
void Executor<Observer>::askBitQueue(CellId word, std::int32_t bit)
{
    bool isActive = false;
    for (std::size_t i = 0; i < m_program.threads.size(); ++i)
        isActive = isActive || isWaitingFor(static_cast<ThreadId>(i), {word, bit});
    setResult(isActive ? 1 : 0);
}

/// __wake_up_bit() with wake_bit_function(): reads the word only if there is a waiter, which stays
/// asleep while the bit is still set.
template <class Observer>
void Executor<Observer>::wakeBit(CellId word, std::int32_t bit)
{
    m_observer.result(0);
    for (std::size_t i = 0; i < m_program.threads.size(); ++i) {
        const auto thread = static_cast<ThreadId>(i);
        if (!isWaitingFor(thread, {word, bit}))
            continue;
        m_observer.result(1);
        if (bit != anyBit) {
            if (!checkAccess(word))
                return;
            if ((m_layout.value(m_state, word) & shiftedLeft(1, bit)) != 0)
                return;
        }
        if (wake(thread))
            m_layout.setBitWait(m_state, thread, {});
    }
}

template <class Observer>
void Executor<Observer>::wakeTask(std::int32_t task)
{
    if (task == 0) {
        fail(FindingKind::NullDereference);
        return;
    }
    setResult(wake(static_cast<ThreadId>(task - 1)) ? 1 : 0);
}

/// schedule(): moves to the following Awake, or past it if the thread has already been woken.
template <class Observer>
void Executor<Observer>::sleep()
{
    if (isInAtomicContext()) {
        fail(FindingKind::SleepInAtomic);
        return;
    }
    if (m_layout.taskState(m_state, m_thread) == TaskState::Running)
        m_next = m_position + 2;
    else
        m_observer.slept();
}

/// do_wait_for_common(): consumes a complete(), or queues and prepares to sleep.
template <class Observer>
void Executor<Observer>::takeCompletion(CellId completion)
{
    if (isInAtomicContext()) {
        fail(FindingKind::SleepInAtomic, completion);
        return;
    }
    const std::uint8_t done = m_layout.done(m_state, completion);
    if (done == 0) {
        enqueue(completion, true);
        m_layout.setTaskState(m_state, m_thread, TaskState::Uninterruptible);
    } else {
        dequeue(completion);
        m_layout.setTaskState(m_state, m_thread, TaskState::Running);
        if (done != Layout::completedForAll)
            m_layout.setDone(m_state, completion, done - 1);
    }
    setResult(done != 0 ? 1 : 0);
}

template <class Observer>
void Executor<Observer>::complete(CellId completion, bool all)
{
    const std::uint8_t done = m_layout.done(m_state, completion);
    if (all)
        m_layout.setDone(m_state, completion, Layout::completedForAll);
    else if (done < Layout::completedForAll - 1)
        m_layout.setDone(m_state, completion, done + 1);
    wakeQueue(completion, all ? 0 : 1, false);
}

/// As in kernel/locking/semaphore.c: down() decrements the count, or queues in order of arrival and
/// sleeps.
template <class Observer>
void Executor<Observer>::down(CellId semaphore)
{
    if (isInAtomicContext()) {
        fail(FindingKind::SleepInAtomic, semaphore);
        return;
    }
    const std::uint16_t count = m_layout.count(m_state, semaphore);
    if (count != 0) {
        m_layout.setCount(m_state, semaphore, count - 1);
        m_next = m_position + 2;
        return;
    }
    enqueue(semaphore, true);
    m_layout.setTaskState(m_state, m_thread, TaskState::Uninterruptible);
    m_observer.slept();
}

/// up() hands over to the first waiter, ahead of later threads, or increments the count.
template <class Observer>
void Executor<Observer>::up(CellId semaphore)
{
    auto waiters = m_layout.waiters(m_state, semaphore);
    if (waiters.empty()) {
        const std::uint16_t count = m_layout.count(m_state, semaphore);
        if (count == Layout::maxCount)
            fail(FindingKind::LockMisuse, semaphore);
        else
            m_layout.setCount(m_state, semaphore, count + 1);
        return;
    }
    const ThreadId first = waiters.front().thread;
    waiters.erase(waiters.begin());
    m_layout.setWaiters(m_state, semaphore, waiters);
    wake(first);
}

} // namespace racewalk
