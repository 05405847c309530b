// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/machine.h"
#include "machine/words.h"
#include "program/operations.h"
#include "support/program_from_text.h"
#include "support/random_program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

// The column `alone` of the table of operations, compared with what the machine does: a step may be
// taken alone if it makes no difference whether it or another thread's step comes first.

namespace racewalk {
namespace {

using Alone = Operation::Alone;

/// Properties look at everything; the reduction handles them apart.
std::shared_ptr<const Machine> withoutProperties(const Machine &machine)
{
    Program program = machine.program();
    program.invariants.clear();
    program.finals.clear();
    return std::make_shared<const Machine>(std::make_shared<const Program>(std::move(program)));
}

bool isBlockingLockOrUnlock(Op op)
{
    return op == Op::SpinLock || op == Op::SpinUnlock || op == Op::MutexLock ||
           op == Op::MutexUnlock;
}

/// Walks programs at random and takes each two steps that are enabled in both orders.
class OrderCheck {
public:
    void walk(const Machine &machine, std::uint32_t seed)
    {
        std::mt19937 random(seed);
        State state = machine.initialState();
        for (int count = 0; count < 40; ++count) {
            const std::vector<Step> steps = machine.enabledSteps(state);
            if (steps.empty())
                return;
            for (const Step step : steps)
                for (const Step other : steps)
                    if (step.thread != other.thread)
                        compare(machine, state, step, other);
            machine.apply(state, steps[random() % steps.size()]);
        }
    }

    std::map<Op, std::size_t> compared;

private:
    static State afterStep(const Machine &machine, const State &state, Step step,
                           StepRecord &record)
    {
        State after = state;
        machine.apply(after, step, record);
        return after;
    }

    void compare(const Machine &machine, const State &state, Step step, Step other)
    {
        if (step.isDrain() || machine.program().threads[indexOf(step.thread)].isSystem)
            return;
        const Operation &operation = operationOf(machine.nextInstruction(state, step.thread).op);
        if (operation.alone == Alone::Never)
            return;
        const Layout &layout = machine.layout();
        StepRecord record, otherRecord;
        State first = afterStep(machine, state, step, record);
        State second = afterStep(machine, state, other, otherRecord);
        const CellId cell = machine.nextAddress(state, step.thread);
        // A step that fails is never taken alone, nor is one that accesses what may be freed.
        if (layout.fault(first) != FindingKind::None || layout.fault(second) != FindingKind::None ||
            !otherRecord.freed.empty() ||
            isExcluded(machine, state, second, operation.alone, cell, otherRecord))
            return;
        // A grace period waits for the store buffers that are not empty when it begins.
        if (layout.bufferedStores(state, step.thread) !=
                layout.bufferedStores(first, step.thread) &&
            std::ranges::any_of(otherRecord.operations, [&](const auto &done) {
                return operationOf(opOf(machine, done)).begins != Operation::Begins::Nothing;
            }))
            return;
        ++compared[operation.op];
        ASSERT_TRUE(machine.isEnabled(first, other)) << operation.name;
        ASSERT_TRUE(machine.isEnabled(second, step)) << operation.name;
        machine.apply(first, other);
        machine.apply(second, step);
        EXPECT_EQ(first, second) << operation.name;
    }

    static Op opOf(const Machine &machine, const StepRecord::Operation &done)
    {
        return machine.program().bodyOf(done.thread).code[done.position].op;
    }

    /// Whether the other step does what the row says that it must not.
    static bool isExcluded(const Machine &machine, StateView before, StateView after, Alone alone,
                           CellId cell, const StepRecord &other)
    {
        const auto uses = [&](const StepRecord::Operation &done) { return done.cell == cell; };
        const auto tries = [&](const StepRecord::Operation &done) {
            return done.cell == cell && !isBlockingLockOrUnlock(opOf(machine, done));
        };
        switch (alone) {
        case Alone::Never:
            return true;
        case Alone::Always:
            return false;
        case Alone::IfNotWritten:
            return cellText(machine, before, cell) != cellText(machine, after, cell);
        case Alone::IfNotUsed:
            return (other.drained && other.drained->cell == cell) ||
                   std::ranges::any_of(other.operations, uses);
        case Alone::IfNotTried:
            return std::ranges::any_of(other.operations, tries);
        }
        return true;
    }
};

/// What seldom meets in the made-up programs.
constexpr std::string_view rare = R"(scenario "rare";
struct task_struct *sleeper; spinlock_t p; struct mutex m;
thread a {
    spin_lock(&p);
    spin_unlock(&p);
    mutex_lock(&m);
    mutex_unlock(&m);
    sleeper = current;
    set_current_state(TASK_INTERRUPTIBLE);
    set_current_state(TASK_RUNNING);
}
thread b {
    if (spin_trylock(&p)) spin_unlock(&p);
    if (mutex_trylock(&m)) mutex_unlock(&m);
    if (sleeper) wake_up_process(sleeper);
}
)";

TEST(OperationTable, TakesAStepAloneOnlyIfItsOrderMakesNoDifference)
{
    OrderCheck check;
    for (const MemoryModelRow &row : memoryModels) {
        for (std::uint32_t seed = 0; seed < 50; ++seed)
            check.walk(*test::machineFor(rare, {}, {}, row.model), seed);
        for (std::uint32_t seed = 0; seed < 250 && !testing::Test::HasFailure(); ++seed) {
            const std::string text = test::randomProgram(seed);
            SCOPED_TRACE(text);
            check.walk(*withoutProperties(*test::machineFor(text, {}, {}, row.model)), seed);
        }
    }
    for (const Operation &operation : operationTable) {
        if (operation.alone != Alone::Never) {
            EXPECT_GT(check.compared[operation.op], 0U) << operation.name;
        }
    }
}

} // namespace
} // namespace racewalk
