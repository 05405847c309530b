// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/operation_effects.h"
#include "machine/machine.h"
#include "program/control_flow.h"
#include "program/operations.h"
#include "support/program_from_text.h"
#include "support/random_program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

// What the table of operations says, compared with what the machine does.

namespace racewalk {
namespace {

using namespace racewalk::test;
using Kind = Readiness::Kind;

Kind blockedAs(Operation::Blocks blocks)
{
    switch (blocks) {
    case Operation::Blocks::Never:
        return Kind::Enabled;
    case Operation::Blocks::Spinlock:
    case Operation::Blocks::ReadTurn:
    case Operation::Blocks::WriteTurn:
    case Operation::Blocks::Sequence:
        return Kind::Spinning;
    case Operation::Blocks::Mutex:
        return Kind::WaitingForMutex;
    case Operation::Blocks::Wakeup:
        return Kind::Asleep;
    case Operation::Blocks::GracePeriod:
        return Kind::GracePeriod;
    case Operation::Blocks::Callback:
        break;
    }
    return Kind::WaitingForReaders;
}

std::set<FindingKind> ownFailures(Operation::Failure failure)
{
    switch (failure) {
    case Operation::Failure::Never:
        return {};
    case Operation::Failure::DivideByZero:
        return {FindingKind::DivideByZero};
    case Operation::Failure::OutOfBounds:
        return {FindingKind::OutOfBounds};
    case Operation::Failure::Bug:
        return {FindingKind::Bug};
    case Operation::Failure::Freed:
        return {FindingKind::UseAfterFree};
    case Operation::Failure::Task:
        return {FindingKind::NullDereference};
    case Operation::Failure::Object:
        return {FindingKind::Bug, FindingKind::DoubleFree};
    case Operation::Failure::OtherBit:
        return {FindingKind::LockMisuse, FindingKind::NullDereference};
    case Operation::Failure::HeldAlready:
    case Operation::Failure::ReadAlready:
    case Operation::Failure::WrittenByItself:
    case Operation::Failure::NotHeld:
    case Operation::Failure::TooMany:
    case Operation::Failure::TooDeep:
    case Operation::Failure::OutsideSection:
    case Operation::Failure::EndsHolding:
        break;
    }
    return {FindingKind::LockMisuse};
}

/// All ways in which a row allows to fail. Whatever runs on the way to the next step may diverge.
std::set<FindingKind> failuresOf(const Operation &operation)
{
    std::set<FindingKind> kinds = ownFailures(operation.failure);
    kinds.insert(FindingKind::Diverges);
    if (operation.address == Operation::Address::Needed)
        kinds.insert({FindingKind::NullDereference, FindingKind::UseAfterFree});
    if (operation.sleeps)
        kinds.insert(FindingKind::SleepInAtomic);
    return kinds;
}

bool isLock(TypeKind kind)
{
    return kind == TypeKind::SpinLock || kind == TypeKind::Mutex || kind == TypeKind::RwLock;
}

bool isOfKind(Operation::Lock lock, TypeKind kind)
{
    return kind == TypeKind::SpinLock ? lock == Operation::Lock::Spin
           : kind == TypeKind::Mutex  ? lock == Operation::Lock::Mutex
                                      : lock == Operation::Lock::Read ||
                                           lock == Operation::Lock::Write;
}

/// Walks programs at random and holds each step against the row of its operation.
class TableCheck {
public:
    void walk(const Machine &machine, std::uint32_t seed)
    {
        std::mt19937 random(seed);
        State state = machine.initialState();
        std::vector<Step> steps;
        for (int count = 0; count < 60; ++count) {
            checkReadiness(machine, state);
            steps = machine.enabledSteps(state);
            if (steps.empty())
                return;
            const Step step = steps[random() % steps.size()];
            State after = state;
            StepRecord record;
            machine.apply(after, step, record);
            if (record.operations.size() == 1)
                checkStep(machine, state, after, step, record);
            state = after;
        }
    }

    std::set<Op> seen;

private:
    static void checkReadiness(const Machine &machine, StateView state)
    {
        if (machine.layout().fault(state) != FindingKind::None)
            return;
        for (std::size_t i = 0; i < machine.program().threads.size(); ++i) {
            const auto thread = static_cast<ThreadId>(i);
            const Operation &operation = operationOf(machine.nextInstruction(state, thread).op);
            const Kind kind = machine.readiness(state, thread).kind;
            const bool isAny = kind == Kind::Draining || kind == Kind::Enabled;
            if (machine.program().threads[i].isSystem) {
                EXPECT_EQ(operation.blocks, Operation::Blocks::Callback);
            } else if (operation.isEnd()) {
                EXPECT_TRUE(kind == Kind::Ended || kind == Kind::Draining) << operation.name;
            } else {
                EXPECT_TRUE(isAny || kind == blockedAs(operation.blocks)) << operation.name;
            }
            EXPECT_FALSE(kind == Kind::Enabled && operation.isAsleep()) << operation.name;
            EXPECT_NE(operation.stand, Operation::Stand::Never) << operation.name;
        }
    }

    void checkStep(const Machine &machine, StateView before, StateView after, Step step,
                   const StepRecord &record)
    {
        const StepRecord::Operation &done = record.operations.front();
        const Body &body = machine.program().bodyOf(done.thread);
        const Operation &operation = operationOf(body.code[done.position].op);
        seen.insert(operation.op);
        SCOPED_TRACE(std::string(operation.name));
        if (!done.woken.empty()) {
            EXPECT_NE(operation.wakes, Operation::Waiters::None);
        }
        if (!record.freed.empty()) {
            EXPECT_TRUE(operation.frees);
        }
        if (done.cell) {
            EXPECT_NE(operation.address, Operation::Address::None);
        }
        if (done.slept) {
            EXPECT_EQ(operation.next, Operation::Next::FollowingOrSecond);
        }
        if (step.choice != 0) {
            EXPECT_NE(operation.choice, Operation::Choice::None);
        }
        if (record.failure && !record.failure->isInProperty) {
            const Op failing = body.code[record.failure->position].op;
            if (record.failure->thread == done.thread) {
                EXPECT_TRUE(failuresOf(operationOf(failing)).contains(record.failure->kind))
                    << operationOf(failing).name << ": " << toText(record.failure->kind);
            }
        }
        for (const auto &[thread, position] : record.warnings) {
            const Body &warned = machine.program().bodyOf(thread);
            EXPECT_TRUE(operationOf(warned.code[position].op).warns);
        }
        checkWaiting(machine, before, after, done, operation);
        checkRead(machine, before, step, done, operation);
        checkRcu(machine, before, after, done.thread, operation);
        checkMemory(machine, before, after, operation, done.cell);
        checkOthers(machine, before, after, done.thread, operation);
        checkBuffer(machine, before, after, done.thread, operation);
        checkWay(machine, before, after, done, operation);
    }

    /// Only its own place, unless it frees or allocates an object; and only if it writes.
    static void checkMemory(const Machine &machine, StateView before, StateView after,
                            const Operation &operation, std::optional<CellId> place)
    {
        const Storage &storage = machine.program().storage;
        const Layout &layout = machine.layout();
        if (operation.frees)
            return;
        const bool writes = operation.access == Operation::Access::Write ||
                            operation.access == Operation::Access::Update;
        for (std::size_t i = 1; i < storage.cells.size(); ++i) {
            const auto cell = static_cast<CellId>(i);
            const TypeKind kind = storage.typeOf(cell).kind;
            if (isValue(storage.typeOf(cell)) || kind == TypeKind::Atomic) {
                if (layout.value(before, cell) != layout.value(after, cell)) {
                    EXPECT_TRUE(writes && place == cell) << storage.cells[i].path;
                }
            } else if (isLock(kind)) {
                if (layout.owner(before, cell) != layout.owner(after, cell)) {
                    EXPECT_TRUE(operation.lockUse != Operation::LockUse::None && place == cell)
                        << storage.cells[i].path;
                }
            } else if (kind == TypeKind::WaitQueue && place != cell) {
                EXPECT_EQ(layout.waiters(before, cell), layout.waiters(after, cell))
                    << storage.cells[i].path;
            }
        }
    }

    static void checkOthers(const Machine &machine, StateView before, StateView after,
                            ThreadId thread, const Operation &operation)
    {
        const Layout &layout = machine.layout();
        const bool mayChange =
            operation.reach == Operation::Reach::Others ||
            (operation.reach == Operation::Reach::GracePeriods && layout.hasGracePeriods());
        for (std::size_t i = 0; i < machine.program().threads.size() && !mayChange; ++i) {
            const auto other = static_cast<ThreadId>(i);
            if (other != thread && !machine.program().threads[i].isSystem) {
                EXPECT_TRUE(std::ranges::equal(layout.own(before, other), layout.own(after, other)))
                    << machine.program().threads[i].name;
            }
        }
    }

    static void checkBuffer(const Machine &machine, StateView before, StateView after,
                            ThreadId thread, const Operation &operation)
    {
        if (machine.program().threads[indexOf(thread)].isSystem ||
            machine.layout().fault(after) != FindingKind::None)
            return;
        const std::size_t had = machine.layout().bufferedStores(before, thread);
        const std::size_t has = machine.layout().bufferedStores(after, thread);
        const bool adds = operation.buffer == Operation::Buffer::Store ||
                          operation.buffer == Operation::Buffer::Release ||
                          operation.buffer == Operation::Buffer::Advance;
        const bool isFence = operation.buffer == Operation::Buffer::Fence; // may add a barrier
        if (operation.buffer == Operation::Buffer::Empty) {
            EXPECT_EQ(had, 0U);
        }
        if (adds && buffersStores(machine.program().memory)) {
            EXPECT_GT(has, had);
        } else if (!isFence) {
            EXPECT_EQ(has, had);
        }
    }

    /// Where it leads, and that it takes and releases what it says.
    static void checkWay(const Machine &machine, StateView before, StateView after,
                         const StepRecord::Operation &done, const Operation &operation)
    {
        const Layout &layout = machine.layout();
        const Program &program = machine.program();
        if (program.threads[indexOf(done.thread)].isSystem ||
            layout.fault(after) != FindingKind::None)
            return;
        const Body &body = program.bodyOf(done.thread);
        const std::uint32_t position = layout.position(after, done.thread);
        const std::vector<std::uint32_t> next = successorsOf(body, done.position);
        const bool isReached = std::ranges::any_of(
            next, [&](std::uint32_t at) -> bool { return reachableFrom(body, at)[position]; });
        EXPECT_TRUE(isReached) << done.position << " does not lead to " << position;
        const bool queues = layout.bitWait(before, done.thread).word == nullCell &&
                            layout.bitWait(after, done.thread).word != nullCell;
        if (queues) {
            EXPECT_EQ(operation.queues, Operation::Waiters::Bit);
        }
        if (!done.cell || !isLock(program.storage.typeOf(*done.cell).kind))
            return;
        const bool held = machine.holds(before, done.thread, *done.cell);
        const bool holds = machine.holds(after, done.thread, *done.cell);
        if (held != holds) {
            EXPECT_TRUE(isOfKind(operation.lock, program.storage.typeOf(*done.cell).kind));
        }
        if (!held && holds) {
            EXPECT_TRUE(operation.takesLock() || operation.lockUse == Operation::LockUse::InTurn);
        }
        if (held && !holds) {
            EXPECT_TRUE(operation.releasesLock());
        }
        if (operation.lockUse == Operation::LockUse::Take) {
            EXPECT_TRUE(holds);
        }
        if (operation.releasesLock()) {
            EXPECT_FALSE(holds);
        }
    }
};

/// What the programs that are made up do not do often enough.
constexpr std::string_view rare = R"(scenario "rare";
int x; unsigned word = 1; spinlock_t p; struct mutex m; rwlock_t rw;
struct task_struct *sleeper; struct completion done; wait_queue_head_t wq;
struct item { int v; }; pool struct item items[2];
thread a {
    struct item *it = kmalloc(sizeof(*it), GFP_KERNEL);
    atomic { x = 1; x = 2; }
    lockdep_assert_held(&p);
    mutex_lock(&m);
    mutex_unlock(&m);
    kfree(it);
}
thread b {
    write_lock(&rw);
    x = 3;
    write_unlock(&rw);
    mutex_lock(&m);
    mutex_unlock(&m);
    set_current_state(TASK_RUNNING);
    complete_all(&done);
    if (waitqueue_active(&wq)) x = 4;
    clear_bit(0, &word);
    wake_up_bit(&word, 0);
}
thread d { wait_on_bit(&word, 0, TASK_UNINTERRUPTIBLE); }
thread c {
    read_lock(&rw);
    read_unlock(&rw);
    write_lock(&rw);
    write_unlock(&rw);
    wait_for_completion(&done);
}
)";

TEST(OperationTable, AllowsWhatEveryStepDoesAndEveryVisibleOperationIsTried)
{
    TableCheck check;
    for (const MemoryModelRow &row : memoryModels) {
        for (std::uint32_t seed = 0; seed < 250; ++seed)
            check.walk(*machineFor(randomProgram(seed), {}, {}, row.model), seed);
        for (std::uint32_t seed = 0; seed < 50; ++seed)
            check.walk(*machineFor(rare, {}, {}, row.model), seed);
    }
    for (const Operation &operation : operationTable) {
        // A step that begins an atomic block has more than one operation, and is not looked at.
        if (operation.isVisible() && operation.depth == 0) {
            EXPECT_TRUE(check.seen.contains(operation.op))
                << operation.name << " is in none of these programs: add it";
        }
    }
}

} // namespace
} // namespace racewalk
