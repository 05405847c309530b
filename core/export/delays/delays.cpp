// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/delays/delays.h"

#include "program/operations.h"
#include "run/happens_before.h"

#include <algorithm>
#include <bit>
#include <deque>
#include <map>
#include <tuple>
#include <utility>

namespace racewalk {
namespace {

/// Event `from` has to come before `to`, which is Run::position() for the operation that `thread`
/// is blocked at when the run ends.
struct Requirement {
    std::size_t from = 0;
    ThreadId thread{};
    std::size_t to = 0;
};

class DelayFinder {
public:
    explicit DelayFinder(const Run &run)
        : m_run(run), m_machine(run.machine()), m_program(run.machine().program()),
          m_layout(run.machine().layout()), m_end(run.position()),
          m_predecessors(happensBefore(run)), m_clocks(vectorClocks(run, m_predecessors, 0)),
          m_steps(m_program.threads.size())
    {
        for (std::size_t i = 0; i < m_end; ++i)
            if (!m_run.event(i).step.isDrain())
                m_steps[indexOf(threadOf(i))].push_back(i);
        findStores();
    }

    Delays find()
    {
        for (std::size_t to = 0; to < m_end; ++to)
            for (const std::size_t from : m_predecessors[to])
                if (threadOf(from) != threadOf(to))
                    follow(from, to);
        for (std::size_t i = 0; i < m_program.threads.size(); ++i)
            requireEnd(ThreadId(i));
        makeDelays();
        findFreeSwitches();
        std::ranges::sort(m_found.lateDrains, {}, &LateDrain::store);
        std::ranges::sort(m_found.delays, {}, [](const Delay &delay) {
            return std::tuple(delay.before, indexOf(delay.thread));
        });
        return std::move(m_found);
    }

private:
    ThreadId threadOf(std::size_t event) const { return m_run.event(event).step.thread; }
    bool isSystem(ThreadId thread) const { return m_program.threads[indexOf(thread)].isSystem; }
    bool wakes(std::size_t event, ThreadId thread) const
    {
        const std::vector<ThreadId> &woken = m_run.event(event).woken;
        return std::ranges::find(woken, thread) != woken.end();
    }
    const Operation &operationAt(std::size_t event) const
    {
        return operationOf(m_run.event(event).op);
    }

    /// The event of the store that each drain ends.
    void findStores()
    {
        std::map<std::pair<ThreadId, CellId>, std::deque<std::size_t>> buffered;
        m_found.stores.resize(m_end);
        for (std::size_t i = 0; i < m_end; ++i) {
            m_found.stores[i] = i;
            const Event &event = m_run.event(i);
            const ThreadId thread = event.step.thread;
            if (event.record.drained) {
                auto &stores = buffered[{thread, event.record.drained->cell}];
                if (!stores.empty()) {
                    m_found.stores[i] = stores.front();
                    stores.pop_front();
                }
            } else if (!isSystem(thread) && event.cell &&
                       m_layout.bufferedStores(m_run.stateAt(i + 1), thread) >
                           m_layout.bufferedStores(m_run.stateAt(i), thread)) {
                buffered[{thread, *event.cell}].push_back(i);
            }
        }
        for (const auto &[place, stores] : buffered)
            for (const std::size_t store : stores)
                addStoreLeft(store, place.first, place.second);
    }

    /// A store that is still in its buffer when the run ends: others used the place without it.
    void addStoreLeft(std::size_t store, ThreadId thread, CellId cell)
    {
        for (std::size_t i = m_end; --i > store;)
            if (threadOf(i) != thread && std::ranges::find(m_run.event(i).record.operations, cell,
                                                           &StepRecord::Operation::cell) !=
                                             m_run.event(i).record.operations.end()) {
                addLateDrain(store, i);
                return;
            }
    }

    void addLateDrain(std::size_t store, std::size_t until)
    {
        const auto known = std::ranges::find(m_found.lateDrains, store, &LateDrain::store);
        if (known == m_found.lateDrains.end())
            m_found.lateDrains.push_back({store, until});
        else
            known->until = std::max(known->until, until);
    }

    /// Turns an order of two events into what a delay can ensure.
    void follow(std::size_t from, std::size_t to)
    {
        const ThreadId thread = threadOf(to);
        if (isSystem(thread))
            return; // callbacks come late by themselves
        if (m_run.event(to).step.isDrain() && m_found.stores[to] < from) {
            addLateDrain(m_found.stores[to], from);
            return;
        }
        to = m_found.stores[to];
        if (operationAt(to).blocks == Operation::Blocks::GracePeriod || endsWait(from, to)) {
            needsNone(thread, stepFrom(m_run, thread, from), FreeSwitch::Reason::ByProgram);
            return;
        }
        const Event &event = m_run.event(from);
        if (event.op == Op::Schedule && event.slept) {
            if (remembers(operationAt(to).wakes))
                return;
            // Whether the wakeup comes before or after schedule(), the thread goes on after it.
            if (const auto queued = stepBefore(m_run, threadOf(from), from))
                require({*queued, thread, to});
        } else if (event.cell && isRelease(event) && isTake(m_run.event(to)) &&
                   event.cell == m_run.event(to).cell) {
            if (const auto taken = takenBefore(threadOf(from), *event.cell, from))
                require({*taken, thread, to});
        } else {
            require({from, thread, to});
        }
    }

    /// Whether a wakeup is not lost if it comes before the sleep.
    static bool remembers(Operation::Waiters wakes)
    {
        return wakes == Operation::Waiters::Completion || wakes == Operation::Waiters::Semaphore;
    }

    /// A thread that waits for a completion or a semaphore goes on after the other one's complete()
    /// or up(), in whatever order they come.
    bool endsWait(std::size_t from, std::size_t to) const
    {
        const auto isSleeper = [&](std::size_t event) {
            return operationAt(event).queues == Operation::Waiters::Completion ||
                   operationAt(event).queues == Operation::Waiters::Semaphore;
        };
        const auto isWaker = [&](std::size_t event) {
            return operationAt(event).wakes == Operation::Waiters::Completion;
        };
        const auto isUp = [&](std::size_t event) {
            return operationAt(event).wakes == Operation::Waiters::Semaphore;
        };
        return (isSleeper(from) && (isWaker(to) || isUp(to))) || (isWaker(from) && isSleeper(to)) ||
               wakes(from, threadOf(to));
    }

    static bool isRelease(const Event &event)
    {
        return operationOf(event.op).releasesLock() || event.op == Op::Up ||
               event.role == Role::Drain;
    }
    static bool isTake(const Event &event)
    {
        const Operation &operation = operationOf(event.op);
        if (operation.lockUse == Operation::LockUse::Try)
            return event.record.operations.front().value.value_or(0) != 0;
        return operation.takesLock() || operation.lockUse == Operation::LockUse::InTurn ||
               event.op == Op::Down;
    }

    /// The event by which the thread took the lock that it releases in event `before`.
    std::optional<std::size_t> takenBefore(ThreadId thread, CellId lock, std::size_t before) const
    {
        const std::vector<std::size_t> &steps = m_steps[indexOf(thread)];
        for (auto at = std::ranges::lower_bound(steps, before); at != steps.begin();) {
            const Event &event = m_run.event(*--at);
            if (event.cell == lock && isTake(event))
                return *at;
        }
        return std::nullopt;
    }

    /// What keeps a thread from its next step when the run ends: for a lock or a grace period,
    /// those that it waits for; otherwise nothing, so all other threads have to come first.
    void requireEnd(ThreadId thread)
    {
        const bool hasFailed = m_end != 0 && m_machine.standing(m_run.state()) == Standing::Fault;
        if (isSystem(thread) || (hasFailed && thread == threadOf(m_end - 1)))
            return;
        const StateView state = m_run.stateAt(hasFailed ? m_end - 1 : m_end);
        const Readiness readiness = m_machine.readiness(state, thread);
        const bool isBlocked = readiness.kind == Readiness::Kind::Spinning ||
                               readiness.kind == Readiness::Kind::WaitingForMutex;
        if (readiness.kind == Readiness::Kind::Enabled)
            for (std::size_t other = 0; other < m_steps.size(); ++other)
                if (other != indexOf(thread) && !m_steps[other].empty())
                    require({m_steps[other].back(), thread, m_end});
        if (!isBlocked && readiness.kind != Readiness::Kind::GracePeriod)
            return;
        for (ThreadMask left = readiness.holders & ~maskOf(thread); left != 0; left &= left - 1) {
            const auto holder = static_cast<ThreadId>(std::countr_zero(left));
            const auto taken =
                isBlocked ? takenBefore(holder, readiness.cell, m_end) : readerEntered(holder);
            if (taken)
                require({*taken, thread, m_end});
        }
    }

    std::optional<std::size_t> readerEntered(ThreadId thread) const
    {
        const std::vector<std::size_t> &steps = m_steps[indexOf(thread)];
        for (auto at = steps.rbegin(); at != steps.rend(); ++at)
            if (m_layout.rcuDepth(m_run.stateAt(*at), thread) == 0 &&
                m_layout.rcuDepth(m_run.stateAt(*at + 1), thread) != 0)
                return *at;
        return std::nullopt;
    }

    void require(Requirement requirement)
    {
        const std::size_t before = stepFrom(m_run, requirement.thread, requirement.from);
        const auto after = stepBefore(m_run, requirement.thread, requirement.from);
        if (isEnsured(requirement.from, requirement.thread, after, before))
            needsNone(requirement.thread, before, FreeSwitch::Reason::ByProgram);
        else
            m_required[{requirement.thread, before}].push_back(requirement);
    }

    /// Whether the thread cannot get past the gap between two of its events before `from`.
    bool isEnsured(std::size_t from, ThreadId thread, std::optional<std::size_t> after,
                   std::size_t before) const
    {
        const std::size_t gap = after ? *after + 1 : 0;
        if (after && m_run.event(*after).slept)
            for (std::size_t i = from; i < before && i < m_end; ++i)
                if (threadOf(i) == threadOf(from) && wakes(i, thread))
                    return true;
        if (before == m_end || !isTake(m_run.event(before)) || !m_run.event(before).cell)
            return false;
        const CellId lock = *m_run.event(before).cell;
        const ThreadId holder = threadOf(from);
        if (isSystem(holder) || !holdsAt(gap, holder, lock))
            return false;
        // Until it is released: it is still held, or this step releases it.
        for (std::size_t i = gap; i < from; ++i)
            if (!holdsAt(i + 1, holder, lock))
                return false;
        return true;
    }

    bool holdsAt(std::size_t position, ThreadId thread, CellId lock) const
    {
        return m_machine.holds(m_run.stateAt(position), thread, lock);
    }

    /// From the last gap of each thread to the first, as a later delay may make one superfluous.
    void makeDelays()
    {
        std::map<std::pair<ThreadId, ThreadId>, std::vector<std::pair<std::size_t, std::size_t>>>
            ensured; // by thread and the one it waits for: (before, awaited)
        for (auto gap = m_required.rbegin(); gap != m_required.rend(); ++gap) {
            const auto [thread, before] = gap->first;
            std::map<ThreadId, std::size_t> latest;
            for (const Requirement &each : gap->second) {
                const ThreadId other = threadOf(each.from);
                const bool isLater =
                    std::ranges::any_of(ensured[{thread, other}], [&](const auto &later) {
                        return later.first <= each.to && later.second >= each.from;
                    });
                if (!isLater)
                    latest[other] = std::max(latest[other], each.from);
            }
            Delay delay{thread, stepBefore(m_run, thread, before), before, {}};
            for (const auto &[other, event] : latest)
                if (!isImplied(event, latest))
                    delay.awaited.push_back(event);
            for (const std::size_t event : delay.awaited)
                ensured[{thread, threadOf(event)}].emplace_back(before, event);
            std::ranges::sort(delay.awaited);
            if (!delay.awaited.empty())
                m_found.delays.push_back(std::move(delay));
            else
                needsNone(thread, before, FreeSwitch::Reason::ByOtherDelay);
        }
    }

    void needsNone(ThreadId thread, std::size_t before, FreeSwitch::Reason reason)
    {
        FreeSwitch::Reason &known = m_reasons[{thread, before}];
        known = std::max(known, reason);
    }

    void findFreeSwitches()
    {
        std::optional<ThreadId> running;
        for (std::size_t i = 0; i < m_end; ++i) {
            const ThreadId thread = threadOf(i);
            if (isSystem(thread) || m_run.event(i).step.isDrain())
                continue;
            const bool isSwitch = running && *running != thread;
            running = thread;
            const bool isMade = std::ranges::any_of(m_found.delays, [&](const Delay &delay) {
                return delay.thread == thread && delay.before == i;
            });
            if (isSwitch && !isMade)
                m_found.freeSwitches.push_back({i, m_reasons[{thread, i}]});
        }
    }

    /// Whether the event happens before another one that is waited for anyway.
    bool isImplied(std::size_t event, const std::map<ThreadId, std::size_t> &awaited) const
    {
        const std::size_t lane = indexOf(threadOf(event));
        return std::ranges::any_of(awaited, [&](const auto &other) {
            return other.second > event && m_clocks[other.second][lane] >= m_clocks[event][lane];
        });
    }

    const Run &m_run;
    const Machine &m_machine;
    const Program &m_program;
    const Layout &m_layout;
    std::size_t m_end;
    std::vector<std::vector<std::size_t>> m_predecessors, m_clocks;
    std::vector<std::vector<std::size_t>> m_steps; ///< without drains, by lane
    std::map<std::pair<ThreadId, std::size_t>, std::vector<Requirement>> m_required;
    std::map<std::pair<ThreadId, std::size_t>, FreeSwitch::Reason> m_reasons;
    Delays m_found;
};

} // namespace

std::optional<std::size_t> stepBefore(const Run &run, ThreadId thread, std::size_t event)
{
    while (event-- > 0)
        if (run.event(event).step.thread == thread && !run.event(event).step.isDrain())
            return event;
    return std::nullopt;
}

std::size_t stepFrom(const Run &run, ThreadId thread, std::size_t event)
{
    while (event < run.position() &&
           (run.event(event).step.thread != thread || run.event(event).step.isDrain()))
        ++event;
    return event;
}

Delays delaysOf(const Run &run)
{
    return DelayFinder(run).find();
}

} // namespace racewalk
