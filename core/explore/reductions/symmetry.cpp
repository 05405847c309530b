// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/reductions/symmetry.h"

#include "explore/reductions/local_work.h"
#include "program/ids.h"

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <cstring>

namespace racewalk {

namespace {

/// Whether a thread that is woken can fail before it stands at a visible operation. If two can, it
/// matters which of them goes on first.
bool canFailWhenWoken(const Body &body)
{
    // Asleep, it holds no other lock.
    const bool canEndBadly = hasAny(body, [](const Operation &operation) {
        return operation.lock == Operation::Lock::Mutex && operation.takesLock();
    });
    for (std::uint32_t position = 0; position < body.code.size(); ++position)
        if (operationOf(body.code[position].op).isAsleep() &&
            localWorkBehind(body, position).canFail(body, canEndBadly))
            return true;
    return false;
}

/// Whether memory that is freed can have a lock or a queue in it.
bool canFreeRelations(const Program &program, const Renamer &renamer)
{
    const auto isInObject = [&](CellId cell) {
        return program.storage.cells[indexOf(cell)].object != noObject;
    };
    return std::ranges::any_of(renamer.locks(), isInObject) ||
           std::ranges::any_of(renamer.queues(), isInObject);
}

int sign(std::ptrdiff_t difference)
{
    return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

int sign(std::strong_ordering order)
{
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

int compareBits(ThreadMask mask, ThreadId a, ThreadId b)
{
    return static_cast<int>((mask & maskOf(a)) != 0) - static_cast<int>((mask & maskOf(b)) != 0);
}

} // namespace

Symmetry::Symmetry(const Machine &machine)
    : m_machine(machine), m_renamer(m_machine.program(), m_machine.layout()),
      m_groupOf(machine.program().threads.size()),
      m_canLoseRelations(canFreeRelations(m_machine.program(), m_renamer))
{
    const Program &program = machine.program();
    const std::vector<Thread> &threads = program.threads;
    for (std::size_t begin = 0; begin < threads.size();) {
        std::size_t end = begin + 1;
        while (end < threads.size() && threads[end].group == threads[begin].group &&
               threads[end].body == threads[begin].body)
            ++end;
        const Body &body = program.bodyOf(static_cast<ThreadId>(begin));
        if (end - begin > 1 && !threads[begin].isSystem && !usesSelf(body) &&
            !canFailWhenWoken(body)) {
            for (std::size_t i = begin; i < end; ++i) {
                m_groupOf[i] = m_groups.size();
                m_members |= maskOf(static_cast<ThreadId>(i));
            }
            m_groups.push_back({begin, end});
        }
        begin = end;
    }
}

bool Symmetry::canMove(ThreadId thread) const
{
    return m_groupOf[indexOf(thread)] || m_canLoseRelations;
}

Renaming Symmetry::renaming(StateView state) const
{
    Renaming renaming;
    std::array<ThreadId, maxThreads> order;
    for (const Group &group : m_groups) {
        const std::size_t count = group.end - group.begin;
        for (std::size_t i = 0; i < count; ++i) {
            // Mostly they stand in order but for one.
            const auto thread = static_cast<ThreadId>(group.begin + i);
            std::size_t place = i;
            for (; place > 0 && compare(state, thread, order[place - 1]) < 0; --place)
                order[place] = order[place - 1];
            order[place] = thread;
        }
        for (std::size_t i = 0; i < count; ++i)
            renaming.set(order[i], static_cast<ThreadId>(group.begin + i));
    }
    return renaming;
}

State Symmetry::standFor(StateView state) const
{
    State result(state.size());
    m_renamer.rename(state, renaming(state), result);
    return result;
}

/// Of two threads of one group. Threads that are alike in everything can be exchanged without any
/// change, so each state has exactly one that stands for it; but where grace periods of threads of
/// the group wait for others of it, there may be more.
int Symmetry::compare(StateView state, ThreadId a, ThreadId b) const
{
    if (const int own = compareOwn(state, a, b); own != 0)
        return own;
    return compareShared(state, a, b);
}

int Symmetry::compareOwn(StateView state, ThreadId a, ThreadId b) const
{
    const Layout &layout = m_machine.layout();
    if (layout.hasGracePeriods())
        return compareGracePeriods(state, a, b);
    const StateView first = layout.own(state, a), second = layout.own(state, b);
    return sign(std::memcmp(first.data(), second.data(), first.size()));
}

int Symmetry::compareShared(StateView state, ThreadId a, ThreadId b) const
{
    const Layout &layout = m_machine.layout();
    for (const CellId lock : m_renamer.locks()) {
        const auto owner = layout.owner(state, lock);
        if (owner == a || owner == b)
            return owner == a ? 1 : -1;
    }
    for (const CellId lock : m_renamer.rwLocks())
        if (const int order = compareBits(layout.lockReaders(state, lock), a, b); order != 0)
            return order;
    for (const CellId queue : m_renamer.queues()) {
        if (!layout.hasWaiters(state, queue))
            continue;
        const auto first = static_cast<std::ptrdiff_t>(layout.rankIn(state, queue, a));
        const auto second = static_cast<std::ptrdiff_t>(layout.rankIn(state, queue, b));
        if (first != second)
            return sign(first - second);
    }
    for (std::size_t i = 0; i < m_machine.program().storage.objects.size(); ++i) {
        const GracePeriod waits = layout.gracePeriodOf(state, static_cast<ObjectId>(i));
        if (const int order = compareBits(waits.readers, a, b); order != 0)
            return order;
        if (const int order = compareBits(waits.stores, a, b); order != 0)
            return order;
    }
    if (layout.fault(state) != FindingKind::None) {
        const ThreadId fault = layout.faultThread(state);
        if (fault == a || fault == b)
            return fault == a ? 1 : -1;
    }
    return 0;
}

/// Own bytes, but for the masks of what a grace period waits for; then the numbers of threads of
/// each group in those masks, and how many grace periods of each group wait for it: what does not
/// depend on names.
int Symmetry::compareGracePeriods(StateView state, ThreadId a, ThreadId b) const
{
    const Layout &layout = m_machine.layout();
    State without(state);
    layout.setGracePeriod(without, a, {});
    layout.setGracePeriod(without, b, {});
    const StateView first = layout.own(without, a), second = layout.own(without, b);
    if (const int own = sign(std::memcmp(first.data(), second.data(), first.size())); own != 0)
        return own;
    return sign(gracePeriodKey(state, a) <=> gracePeriodKey(state, b));
}

std::vector<std::uint64_t> Symmetry::gracePeriodKey(StateView state, ThreadId thread) const
{
    const Layout &layout = m_machine.layout();
    const GracePeriod own = layout.gracePeriod(state, thread);
    std::vector<std::uint64_t> key{own.readers & ~m_members, own.stores & ~m_members};
    for (const Group &group : m_groups) {
        std::uint64_t readers = 0, stores = 0, reading = 0, storing = 0;
        for (std::size_t i = group.begin; i < group.end; ++i) {
            const auto member = static_cast<ThreadId>(i);
            const GracePeriod waits = layout.gracePeriod(state, member);
            readers += (own.readers & maskOf(member)) != 0 ? 1 : 0;
            stores += (own.stores & maskOf(member)) != 0 ? 1 : 0;
            reading += (waits.readers & maskOf(thread)) != 0 ? 1 : 0;
            storing += (waits.stores & maskOf(thread)) != 0 ? 1 : 0;
        }
        key.insert(key.end(), {readers, stores, reading, storing});
    }
    for (std::size_t i = 0; i < m_machine.program().threads.size(); ++i) {
        if (m_groupOf[i])
            continue;
        const GracePeriod waits = layout.gracePeriod(state, static_cast<ThreadId>(i));
        key.push_back((waits.readers & maskOf(thread)) != 0 ? 1 : 0);
        key.push_back((waits.stores & maskOf(thread)) != 0 ? 1 : 0);
    }
    return key;
}

} // namespace racewalk
