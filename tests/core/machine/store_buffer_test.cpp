// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/words.h"
#include "walker.h"

#include "machine/store_buffer.h"

using namespace racewalk;
using racewalk::test::Walker;

namespace {

std::string scenario(std::string_view text)
{
    return "scenario \"t\"; int x, y, z; int r = 9; spinlock_t l; wait_queue_head_t wq; atomic_t "
           "v;\n" +
           std::string(text);
}

std::size_t capacityOf(std::string_view body, MemoryModel model)
{
    const auto machine = racewalk::test::machineFor(
        scenario("thread a { " + std::string(body) + " } thread b { x = 7; y = r + z; }"), {}, {},
        model);
    return machine->layout().bufferCapacity(ThreadId{0});
}

} // namespace

TEST(StoreBuffer, HidesAStoreFromOthersUntilItIsDrained)
{
    Walker walker(scenario("thread a { x = 1; r = x; } thread b { y = x; }"), MemoryModel::Tso);
    walker.step("a");
    EXPECT_EQ(walker.cell("x"), "0");
    EXPECT_EQ(walker.buffer("a"), "x = 1");
    walker.step("a");
    walker.step("a");
    EXPECT_EQ(walker.buffer("a"), "x = 1, r = 1") << "its own load sees it";
    walker.steps("b", 2);
    EXPECT_EQ(walker.buffer("b"), "y = 0");
    walker.drain("a");
    EXPECT_EQ(walker.cell("x"), "1");
}

TEST(StoreBuffer, GivesItsThreadTheYoungestStoreOfAPlace)
{
    Walker walker(scenario("thread a { x = 1; x = 2; r = x; } thread b { y = x; }"),
                  MemoryModel::Tso);
    walker.steps("a", 4);
    EXPECT_EQ(walker.buffer("a"), "x = 1, x = 2, r = 2");
}

TEST(StoreBuffer, DrainsInOrderUnderTso)
{
    Walker walker(scenario("thread a { x = 1; y = 1; } thread b { r = x + y; }"), MemoryModel::Tso);
    walker.steps("a", 2);
    EXPECT_EQ(walker.drains("a").size(), 1U);
    walker.drain("a", "x");
    walker.drain("a", "y");
    EXPECT_TRUE(walker.hasEnded("a"));
}

TEST(StoreBuffer, DrainsDifferentPlacesInAnyOrderUnderPso)
{
    Walker walker(scenario("thread a { x = 1; y = 1; x = 2; } thread b { r = x + y; }"),
                  MemoryModel::Pso);
    walker.steps("a", 3);
    EXPECT_EQ(walker.drains("a").size(), 2U) << "the second store to x stays behind the first";
    walker.drain("a", "y");
    EXPECT_EQ(walker.buffer("a"), "x = 1, x = 2");
    walker.drain("a", "x");
    EXPECT_EQ(walker.cell("x"), "1");
}

TEST(StoreBuffer, KeepsStoresApartByABarrierUnderPso)
{
    for (const std::string between : {"smp_wmb(); y = 1;", "smp_store_release(&y, 1);"}) {
        Walker walker(scenario("thread a { x = 1; " + between + " } thread b { r = x + y; }"),
                      MemoryModel::Pso);
        while (walker.canStep("a"))
            walker.step("a");
        EXPECT_EQ(walker.buffer("a"), "x = 1 | y = 1") << between;
        EXPECT_EQ(walker.drains("a").size(), 1U) << between;
        walker.drain("a", "x");
        EXPECT_EQ(walker.buffer("a"), "y = 1") << "a barrier with nothing before it is gone";
    }
}

TEST(StoreBuffer, ABarrierBeforeAnyStoreLeavesNothing)
{
    Walker walker(scenario("thread a { smp_wmb(); smp_store_release(&x, 1); } thread b { r = x; }"),
                  MemoryModel::Pso);
    walker.steps("a", 2);
    EXPECT_EQ(walker.buffer("a"), "x = 1");
}

TEST(StoreBuffer, AFullBarrierWaitsUntilItIsEmpty)
{
    Walker walker(scenario("thread a { x = 1; smp_mb(); r = y; } thread b { y = x; }"),
                  MemoryModel::Tso);
    walker.step("a");
    EXPECT_EQ(walker.kind("a"), Readiness::Kind::Draining);
    EXPECT_EQ(walker.why("a"), "a is waiting for its store buffer to drain");
    walker.drain("a");
    EXPECT_TRUE(walker.canStep("a"));
}

TEST(StoreBuffer, WaitsForNothingBeforeLoadsWeakBarriersAndReleases)
{
    for (const std::string next :
         {"r = y;", "smp_rmb();", "smp_wmb();", "smp_store_release(&y, 1);",
          "rcu_read_lock(); rcu_read_unlock();", "atomic_set(&v, 1);",
          "if (waitqueue_active(&wq)) y = 2;", "finish_wait(&wq);"}) {
        for (const MemoryModel model : {MemoryModel::Tso, MemoryModel::Pso}) {
            Walker walker(scenario("thread a { x = 1; " + next + " } thread b { y = x; }"), model);
            walker.step("a");
            EXPECT_TRUE(walker.canStep("a")) << next;
        }
    }
}

TEST(StoreBuffer, IsEmptyForWhatTheProcessorLocks)
{
    for (const std::string next :
         {"atomic_inc(&v);", "r = cmpxchg(&y, 0, 1);", "r = xchg(&y, 1);", "set_bit(1, &y);",
          "spin_lock(&l); spin_unlock(&l);", "if (spin_trylock(&l)) spin_unlock(&l);",
          "prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); finish_wait(&wq);", "wake_up(&wq);",
          "set_current_state(TASK_RUNNING);", "schedule();", "atomic { y = 1; }",
          "synchronize_rcu();"}) {
        Walker walker(scenario("thread a { x = 1; " + next + " } thread b { y = x; }"),
                      MemoryModel::Tso);
        walker.step("a");
        EXPECT_EQ(walker.kind("a"), Readiness::Kind::Draining) << next;
    }
}

TEST(StoreBuffer, FinishWaitWaitsForItOnlyIfItTakesTheQueuesLock)
{
    Walker walker(scenario("thread a { prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); x = 1; "
                           "finish_wait(&wq); } thread b { wake_up(&wq); y = x; }"),
                  MemoryModel::Tso);
    walker.steps("a", 2);
    EXPECT_EQ(walker.kind("a"), Readiness::Kind::Draining);
    walker.step("b");
    EXPECT_TRUE(walker.canStep("a")) << "it has left the queue";
}

TEST(StoreBuffer, HoldsAReleasedLockBackFromOthersButNotFromItsThread)
{
    Walker walker(scenario("thread a { spin_lock(&l); x = 1; spin_unlock(&l); schedule(); }\n"
                           "thread b { spin_lock(&l); r = x; spin_unlock(&l); }"),
                  MemoryModel::Tso);
    walker.steps("a", 3);
    EXPECT_EQ(walker.buffer("a"), "x = 1, l = free");
    EXPECT_TRUE(walker.machine().heldLocks(walker.state(), walker.thread("a")).empty());
    EXPECT_FALSE(walker.machine().isInAtomicContext(walker.state(), walker.thread("a")));
    EXPECT_EQ(walker.why("b"), "b is spinning on l, held by a, whose unlock is buffered");
    EXPECT_EQ(reasonFor(walker.machine(), walker.state(), walker.thread("b")).detail,
              "Its unlock is buffered");
    EXPECT_EQ(bufferedUnlocks(walker.machine(), walker.state()).size(), 1U);
    walker.drain("a");
    walker.drain("a");
    EXPECT_TRUE(bufferedUnlocks(walker.machine(), walker.state()).empty());
    EXPECT_EQ(walker.cell("l"), "free");
    walker.steps("b", 2);
    EXPECT_EQ(walker.cell("x"), "1") << "what was stored under the lock came first";
}

TEST(StoreBuffer, AReleasedLockCannotBeReleasedAgain)
{
    Walker walker(scenario("thread a { spin_lock(&l); spin_unlock(&l); spin_unlock(&l); }"),
                  MemoryModel::Tso);
    walker.steps("a", 3);
    EXPECT_EQ(walker.fault(), FindingKind::LockMisuse);
}

TEST(StoreBuffer, AThreadHasEndedOnlyWhenItIsEmpty)
{
    Walker walker(scenario("thread a { x = 1; } thread b { r = x; }\nfinal x == 1;"),
                  MemoryModel::Tso);
    walker.step("a");
    EXPECT_EQ(walker.kind("a"), Readiness::Kind::Draining);
    walker.steps("b", 2);
    walker.drain("b");
    EXPECT_EQ(walker.standing(), Standing::Going);
    walker.drain("a");
    EXPECT_EQ(walker.standing(), Standing::Ended);
    EXPECT_EQ(walker.fault(), FindingKind::None) << "final is looked at when all is in memory";
}

TEST(StoreBuffer, AStoreThatComesTooLateIsAUseAfterFree)
{
    Walker walker("scenario \"t\"; struct s { int x; }; pool struct s p[1] = { { .x = 0 } };\n"
                  "thread a { p[0].x = 1; } thread b { kfree(&p[0]); }",
                  MemoryModel::Tso);
    walker.step("a");
    walker.step("b");
    const StepRecord record = walker.drain("a");
    EXPECT_EQ(walker.fault(), FindingKind::UseAfterFree);
    EXPECT_EQ(record.failure->message, "a store of a reaches p[0].x after it was freed");
}

TEST(StoreBuffer, AGracePeriodOutlastsWhatAReaderStored)
{
    Walker walker(scenario("thread a { rcu_read_lock(); x = 1; rcu_read_unlock(); r = y; }\n"
                           "thread b { synchronize_rcu(); z = x; }"),
                  MemoryModel::Tso);
    walker.steps("a", 2);
    walker.step("b");
    walker.step("a");
    EXPECT_EQ(walker.why("b"), "b is waiting for a grace period, held up by a");
    walker.drain("a");
    EXPECT_TRUE(walker.canStep("b"));
}

TEST(StoreBuffer, AGracePeriodOutlastsWhatWasStoredBeforeIt)
{
    Walker walker(scenario("thread a { x = 1; r = y; } thread b { synchronize_rcu(); z = x; }"),
                  MemoryModel::Tso);
    walker.step("a");
    walker.step("b");
    EXPECT_FALSE(walker.canStep("b"));
    walker.drain("a");
    EXPECT_TRUE(walker.canStep("b"));
}

TEST(StoreBuffer, HoldsWhatItsThreadCanStoreBetweenTwoBarriers)
{
    EXPECT_EQ(capacityOf("x = 1;", MemoryModel::Sc), 0U);
    EXPECT_EQ(capacityOf("r = x;", MemoryModel::Tso), 1U);
    EXPECT_EQ(capacityOf("smp_mb();", MemoryModel::Tso), 0U);
    EXPECT_EQ(capacityOf("x = 1; y = 1; smp_mb(); z = 1;", MemoryModel::Tso), 2U);
    EXPECT_EQ(capacityOf("if (x) { y = 1; z = 1; } else { y = 2; } x = 3;", MemoryModel::Tso), 3U);
    EXPECT_EQ(capacityOf("spin_lock(&l); x = 1; spin_unlock(&l); y = 1;", MemoryModel::Tso), 3U);
    EXPECT_EQ(capacityOf("x = 1; smp_wmb(); y = 1;", MemoryModel::Tso), 2U);
    EXPECT_EQ(capacityOf("x = 1; smp_wmb(); y = 1;", MemoryModel::Pso), 3U);
    EXPECT_EQ(capacityOf("while (y) x = 1;", MemoryModel::Tso), maxStoreBuffer);
    EXPECT_EQ(capacityOf("while (y) { x = 1; smp_mb(); }", MemoryModel::Tso), 1U);
    EXPECT_EQ(capacityOf("atomic { x = 1; y = 1; } z = 1;", MemoryModel::Tso), 1U);
}

TEST(StoreBuffer, AStoreIntoAFullOneWaits)
{
    Walker walker(scenario("thread a { while (y == 0) x = 1; } thread b { y = x; }"),
                  MemoryModel::Tso);
    for (std::size_t i = 0; i < 2 * maxStoreBuffer; ++i)
        walker.step("a");
    EXPECT_TRUE(walker.canStep("a")) << "the next is a load";
    walker.step("a");
    EXPECT_EQ(walker.kind("a"), Readiness::Kind::Draining);
    walker.drain("a");
    EXPECT_TRUE(walker.canStep("a"));
}

TEST(StoreBuffer, KeepsNarrowAndSignedValues)
{
    Walker walker("scenario \"t\"; s8 a; u16 b; bool c; s16 d; int r; int *p;\n"
                  "thread t { a = -1; b = 65535; c = true; d = -2; p = &r; r = a + b; r = d; }\n"
                  "thread u { a = b + c; d = 1; *p = 1; }",
                  MemoryModel::Tso);
    walker.steps("t", 5);
    EXPECT_EQ(walker.buffer("t"), "a = -1, b = 65535, c = true, d = -2, p = &r");
    walker.steps("t", 5);
    EXPECT_EQ(walker.buffer("t"), "a = -1, b = 65535, c = true, d = -2, p = &r, r = 65534, r = -2");
}
