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

TEST(RwLock, LetsReadersInTogetherAndAWriterAlone)
{
    Walker walker("scenario \"t\"; rwlock_t l;\n"
                  "thread a { read_lock(&l); read_unlock(&l); }\n"
                  "thread b { read_lock(&l); read_unlock(&l); }\n"
                  "thread w { write_lock(&l); write_unlock(&l); }");
    walker.step("a");
    walker.step("b");
    EXPECT_EQ(walker.cell("l"), "a and b (read)");
    walker.step("w");
    EXPECT_EQ(walker.kind("w"), Readiness::Kind::Spinning);
    EXPECT_EQ(walker.why("w"), "w is spinning on l, held by a and b");
    walker.step("a");
    EXPECT_EQ(walker.why("w"), "w is spinning on l, held by b");
    walker.step("b");
    walker.step("w");
    EXPECT_EQ(walker.cell("l"), "w (writes)");
}

TEST(RwLock, KeepsReadersOutWhileAWriterHoldsIt)
{
    Walker walker("scenario \"t\"; rwlock_t l; thread a { read_lock(&l); read_unlock(&l); }\n"
                  "thread v { write_lock(&l); write_unlock(&l); }\n"
                  "thread w { write_lock(&l); write_unlock(&l); }");
    walker.step("w");
    walker.step("a");
    walker.step("v");
    EXPECT_EQ(walker.why("a"), "a is spinning on l, held by w");
    EXPECT_EQ(walker.why("v"), "v is spinning on l, held by w, behind a in its queue");
    walker.step("w");
    EXPECT_TRUE(walker.canStep("a"));
    EXPECT_EQ(walker.why("v"), "v is spinning on l, behind a in its queue");
    walker.step("a");
    EXPECT_EQ(walker.cell("l"), "a (read); waiting: v");
}

TEST(RwLock, MisuseIsReported)
{
    const auto messageOf = [](std::string_view body) {
        Walker walker("scenario \"t\"; rwlock_t l; struct mutex m; thread a { " +
                      std::string(body) + " }");
        StepRecord last;
        while (walker.canStep("a"))
            last = walker.step("a");
        return last.failure
                   ? std::string(toText(last.failure->kind)) + ": " + last.failure->message
                   : "";
    };
    EXPECT_EQ(messageOf("read_lock(&l); read_lock(&l);"),
              "lock_misuse: a takes l while it holds it already: it could wait for a writer that "
              "waits for it");
    EXPECT_EQ(messageOf("read_lock(&l); write_lock(&l);"),
              "lock_misuse: a takes l while it holds it already: it would wait for itself");
    EXPECT_EQ(messageOf("write_lock(&l); read_lock(&l);"),
              "lock_misuse: a takes l while it holds it already: it could wait for a writer that "
              "waits for it");
    EXPECT_EQ(messageOf("write_lock(&l); read_unlock(&l);"),
              "lock_misuse: a releases l, which it does not hold");
    EXPECT_EQ(messageOf("read_lock(&l); write_unlock(&l);"),
              "lock_misuse: a releases l, which it does not hold");
    EXPECT_EQ(messageOf("read_lock(&l);"), "lock_misuse: a ends while it holds l");
    EXPECT_EQ(messageOf("write_lock(&l);"), "lock_misuse: a ends while it holds l");
    EXPECT_EQ(messageOf("read_lock(&l); mutex_lock(&m);"),
              "sleep_in_atomic: a may sleep in mutex_lock(&m) while it holds a spinlock or is "
              "inside an RCU read section");
}

TEST(RwLock, CountsAsHeldForLockdep)
{
    Walker walker("scenario \"t\"; rwlock_t l; thread a { read_lock(&l); "
                  "lockdep_assert_held(&l); read_unlock(&l); lockdep_assert_held(&l); }");
    walker.step("a");
    EXPECT_TRUE(walker.step("a").warnings.empty());
    walker.step("a");
    EXPECT_EQ(walker.step("a").warnings.size(), 1U);
}

TEST(SeqLock, KeepsReadersWaitingWhileAWriterIsAtWork)
{
    Walker walker("scenario \"t\"; seqlock_t s; unsigned seq = 9; bool again;\n"
                  "thread w { write_seqlock(&s); write_sequnlock(&s); }\n"
                  "thread r { seq = read_seqbegin(&s); }");
    walker.step("w");
    EXPECT_EQ(walker.cell("s.lock"), "w");
    EXPECT_TRUE(walker.canStep("r")) << "the lock is taken, but the count is still even";
    walker.step("w");
    EXPECT_EQ(walker.cell("s.sequence"), "1");
    EXPECT_EQ(walker.kind("r"), Readiness::Kind::Spinning);
    EXPECT_EQ(walker.why("r"), "r is spinning on s.sequence, held by w");
    walker.step("w");
    EXPECT_EQ(walker.cell("s.sequence"), "2");
    EXPECT_EQ(walker.cell("s.lock"), "w");
    walker.step("w");
    EXPECT_EQ(walker.cell("s.lock"), "free");
    walker.steps("r", 2);
    EXPECT_EQ(walker.cell("seq"), "2");
}

TEST(SeqLock, TellsAReaderToTryAgainIfAWriterCameBetween)
{
    const std::string scenario = "scenario \"t\"; seqlock_t s; int again = 9;\n"
                                 "thread w { write_seqlock(&s); write_sequnlock(&s); }\n"
                                 "thread r { unsigned seq = read_seqbegin(&s); "
                                 "again = read_seqretry(&s, seq); }";
    Walker undisturbed(scenario);
    undisturbed.steps("r", 3);
    EXPECT_EQ(undisturbed.cell("again"), "0");
    Walker disturbed(scenario);
    disturbed.step("r");
    disturbed.steps("w", 4);
    disturbed.steps("r", 2);
    EXPECT_EQ(disturbed.cell("again"), "1");
}

TEST(SeqLock, HasOneWriterAtATimeWhoMayNotReadOrSleep)
{
    Walker walker("scenario \"t\"; seqlock_t s; thread v { write_seqlock(&s); "
                  "write_sequnlock(&s); }\nthread w { write_seqlock(&s); read_seqbegin(&s); }");
    walker.steps("w", 2);
    EXPECT_EQ(walker.why("v"), "v is spinning on s.lock, held by w");
    const StepRecord record = walker.step("w");
    EXPECT_EQ(walker.fault(), FindingKind::LockMisuse);
    EXPECT_EQ(record.failure->message,
              "w reads s.sequence while it writes it itself: it would wait for itself");
}

TEST(RwLock, KeepsNewReadersBehindAWriterThatWaits)
{
    Walker walker("scenario \"t\"; rwlock_t l; thread a { read_lock(&l); read_unlock(&l); }\n"
                  "thread b { read_lock(&l); read_unlock(&l); }\n"
                  "thread w { write_lock(&l); write_unlock(&l); }");
    walker.step("a");
    walker.step("w");
    EXPECT_EQ(walker.cell("l"), "a (read); waiting: w");
    walker.step("b");
    EXPECT_EQ(walker.why("b"), "b is spinning on l, behind w in its queue");
    walker.step("a");
    EXPECT_FALSE(walker.canStep("b"));
    EXPECT_EQ(walker.why("b"), "b is spinning on l, behind w in its queue");
    walker.steps("w", 2);
    EXPECT_EQ(walker.cell("l"), "free; waiting: b");
    walker.step("b");
    EXPECT_EQ(walker.cell("l"), "b (read)");
}

TEST(RwLock, AWaiterWhoseLockIsFreedAndAllocatedAnewQueuesAgain)
{
    Walker walker("scenario \"t\"; struct o { rwlock_t l; int v; };\n"
                  "pool struct o os[1] = { { .v = 3 } };\n"
                  "thread h { write_lock(&os[0].l); kfree(&os[0]); "
                  "struct o *q = kmalloc(struct o); write_lock(&q->l); write_unlock(&q->l); }\n"
                  "thread r { read_lock(&os[0].l); read_unlock(&os[0].l); }");
    walker.step("h");
    walker.step("r");
    walker.steps("h", 3);
    EXPECT_EQ(walker.cell("os[0].l"), "h (writes)");
    walker.step("r");
    EXPECT_EQ(walker.cell("os[0].l"), "h (writes); waiting: r");
    EXPECT_FALSE(walker.canStep("r"));
    walker.step("h");
    walker.step("r");
    EXPECT_EQ(walker.cell("os[0].l"), "r (read)");
}
