// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/operation_effects.h"

#include <gtest/gtest.h>

namespace racewalk::test {

namespace {

/// What a thread is queued for at a cell.
Operation::Waiters waitersAt(TypeKind kind)
{
    return kind == TypeKind::WaitQueue    ? Operation::Waiters::Queue
           : kind == TypeKind::Completion ? Operation::Waiters::Completion
           : kind == TypeKind::Semaphore  ? Operation::Waiters::Semaphore
           : kind == TypeKind::RwLock     ? Operation::Waiters::RwLock
                                          : Operation::Waiters::Bit;
}

} // namespace

void checkWaiting(const Machine &machine, StateView before, StateView after,
                  const StepRecord::Operation &done, const Operation &operation)
{
    const Storage &storage = machine.program().storage;
    const Layout &layout = machine.layout();
    const TypeKind kind = done.cell ? storage.typeOf(*done.cell).kind : TypeKind::Void;
    const Operation::Waiters here = waitersAt(kind);
    if (!done.woken.empty()) {
        EXPECT_EQ(operation.wakes, done.cell ? here : Operation::Waiters::Task);
    }
    if (done.cell && here != Operation::Waiters::Bit &&
        layout.rankIn(before, *done.cell, done.thread) == 0 &&
        layout.rankIn(after, *done.cell, done.thread) != 0) {
        EXPECT_EQ(operation.queues, here);
    }
}

void checkRead(const Machine &machine, StateView before, Step step,
               const StepRecord::Operation &done, const Operation &operation)
{
    const Storage &storage = machine.program().storage;
    const TypeKind kind = done.cell ? storage.typeOf(*done.cell).kind : TypeKind::Void;
    if (!done.value || operation.wakes != Operation::Waiters::None ||
        (kind != TypeKind::Integer && kind != TypeKind::Atomic) ||
        machine.layout().bufferedStores(before, done.thread) != 0)
        return;
    State changed(before);
    machine.layout().setValue(changed, *done.cell, machine.layout().value(before, *done.cell) ^ 3);
    StepRecord record;
    machine.apply(changed, step, record);
    if (record.operations.front().value != done.value) {
        EXPECT_TRUE(operation.access == Operation::Access::Read ||
                    operation.access == Operation::Access::Update);
    }
}

void checkRcu(const Machine &machine, StateView before, StateView after, ThreadId thread,
              const Operation &operation)
{
    const Layout &layout = machine.layout();
    if (machine.program().threads[indexOf(thread)].isSystem ||
        layout.fault(after) != FindingKind::None)
        return;
    if (layout.gracePeriod(before, thread).isOver() &&
        !layout.gracePeriod(after, thread).isOver()) {
        EXPECT_EQ(operation.begins, Operation::Begins::GracePeriod);
    }
    for (std::size_t i = 0; i < machine.program().storage.objects.size(); ++i) {
        if (layout.life(before, ObjectId(i)) != layout.life(after, ObjectId(i)) &&
            layout.life(after, ObjectId(i)) == Layout::Life::Pending) {
            EXPECT_EQ(operation.begins, Operation::Begins::Callback);
        }
    }
    const int deeper = layout.rcuDepth(after, thread) - layout.rcuDepth(before, thread);
    EXPECT_EQ(deeper != 0, operation.lock == Operation::Lock::Rcu);
    if (deeper != 0) {
        EXPECT_EQ(deeper > 0, operation.takesLock());
        EXPECT_EQ(deeper < 0, operation.releasesLock());
    }
}

} // namespace racewalk::test
