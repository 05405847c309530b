// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/happens_before.h"

#include "program/operations.h"

#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace racewalk {
namespace {

/// What two events can have in common.
struct Place {
    enum class Kind : std::uint8_t { Cell, BitQueue, Task, Object, Pool };
    Kind kind = Kind::Cell;
    std::size_t number = 0; ///< of the cell, the bit wait's word, the thread, the object, the pool
    auto operator<=>(const Place &) const = default;
};

enum class Use : std::uint8_t { Read, Write };

/// The events that later ones on the same place follow.
struct History {
    std::optional<std::size_t> write;
    std::vector<std::size_t> reads; ///< since then
};

class Order {
public:
    explicit Order(const Run &run)
        : m_run(run), m_machine(run.machine()), m_program(run.machine().program()),
          m_layout(run.machine().layout()), m_last(m_program.threads.size()),
          m_wakes(m_program.threads.size()), m_leavers(m_program.threads.size()),
          m_objectLeavers(m_program.storage.objects.size())
    {}

    std::vector<std::vector<std::size_t>> predecessors()
    {
        std::vector<std::vector<std::size_t>> all;
        for (std::size_t i = 0; i < m_run.position(); ++i) {
            m_predecessors.clear();
            follow(i);
            std::ranges::sort(m_predecessors);
            const auto same = std::ranges::unique(m_predecessors);
            m_predecessors.erase(same.begin(), same.end());
            all.push_back(m_predecessors);
        }
        return all;
    }

private:
    void follow(std::size_t index)
    {
        const Event &event = m_run.event(index);
        const std::size_t lane = indexOf(event.step.thread);
        if (m_last[lane])
            add(*m_last[lane]);
        m_last[lane] = index;
        addAll(std::exchange(m_wakes[lane], {}));
        for (const StepRecord::Operation &operation : event.record.operations)
            followOperation(index, operation);
        if (event.record.drained && !event.record.drained->isBarrier())
            use(index, event.record.drained->cell, Use::Write);
        for (const ObjectId object : event.record.freed) {
            addAll(std::exchange(m_objectLeavers[indexOf(object)], {}));
            changeLife(index, object);
        }
        followGracePeriods(index);
    }

    void followOperation(std::size_t index, const StepRecord::Operation &done)
    {
        const Operation &operation =
            operationOf(m_program.bodyOf(done.thread).code[done.position].op);
        if (operation.blocks == Operation::Blocks::GracePeriod)
            addAll(std::exchange(m_leavers[indexOf(done.thread)], {}));
        if (operation.words == Operation::Words::Object)
            allocate(index, done);
        if (operation.family == Operation::Family::Wait)
            followWait(index, done, operation);
        else if (done.cell && operation.frees)
            // What is freed at once is in StepRecord::freed.
            useObjectOf(index, *done.cell, Use::Read);
        else if (done.cell && !staysInBuffer(index, done, operation))
            use(index, *done.cell, isRead(operation) ? Use::Read : Use::Write);
    }

    static bool isRead(const Operation &operation)
    {
        return operation.access == Operation::Access::Read ||
               (operation.access == Operation::Access::None &&
                operation.lockUse == Operation::LockUse::Look);
    }

    /// A store that waits in the buffer, or a load that finds its value there.
    bool staysInBuffer(std::size_t index, const StepRecord::Operation &done,
                       const Operation &operation) const
    {
        const StateView before = m_run.stateAt(index), after = m_run.stateAt(index + 1);
        const std::size_t buffered = m_layout.bufferedStores(before, done.thread);
        if (!isRead(operation))
            return m_layout.bufferedStores(after, done.thread) > buffered;
        for (std::size_t i = 0; i < buffered; ++i)
            if (m_layout.bufferedStore(before, done.thread, i).cell == *done.cell)
                return true;
        return false;
    }

    /// Every operation on a queue but the question whether it is empty changes it, and the task
    /// state of the threads that it queues or wakes.
    void followWait(std::size_t index, const StepRecord::Operation &done,
                    const Operation &operation)
    {
        const bool isQuestion = operation.words == Operation::Words::Waiters;
        const bool isBitWait = operation.address == Operation::Address::Named;
        if (done.cell && isBitWait) {
            use(index, {Place::Kind::BitQueue, indexOf(*done.cell)},
                isQuestion ? Use::Read : Use::Write);
            if (operation.wakes != Operation::Waiters::None && done.value.value_or(0) != 0)
                use(index, *done.cell, Use::Read);
        } else if (done.cell) {
            use(index, *done.cell, isQuestion ? Use::Read : Use::Write);
        }
        if (!isQuestion && operation.wakes == Operation::Waiters::None)
            use(index, {Place::Kind::Task, indexOf(done.thread)}, Use::Write);
        if (operation.wakes == Operation::Waiters::Task)
            useWokenTask(index, done);
        for (const ThreadId woken : done.woken) {
            use(index, {Place::Kind::Task, indexOf(woken)}, Use::Write);
            if (m_machine.readiness(m_run.stateAt(index), woken).kind == Readiness::Kind::Asleep)
                m_wakes[indexOf(woken)].push_back(index);
        }
    }

    /// The task that wake_up_process() is called for, which it need not wake. In an atomic block it
    /// can be any.
    void useWokenTask(std::size_t index, const StepRecord::Operation &done)
    {
        const StateView before = m_run.stateAt(index);
        std::size_t first = 0, end = m_program.threads.size();
        if (m_layout.position(before, done.thread) == done.position) {
            const Instruction &instruction = m_program.bodyOf(done.thread).code[done.position];
            const std::int32_t task = m_machine.operandValue(before, done.thread, instruction.a);
            first = task == 0 ? end : static_cast<std::size_t>(task) - 1;
            end = std::min(first + 1, end);
        }
        for (std::size_t task = first; task < end; ++task)
            use(index, {Place::Kind::Task, task}, Use::Write);
    }

    /// Notes the steps after which a grace period waits for fewer threads.
    void followGracePeriods(std::size_t index)
    {
        const StateView before = m_run.stateAt(index), after = m_run.stateAt(index + 1);
        const auto isShorter = [](const GracePeriod &was, const GracePeriod &is) {
            return (was.readers & ~is.readers) != 0 || (was.stores & ~is.stores) != 0;
        };
        if (m_layout.hasGracePeriods())
            for (std::size_t i = 0; i < m_leavers.size(); ++i)
                if (isShorter(m_layout.gracePeriod(before, ThreadId(i)),
                              m_layout.gracePeriod(after, ThreadId(i))))
                    m_leavers[i].push_back(index);
        for (std::size_t i = 0; i < m_objectLeavers.size(); ++i)
            if (isShorter(m_layout.gracePeriodOf(before, ObjectId(i)),
                          m_layout.gracePeriodOf(after, ObjectId(i))))
                m_objectLeavers[i].push_back(index);
    }

    /// Takes the first object of the pool that is free.
    void allocate(std::size_t index, const StepRecord::Operation &done)
    {
        const Instruction &instruction = m_program.bodyOf(done.thread).code[done.position];
        use(index, {Place::Kind::Pool, static_cast<std::size_t>(instruction.a.value)}, Use::Write);
        if (done.value.value_or(0) != 0)
            useObjectOf(index, CellId(*done.value), Use::Write);
    }

    void changeLife(std::size_t index, ObjectId object)
    {
        use(index, {Place::Kind::Object, indexOf(object)}, Use::Write);
        use(index, {Place::Kind::Pool, indexOf(m_program.storage.objects[indexOf(object)].pool)},
            Use::Write);
    }

    void useObjectOf(std::size_t index, CellId cell, Use how)
    {
        const ObjectId object = m_program.storage.cells[indexOf(cell)].object;
        if (object != noObject)
            use(index, {Place::Kind::Object, indexOf(object)}, how);
    }

    void use(std::size_t index, CellId cell, Use how)
    {
        useObjectOf(index, cell, Use::Read);
        use(index, {Place::Kind::Cell, indexOf(cell)}, how);
    }

    void use(std::size_t index, Place place, Use how)
    {
        History &history = m_histories[place];
        if (history.write && *history.write != index)
            add(*history.write);
        if (how == Use::Read) {
            history.reads.push_back(index);
            return;
        }
        for (const std::size_t read : history.reads)
            if (read != index)
                add(read);
        history = {index, {}};
    }

    void add(std::size_t event) { m_predecessors.push_back(event); }
    void addAll(const std::vector<std::size_t> &events)
    {
        m_predecessors.insert(m_predecessors.end(), events.begin(), events.end());
    }

    const Run &m_run;
    const Machine &m_machine;
    const Program &m_program;
    const Layout &m_layout;
    std::vector<std::optional<std::size_t>> m_last;  ///< event, by lane
    std::vector<std::vector<std::size_t>> m_wakes;   ///< since the lane's last event
    std::vector<std::vector<std::size_t>> m_leavers; ///< for a thread's grace period
    std::vector<std::vector<std::size_t>> m_objectLeavers;
    std::map<Place, History> m_histories;
    std::vector<std::size_t> m_predecessors; ///< of the current event
};

} // namespace

std::vector<std::vector<std::size_t>> happensBefore(const Run &run)
{
    return Order(run).predecessors();
}

std::vector<std::vector<std::size_t>>
vectorClocks(const Run &run, const std::vector<std::vector<std::size_t>> &predecessors,
             std::size_t first)
{
    std::vector<std::vector<std::size_t>> clocks;
    for (std::size_t i = first; i < predecessors.size(); ++i) {
        std::vector<std::size_t> clock(run.machine().program().threads.size());
        for (const std::size_t before : predecessors[i])
            if (before >= first)
                std::ranges::transform(clock, clocks[before - first], clock.begin(),
                                       [](std::size_t a, std::size_t b) { return std::max(a, b); });
        ++clock[indexOf(run.event(i).step.thread)];
        clocks.push_back(std::move(clock));
    }
    return clocks;
}

} // namespace racewalk
