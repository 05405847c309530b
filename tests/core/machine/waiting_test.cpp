// SPDX-License-Identifier: GPL-3.0-or-later
#include "walker.h"

using namespace racewalk;
using racewalk::test::Walker;

namespace {

constexpr std::string_view sleepers =
    "scenario \"t\"; wait_queue_head_t wq; int x;\n"
    "thread a { prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); schedule(); x = 1; finish_wait(&wq); "
    "}\n"
    "thread b { prepare_to_wait(&wq, TASK_INTERRUPTIBLE); schedule(); finish_wait(&wq); }\n"
    "thread e { prepare_to_wait_exclusive(&wq, TASK_UNINTERRUPTIBLE); schedule(); "
    "finish_wait(&wq); }\n"
    "thread f { prepare_to_wait_exclusive(&wq, TASK_UNINTERRUPTIBLE); schedule(); "
    "finish_wait(&wq); }\n"
    "thread w { wake_up(&wq); wake_up(&wq); wake_up_all(&wq); }\n";

} // namespace

TEST(Schedule, SleepsUntilWokenAndThenStandsBeforeTheNextStatement)
{
    Walker walker(sleepers);
    walker.step("a");
    EXPECT_EQ(walker.cell("wq"), "a");
    EXPECT_TRUE(walker.step("a").operations.front().slept);
    EXPECT_EQ(walker.why("a"), "a is asleep (TASK_UNINTERRUPTIBLE) on wq");
    const StepRecord wakeup = walker.step("w");
    EXPECT_EQ(wakeup.operations.front().woken, std::vector{walker.thread("a")});
    EXPECT_EQ(walker.cell("wq"), "empty");
    EXPECT_EQ(walker.next("a"), "x = 1");
    EXPECT_TRUE(walker.canStep("a"));
}

TEST(Schedule, DoesNotSleepIfTheWakeupCameBefore)
{
    Walker walker(sleepers);
    walker.step("a");
    walker.step("w");
    EXPECT_FALSE(walker.step("a").operations.front().slept);
    EXPECT_EQ(walker.next("a"), "x = 1");
}

TEST(Schedule, InAtomicContextIsReported)
{
    Walker lock("scenario \"t\"; spinlock_t l; thread a { spin_lock(&l); schedule(); }");
    lock.run("a");
    EXPECT_EQ(lock.fault(), FindingKind::SleepInAtomic);
    Walker reader("scenario \"t\"; thread a { rcu_read_lock(); schedule(); }");
    reader.run("a");
    EXPECT_EQ(reader.fault(), FindingKind::SleepInAtomic);
}

TEST(Waiting, InAtomicContextIsReportedAtTheWaitEvenIfItWouldNotSleep)
{
    const std::string shared =
        "scenario \"t\"; spinlock_t l; wait_queue_head_t wq; bool done = true; u32 w;\n"
        "thread b { done = true; set_bit(3, &w); }\n";
    for (const std::string wait :
         {"wait_event(wq, done)", "wait_var_event(&w, 1)", "wait_on_bit(&w, 2)"}) {
        for (const std::string enter : {"spin_lock(&l)", "rcu_read_lock()"}) {
            Walker walker(shared + "thread a { " + enter + "; " + wait + "; }");
            walker.step("a");
            EXPECT_EQ(walker.fault(), FindingKind::None) << wait;
            EXPECT_EQ(walker.next("a"), wait);
            const StepRecord record = walker.step("a");
            EXPECT_EQ(walker.fault(), FindingKind::SleepInAtomic) << wait;
            EXPECT_EQ(record.failure->position, record.operations.front().position);
        }
        Walker outside(shared + "thread a { spin_lock(&l); spin_unlock(&l); " + wait + "; }");
        outside.run("a");
        EXPECT_TRUE(outside.hasEnded("a")) << wait;
    }
}

TEST(WakeUp, WakesAllNonExclusiveWaitersAndOneExclusive)
{
    Walker walker(sleepers);
    for (const char *name : {"f", "e", "b", "a"})
        walker.run(name);
    EXPECT_EQ(walker.cell("wq"), "a, b, f (exclusive), e (exclusive)");
    walker.step("w");
    EXPECT_EQ(walker.cell("wq"), "e (exclusive)");
    EXPECT_EQ(walker.kind("e"), Readiness::Kind::Asleep);
    EXPECT_TRUE(walker.canStep("a") && walker.canStep("b") && walker.canStep("f"));
}

TEST(WakeUpAll, WakesEveryExclusiveWaiterToo)
{
    Walker walker("scenario \"t\"; wait_queue_head_t wq;\n"
                  "thread e[2] { prepare_to_wait_exclusive(&wq, TASK_UNINTERRUPTIBLE); schedule(); "
                  "finish_wait(&wq); }\n"
                  "thread w { wake_up_all(&wq); }");
    walker.run("e[0]");
    walker.run("e[1]");
    EXPECT_EQ(walker.step("w").operations.front().woken.size(), 2U);
}

TEST(WakeUpInterruptible, LeavesThoseAloneWhoSleepUninterruptibly)
{
    Walker walker("scenario \"t\"; wait_queue_head_t wq;\n"
                  "thread a { prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); schedule(); }\n"
                  "thread b { prepare_to_wait(&wq, TASK_INTERRUPTIBLE); schedule(); }\n"
                  "thread e[2] { prepare_to_wait_exclusive(&wq, TASK_INTERRUPTIBLE); schedule(); }\n"
                  "thread w { wake_up_interruptible(&wq); wake_up_interruptible_all(&wq); }");
    for (const char *name : {"a", "b", "e[0]", "e[1]"})
        walker.run(name);
    walker.step("w");
    EXPECT_EQ(walker.cell("wq"), "a, e[1] (exclusive)");
    walker.step("w");
    EXPECT_EQ(walker.cell("wq"), "a");
    EXPECT_EQ(walker.kind("a"), Readiness::Kind::Asleep);
}

TEST(FinishWait, LeavesTheQueueAndRuns)
{
    Walker walker(
        "scenario \"t\"; wait_queue_head_t wq;\n"
        "thread a { prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); finish_wait(&wq); schedule(); }");
    walker.step("a");
    walker.step("a");
    EXPECT_EQ(walker.cell("wq"), "empty");
    walker.step("a");
    EXPECT_TRUE(walker.hasEnded("a")) << "schedule() returns at once in TASK_RUNNING";
}

TEST(WaitqueueActive, TellsWhetherAnybodyIsQueued)
{
    Walker walker("scenario \"t\"; wait_queue_head_t wq; int r = 7; int s = 7;\n"
                  "thread a { prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); finish_wait(&wq); }\n"
                  "thread w { r = waitqueue_active(&wq); s = waitqueue_active(&wq); }");
    walker.steps("w", 2);
    walker.step("a");
    walker.steps("w", 2);
    EXPECT_EQ(walker.cell("r"), "0");
    EXPECT_EQ(walker.cell("s"), "1");
}

TEST(BitWait, WakesOnlyThoseWhoWaitForTheSameWordAndBit)
{
    Walker walker("scenario \"t\"; u32 flags; u32 other;\n"
                  "thread a { prepare_to_wait_bit(&flags, 1, TASK_UNINTERRUPTIBLE); schedule(); "
                  "finish_wait_bit(&flags, 1); }\n"
                  "thread b { prepare_to_wait_bit(&flags, 2, TASK_UNINTERRUPTIBLE); schedule(); "
                  "finish_wait_bit(&flags, 2); }\n"
                  "thread c { prepare_to_wait_bit(&other, 1, TASK_UNINTERRUPTIBLE); schedule(); "
                  "finish_wait_bit(&other, 1); }\n"
                  "thread w { flags = 0; other = 0; wake_up_bit(&flags, 1); }");
    for (const char *name : {"a", "b", "c"})
        walker.run(name);
    EXPECT_EQ(walker.why("a"), "a is asleep (TASK_UNINTERRUPTIBLE) on flags bit 1");
    EXPECT_EQ(walker.run("w"), 4) << "two writes, the unlocked test for waiters, and the wakeup";
    EXPECT_TRUE(walker.canStep("a"));
    EXPECT_EQ(walker.kind("b"), Readiness::Kind::Asleep);
    EXPECT_EQ(walker.kind("c"), Readiness::Kind::Asleep);
}

TEST(BitWait, WakeUpIsOneStepWhenNobodyWaits)
{
    Walker walker("scenario \"t\"; u32 flags; thread w { wake_up_bit(&flags, 1); }");
    EXPECT_EQ(walker.run("w"), 1);
}

TEST(BitWait, LeavesWaitersAsleepWhileTheBitIsSet)
{
    Walker walker("scenario \"t\"; u32 flags = 2;\n"
                  "thread a { wait_on_bit(&flags, 1, TASK_UNINTERRUPTIBLE); }\n"
                  "thread w { wake_up_bit(&flags, 1); flags = 0; wake_up_bit(&flags, 1); }");
    walker.run("a");
    EXPECT_EQ(walker.kind("a"), Readiness::Kind::Asleep);
    walker.steps("w", 2);
    EXPECT_EQ(walker.kind("a"), Readiness::Kind::Asleep) << "wake_bit_function() tests the bit";
    walker.run("w");
    EXPECT_TRUE(walker.canStep("a"));
    walker.run("a");
    EXPECT_TRUE(walker.hasEnded("a"));
}

TEST(WaitVarEvent, SleepsUntilTheConditionHolds)
{
    Walker walker("scenario \"t\"; int v;\n"
                  "thread a { wait_var_event(&v, v == 2); }\n"
                  "thread w { v = 1; wake_up_var(&v); v = 2; wake_up_var(&v); }");
    walker.run("a");
    EXPECT_EQ(walker.kind("a"), Readiness::Kind::Asleep);
    walker.steps("w", 3);
    EXPECT_TRUE(walker.canStep("a"));
    walker.run("a");
    EXPECT_EQ(walker.kind("a"), Readiness::Kind::Asleep) << "v is 1 only";
    walker.run("w");
    walker.run("a");
    EXPECT_TRUE(walker.hasEnded("a"));
}

TEST(WaitEvent, TestsQueuesAndTestsAgainBeforeItSleeps)
{
    Walker walker("scenario \"t\"; wait_queue_head_t wq; bool done;\n"
                  "thread a { wait_event(wq, done); } thread w { done = true; wake_up(&wq); }");
    walker.step("a");
    EXPECT_EQ(walker.cell("wq"), "empty");
    walker.step("a");
    EXPECT_EQ(walker.cell("wq"), "a");
    walker.run("w");
    EXPECT_EQ(walker.run("a"), 2) << "the test again, and finish_wait()";
    EXPECT_TRUE(walker.hasEnded("a"));
}

TEST(Completion, LetsOneWaiterThroughPerComplete)
{
    Walker walker("scenario \"t\"; struct completion c;\n"
                  "thread a { wait_for_completion(&c); } thread b { wait_for_completion(&c); }\n"
                  "thread w { complete(&c); complete(&c); }");
    walker.run("a");
    walker.run("b");
    walker.step("w");
    EXPECT_TRUE(walker.canStep("a"));
    EXPECT_EQ(walker.kind("b"), Readiness::Kind::Asleep);
    walker.run("a");
    EXPECT_TRUE(walker.hasEnded("a"));
    walker.run("w");
    walker.run("b");
    EXPECT_TRUE(walker.hasEnded("b"));
}

TEST(Completion, CompleteAllStaysDone)
{
    Walker walker("scenario \"t\"; struct completion c;\n"
                  "thread a[3] { wait_for_completion(&c); } thread w { complete_all(&c); }");
    walker.run("a[0]");
    walker.run("a[1]");
    walker.run("w");
    for (const char *name : {"a[0]", "a[1]", "a[2]"}) {
        walker.run(name);
        EXPECT_TRUE(walker.hasEnded(name));
    }
    EXPECT_EQ(walker.cell("c"), "done for all");
}

TEST(WakeUpProcess, WakesTheTaskItIsGiven)
{
    Walker walker(
        "scenario \"t\"; struct task_struct *sleeper;\n"
        "thread a { sleeper = current; set_current_state(TASK_INTERRUPTIBLE); schedule(); }\n"
        "thread w { wake_up_process(sleeper); }");
    walker.run("a");
    EXPECT_EQ(walker.kind("a"), Readiness::Kind::Asleep);
    walker.run("w");
    EXPECT_TRUE(walker.hasEnded("a"));
}

TEST(BitWait, WakeUpUsesTheWordOnlyIfSomebodyWaits)
{
    Walker walker("scenario \"t\"; struct o { u32 flags; }; pool struct o objects[1] = { {} }; "
                  "struct o *none;\n"
                  "thread a { prepare_to_wait_bit(&objects[0].flags, 1, TASK_UNINTERRUPTIBLE); "
                  "finish_wait_bit(&objects[0].flags, 1); kfree(&objects[0]); }\n"
                  "thread w { wake_up_bit(&objects[0].flags, 1); wake_up_bit(&none->flags, 0); }\n"
                  "thread x { none = NULL; }");
    walker.step("a");
    walker.step("w");
    walker.run("a");
    EXPECT_EQ(walker.run("w"), 3)
        << "the wakeup, the read of the pointer, and the test of the other word";
    EXPECT_EQ(walker.fault(), FindingKind::None);
}

TEST(Semaphore, LetsAsManyDownAsItCounts)
{
    Walker walker("scenario \"t\"; struct semaphore s = { .count = 1 };\n"
                  "thread a { down(&s); up(&s); } thread b { down(&s); up(&s); }");
    EXPECT_EQ(walker.cell("s"), "1");
    walker.step("a");
    EXPECT_EQ(walker.cell("s"), "0");
    EXPECT_TRUE(walker.step("b").operations.front().slept);
    EXPECT_EQ(walker.kind("b"), Readiness::Kind::Asleep);
    EXPECT_EQ(walker.why("b"), "b is asleep (TASK_UNINTERRUPTIBLE) on s");
    EXPECT_EQ(walker.cell("s"), "0; waiting: b");
    walker.step("a");
    EXPECT_EQ(walker.cell("s"), "0") << "handed over, not counted";
    walker.step("b");
    EXPECT_EQ(walker.cell("s"), "1");
    EXPECT_TRUE(walker.hasEnded("b"));
}

TEST(Semaphore, IsHandedOverInOrderOfArrivalPastWhoComesLater)
{
    Walker walker("scenario \"t\"; DEFINE_SEMAPHORE(s, 0);\n"
                  "thread a { down(&s); up(&s); } thread b { down(&s); up(&s); }\n"
                  "thread c { down(&s); up(&s); } thread u { up(&s); }");
    walker.step("b");
    walker.step("a");
    walker.step("u");
    EXPECT_EQ(walker.cell("s"), "0; waiting: a");
    EXPECT_TRUE(walker.canStep("b"));
    walker.step("c");
    EXPECT_EQ(walker.kind("c"), Readiness::Kind::Asleep);
    walker.step("b");
    EXPECT_TRUE(walker.canStep("a"));
    EXPECT_FALSE(walker.canStep("c"));
}

TEST(Semaphore, ASleeperInDownIsNotWokenByOtherWakeups)
{
    Walker walker("scenario \"t\"; DEFINE_SEMAPHORE(s, 0); struct task_struct *task;\n"
                  "thread a { task = current; down(&s); } thread w { wake_up_process(task); }\n"
                  "thread u { up(&s); }");
    walker.steps("a", 2);
    walker.steps("w", 2);
    EXPECT_TRUE(walker.hasEnded("w"));
    EXPECT_EQ(walker.kind("a"), Readiness::Kind::Asleep);
    walker.step("u");
    EXPECT_TRUE(walker.hasEnded("a"));
}

TEST(Semaphore, MayNotBeTakenInAtomicContext)
{
    Walker walker("scenario \"t\"; DEFINE_SEMAPHORE(s, 5); spinlock_t l;\n"
                  "thread a { spin_lock(&l); down(&s); spin_unlock(&l); }");
    walker.steps("a", 2);
    EXPECT_EQ(walker.fault(), FindingKind::SleepInAtomic);
}

TEST(Completion, EachCompleteIsTakenOnceButCompleteAllNever)
{
    Walker once("scenario \"t\"; struct completion c; thread a { complete(&c); }\n"
                "thread w { wait_for_completion(&c); wait_for_completion(&c); }");
    once.step("a");
    EXPECT_EQ(once.cell("c"), "done");
    once.step("w");
    EXPECT_EQ(once.cell("c"), "not done");
    once.run("w");
    EXPECT_EQ(once.kind("w"), Readiness::Kind::Asleep);
    Walker always("scenario \"t\"; struct completion c; thread a { complete_all(&c); }\n"
                  "thread w { wait_for_completion(&c); wait_for_completion(&c); }");
    always.step("a");
    always.run("w");
    EXPECT_TRUE(always.hasEnded("w"));
    EXPECT_EQ(always.cell("c"), "done for all");
}
