// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/waker_check.h"

#include "explore/explain/wakers.h"
#include "program/control_flow.h"
#include "program/operations.h"

#include <algorithm>
#include <map>
#include <utility>

namespace racewalk::test {

namespace {

class Checker {
public:
    Checker(const Machine &machine, const StateSpace &space)
        : m_machine(machine), m_space(space), m_finder(machine.program())
    {}

    WakerCheck check(std::size_t maxStates)
    {
        for (std::uint32_t i = 0; i < std::min(m_space.expanded(), maxStates); ++i) {
            const StateIndex source{i};
            for (const auto &edge : transitionsFrom(m_space.graph(), source)) {
                const Step step = m_space.graph()[edge];
                State after(m_space.state(source));
                StepRecord record;
                m_machine.apply(after, step, record);
                for (std::size_t t = 0; t < m_machine.program().threads.size(); ++t)
                    if (!m_machine.program().threads[t].isSystem)
                        checkThread(m_space.state(source), after, static_cast<ThreadId>(t), record);
            }
        }
        return std::move(m_made);
    }

private:
    void complain(const StepRecord::Operation &operation, ThreadId thread, const char *what)
    {
        const Program &program = m_machine.program();
        const Origin &origin = program.bodyOf(operation.thread).origins[operation.position];
        if (m_made.complaints.size() < 5)
            m_made.complaints.push_back(program.threads[indexOf(operation.thread)].name + ": " +
                                        origin.text + ' ' + what + ' ' +
                                        program.threads[indexOf(thread)].name);
    }

    void checkThread(StateView before, StateView after, ThreadId thread, const StepRecord &record)
    {
        checkPaths(before, after, thread, record);
        const auto wait = waitOf(m_machine, before, thread);
        if (!wait || m_machine.layout().fault(after) != FindingKind::None)
            return;
        const std::vector<WakerSite> sites = m_finder.wakersFor(*wait);
        for (const StepRecord::Operation &operation : record.operations) {
            const auto site = std::ranges::find_if(sites, [&](const WakerSite &other) {
                return other.thread == operation.thread && other.position == operation.position;
            });
            const bool isFound = site != sites.end();
            if (hasEnded(*wait, after, operation)) {
                m_made.wakeups += isFound ? 1 : 0;
                if (!isFound)
                    complain(operation, thread, "was not foretold, but wakes or releases for");
            }
            if (isFound && site->isCertain && !isAbout(*wait, operation))
                complain(operation, thread, "is not about what it was to be about for");
        }
    }

    /// Whether that operation ends the wait, or takes away one of those who hold it up; a store
    /// buffer may keep that from the others for a while.
    bool hasEnded(const Wait &wait, StateView after, const StepRecord::Operation &operation) const
    {
        const bool isHolder = (wait.holders & maskOf(operation.thread)) != 0;
        switch (wait.kind) {
        case Wait::Kind::Asleep:
            return std::ranges::find(operation.woken, wait.thread) != operation.woken.end();
        case Wait::Kind::Spinning:
        case Wait::Kind::Mutex:
            return isHolder && operation.cell == wait.objects.front().cell &&
                   isUnlock(instructionOf(operation));
        case Wait::Kind::GracePeriod:
            return isHolder &&
                   (m_machine.layout().gracePeriod(after, wait.thread).readers &
                    maskOf(operation.thread)) == 0 &&
                   isUnlock(instructionOf(operation)) &&
                   operationOf(instructionOf(operation).op).lock == Operation::Lock::Rcu;
        }
        return false;
    }

    const Instruction &instructionOf(const StepRecord::Operation &operation) const
    {
        return m_machine.program().bodyOf(operation.thread).code[operation.position];
    }

    static bool isUnlock(const Instruction &instruction)
    {
        return operationOf(instruction.op).releasesLock() ||
               (instruction.op == Op::SeqAdvance && instruction.b == Operand::constant(0));
    }

    bool isAbout(const Wait &wait, const StepRecord::Operation &operation) const
    {
        const Operation &about = operationOf(instructionOf(operation).op);
        if (about.wakes == Operation::Waiters::Task || about.lock == Operation::Lock::Rcu)
            return true;
        return std::ranges::find(wait.objects, operation.cell, &Wait::Object::cell) !=
               wait.objects.end();
    }

    /// Everything that is executed is ahead of where a thread stood and behind where it stands.
    void checkPaths(StateView before, StateView after, ThreadId thread, const StepRecord &record)
    {
        const Body &body = m_machine.program().bodyOf(thread);
        const std::uint32_t from = m_machine.layout().position(before, thread);
        const std::uint32_t to = m_machine.layout().position(after, thread);
        if (from == to && std::ranges::none_of(record.operations, [&](const auto &operation) {
                return operation.thread == thread;
            }))
            return;
        std::vector<bool> &ahead = m_ahead[{thread, from}];
        if (ahead.empty())
            ahead = reachableFrom(body, from);
        std::vector<bool> &behind = m_behind[{thread, to}];
        if (behind.empty())
            behind = leadingTo(m_finder.predecessors(thread), to);
        const StepRecord::Operation arrival{
            .thread = thread, .position = to, .cell = {}, .value = {}, .woken = {}};
        if (!ahead[to] || !behind[from])
            complain(arrival, thread, "is where no path leads for");
        for (const StepRecord::Operation &operation : record.operations)
            if (operation.thread == thread &&
                (!ahead[operation.position] || !behind[operation.position]))
                complain(operation, thread, "is on no path for");
    }

    const Machine &m_machine;
    const StateSpace &m_space;
    WakerFinder m_finder;
    /// By thread and position, as they are asked for again and again.
    std::map<std::pair<ThreadId, std::uint32_t>, std::vector<bool>> m_ahead, m_behind;
    WakerCheck m_made;
};

} // namespace

WakerCheck checkWakers(const Machine &machine, const StateSpace &space, std::size_t maxStates)
{
    return Checker(machine, space).check(maxStates);
}

} // namespace racewalk::test
