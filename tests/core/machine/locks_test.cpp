// SPDX-License-Identifier: GPL-3.0-or-later
#include "walker.h"

using namespace racewalk;
using racewalk::test::Walker;

TEST(SpinLock, KeepsOthersSpinningUntilItIsReleased)
{
    Walker walker("scenario \"t\"; spinlock_t l;\n"
                  "thread a { spin_lock(&l); spin_unlock(&l); } thread b { spin_lock(&l); "
                  "spin_unlock(&l); }");
    walker.step("a");
    EXPECT_EQ(walker.cell("l"), "a");
    EXPECT_EQ(walker.kind("b"), Readiness::Kind::Spinning);
    EXPECT_EQ(walker.why("b"), "b is spinning on l, held by a");
    walker.step("a");
    EXPECT_TRUE(walker.canStep("b"));
}

TEST(SpinLock, MisuseIsReported)
{
    const auto messageOf = [](std::string_view body) {
        Walker walker("scenario \"t\"; spinlock_t l; int x; thread a { " + std::string(body) +
                      " }");
        StepRecord last;
        while (walker.canStep("a"))
            last = walker.step("a");
        EXPECT_EQ(walker.fault(), FindingKind::LockMisuse);
        return last.failure ? last.failure->message : "";
    };
    EXPECT_EQ(messageOf("spin_lock(&l); spin_lock(&l);"),
              "a takes l while it holds it already: it would wait for itself");
    EXPECT_EQ(messageOf("spin_unlock(&l);"), "a releases l, which it does not hold");
    EXPECT_EQ(messageOf("spin_lock(&l); x = 1;"), "a ends while it holds l");
}

TEST(SpinLock, TrylockSaysWhetherItGotTheLock)
{
    Walker walker(
        "scenario \"t\"; spinlock_t l; int got = 7; thread h { spin_lock(&l); spin_unlock(&l); }\n"
        "thread a { got = spin_trylock(&l); if (spin_trylock(&l)) spin_unlock(&l); }");
    walker.step("h");
    walker.step("a");
    walker.step("a");
    EXPECT_EQ(walker.cell("got"), "0");
    walker.step("h");
    walker.step("a");
    EXPECT_EQ(walker.cell("l"), "a");
}

TEST(Mutex, BlocksAndMayNotBeTakenInAtomicContext)
{
    Walker walker("scenario \"t\"; struct mutex m; spinlock_t l;\n"
                  "thread a { mutex_lock(&m); mutex_unlock(&m); }\n"
                  "thread b { mutex_lock(&m); mutex_unlock(&m); }\n"
                  "thread c { spin_lock(&l); mutex_lock(&m); }");
    walker.step("a");
    EXPECT_EQ(walker.why("b"), "b is waiting for mutex m, held by a");
    walker.step("c");
    EXPECT_TRUE(walker.canStep("c")) << "the mistake can be made although the mutex is held";
    walker.step("c");
    EXPECT_EQ(walker.fault(), FindingKind::SleepInAtomic);
}

TEST(LockdepAssertHeld, WarnsWithoutStopping)
{
    Walker walker(
        "scenario \"t\"; spinlock_t l; thread a { lockdep_assert_held(&l); spin_lock(&l); "
        "lockdep_assert_held(&l); spin_unlock(&l); }");
    EXPECT_EQ(walker.step("a").warnings.size(), 1U);
    walker.step("a");
    EXPECT_TRUE(walker.step("a").warnings.empty());
    EXPECT_EQ(walker.fault(), FindingKind::None);
}
