// SPDX-License-Identifier: GPL-3.0-or-later
#include "walker.h"

using namespace racewalk;
using racewalk::test::Walker;

namespace {

constexpr std::string_view reclaim =
    "scenario \"t\"; struct s { int f; }; pool struct s objects[2] = { { .f = 5 } }; struct s "
    "*head = &objects[0]; int r;\n"
    "thread reader { struct s *p; rcu_read_lock(); p = rcu_dereference(head); if (p) r = p->f; "
    "rcu_read_unlock(); }\n"
    "thread late { rcu_read_lock(); rcu_read_unlock(); }\n"
    "thread updater { struct s *p = head; rcu_assign_pointer(head, NULL); call_rcu(p); }\n";

} // namespace

TEST(CallRcu, FreesOnceTheReadersThatWereInsideHaveLeft)
{
    Walker walker(reclaim);
    walker.step("reader");
    walker.run("updater");
    walker.step("late");
    EXPECT_EQ(walker.why("rcu"), "rcu is waiting for readers: reader");
    walker.run("reader");
    EXPECT_EQ(walker.cell("r"), "0") << "the reader came too late to find the object";
    EXPECT_TRUE(walker.canStep("rcu")) << "late entered after call_rcu() and holds up nothing";
    EXPECT_EQ(walker.step("rcu").freed.size(), 1U);
    EXPECT_EQ(walker.cell("objects[0].f"), "freed");
    EXPECT_EQ(walker.kind("rcu"), Readiness::Kind::NoCallback);
}

TEST(CallRcu, KeepsMemoryValidForAReader)
{
    Walker walker(reclaim);
    walker.steps("reader", 2);
    walker.run("updater");
    walker.run("reader");
    EXPECT_EQ(walker.fault(), FindingKind::None);
    EXPECT_EQ(walker.cell("r"), "5");
}

TEST(SynchronizeRcu, WaitsForReadersThatWereInside)
{
    Walker walker("scenario \"t\"; int x;\n"
                  "thread reader { rcu_read_lock(); rcu_read_lock(); rcu_read_unlock(); "
                  "rcu_read_unlock(); }\n"
                  "thread late { rcu_read_lock(); rcu_read_unlock(); }\n"
                  "thread u { synchronize_rcu(); x = 1; }");
    walker.step("reader");
    walker.step("u");
    walker.step("late");
    EXPECT_EQ(walker.why("u"), "u is waiting for a grace period, held up by reader");
    walker.steps("reader", 2);
    EXPECT_FALSE(walker.canStep("u")) << "the reader is still in the outer section";
    walker.step("reader");
    walker.run("u");
    EXPECT_EQ(walker.cell("x"), "1");
}

TEST(SynchronizeRcu, InsideAReadSectionIsReported)
{
    Walker walker("scenario \"t\"; thread a { rcu_read_lock(); synchronize_rcu(); }");
    walker.run("a");
    EXPECT_EQ(walker.fault(), FindingKind::SleepInAtomic);
}

TEST(RcuReadUnlock, WithoutLockAndEndingInsideAreReported)
{
    Walker unlock("scenario \"t\"; thread a { rcu_read_unlock(); }");
    unlock.run("a");
    EXPECT_EQ(unlock.fault(), FindingKind::LockMisuse);
    Walker inside("scenario \"t\"; thread a { rcu_read_lock(); }");
    inside.run("a");
    EXPECT_EQ(inside.fault(), FindingKind::LockMisuse);
}

TEST(Kfree, MakesLaterUseAFailure)
{
    Walker walker("scenario \"t\"; struct s { int f; spinlock_t l; }; pool struct s o[1]; struct s "
                  "*p; int r;\n"
                  "thread a { p = kmalloc(struct s); p->f = 3; kfree(p); r = p->f; }");
    walker.steps("a", 2);
    EXPECT_EQ(walker.cell("p"), "&o[0]");
    walker.run("a");
    EXPECT_EQ(walker.fault(), FindingKind::UseAfterFree);
}

TEST(Kfree, TwiceOrOfWhatKmallocNeverGaveIsReported)
{
    Walker twice("scenario \"t\"; struct s { int f; }; pool struct s o[1]; \n"
                 "thread a { struct s *p = kmalloc(struct s); kfree(p); kfree(p); }");
    twice.run("a");
    EXPECT_EQ(twice.fault(), FindingKind::DoubleFree);
    Walker pending("scenario \"t\"; struct s { int f; }; pool struct s o[1]; \n"
                   "thread a { struct s *p = kmalloc(struct s); call_rcu(p); kfree(p); }");
    pending.run("a");
    EXPECT_EQ(pending.fault(), FindingKind::DoubleFree);
    Walker global("scenario \"t\"; struct s { int f; }; struct s g; pool struct s o[1]; thread a { "
                  "kfree(&g); }");
    global.run("a");
    EXPECT_EQ(global.fault(), FindingKind::Bug);
    Walker null("scenario \"t\"; struct s { int f; }; pool struct s o[1]; struct s *p; thread w { "
                "p = NULL; } thread a { kfree(p); }");
    null.run("a");
    EXPECT_EQ(null.fault(), FindingKind::None);
}

TEST(Kmalloc, GivesTheFirstFreeObjectZeroedAndThenNull)
{
    Walker walker("scenario \"t\"; struct s { int f; }; pool struct s o[2] = { { .f = 9 } }; "
                  "struct s *p; struct s *q; int r = 7;\n"
                  "thread a { p = kmalloc(struct s); q = kmalloc(struct s); kfree(&o[0]); q = "
                  "kmalloc(struct s); r = q->f; }");
    walker.steps("a", 4);
    EXPECT_EQ(walker.cell("p"), "&o[1]");
    EXPECT_EQ(walker.cell("q"), "NULL");
    walker.run("a");
    EXPECT_EQ(walker.cell("q"), "&o[0]") << "freed memory is used again";
    EXPECT_EQ(walker.cell("r"), "0");
}

TEST(Standing, IsAHangOnlyIfNoThreadCanGoOn)
{
    Walker walker(
        "scenario \"t\"; wait_queue_head_t wq;\n"
        "thread a { prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); schedule(); finish_wait(&wq); }\n"
        "daemon thread d { prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); schedule(); "
        "finish_wait(&wq); }\n"
        "thread w { wake_up(&wq); }");
    walker.run("d");
    walker.run("w");
    walker.run("d");
    EXPECT_EQ(walker.standing(), Standing::Going);
    walker.run("a");
    EXPECT_EQ(walker.standing(), Standing::Hang);

    Walker woken("scenario \"t\"; wait_queue_head_t wq;\n"
                 "daemon thread d { prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); schedule(); }\n"
                 "thread w { wake_up(&wq); }");
    woken.run("w");
    woken.run("d");
    EXPECT_EQ(woken.standing(), Standing::Ended) << "a daemon may stay asleep forever";
}

TEST(Standing, IsNoHangWhileACallbackIsAboutToFreeTheLockThatIsWaitedFor)
{
    Walker walker("scenario \"t\"; struct o { struct mutex m; }; pool struct o objects[1] = { {} "
                  "}; struct mutex n;\n"
                  "thread a { mutex_lock(&objects[0].m); mutex_lock(&n); }\n"
                  "thread b { mutex_lock(&n); mutex_lock(&objects[0].m); }\n"
                  "thread c { call_rcu(&objects[0]); }");
    walker.step("a");
    walker.step("b");
    EXPECT_EQ(walker.standing(), Standing::Going) << "c can step";
    walker.step("c");
    EXPECT_EQ(walker.standing(), Standing::Going);
    walker.step("rcu");
    walker.step("b");
    EXPECT_EQ(walker.fault(), FindingKind::UseAfterFree);
}
