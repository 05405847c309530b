// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/text_diagram.h"

#include "core/export/diagram/diagrams.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace racewalk;
using namespace racewalk::test;

constexpr const char *deadlock = R"(scenario "ABBA";
spinlock_t a, b;
static void both(void) { spin_lock(&a); spin_lock(&b); spin_unlock(&b); spin_unlock(&a); }
thread one { both(); }
thread two { spin_lock(&b); spin_lock(&a); spin_unlock(&a); spin_unlock(&b); }
)";

TEST(TextDiagram, GivesEachThreadAColumnAndEachCallALevel)
{
    EXPECT_EQ(diagramOf(deadlock, "two*4 one*2"),
              "  CPU0 (one)                          CPU1 (two)\n"
              "  ----------                          ----------\n"
              "                                      spin_lock(&b)\n"
              "                                      spin_lock(&a)\n"
              "                                      spin_unlock(&a)\n"
              "                                      spin_unlock(&b)\n"
              "  both()\n"
              "    spin_lock(&a)\n"
              "    spin_lock(&b)\n");
}

TEST(TextDiagram, SaysAtTheEndWhomABlockedThreadWaitsFor)
{
    EXPECT_EQ(diagramOf(deadlock, "one two"),
              "  CPU0 (one)                          CPU1 (two)\n"
              "  ----------                          ----------\n"
              "  both()\n"
              "    spin_lock(&a)\n"
              "                                      spin_lock(&b)\n"
              "    spin_lock(&b)\n"
              "      [ waits for two ]\n"
              "                                      spin_lock(&a)\n"
              "                                        [ waits for one ]\n");
}

TEST(TextDiagram, OfARunWithoutStepsHasHeadersOnly)
{
    EXPECT_EQ(diagramOf(deadlock, ""), "  CPU0 (one)                          CPU1 (two)\n"
                                       "  ----------                          ----------\n");
}

TEST(TextDiagram, SaysThatNobodyIsLeftToWakeASleeper)
{
    EXPECT_EQ(diagramOf(lostWakeup, "waiter waker! waiter!"),
              "  CPU0 (waiter)                               CPU1 (waker)\n"
              "  -------------                               ------------\n"
              "  is_done()\n"
              "    READ_ONCE(done)  [ -> false ]\n"
              "    return false\n"
              "                                              done = true\n"
              "                                              wake_up(&wq)\n"
              "                                                [ nobody waits ]\n"
              "  prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE)\n"
              "  schedule()\n"
              "    [ nobody left to wake us ]\n");
}

TEST(TextDiagram, ShowsAWakeup)
{
    const std::string diagram = diagramOf(lostWakeup, "waiter! waker!");
    EXPECT_NE(diagram.find("  schedule()\n"
                           "    [ asleep ]\n"
                           "                                              done = true\n"
                           "                                              wake_up(&wq)\n"
                           "                                                [ wakes waiter ]\n"),
              std::string::npos)
        << diagram;
}

TEST(TextDiagram, MergesTheTwoStepsOfACompoundAssignmentUnlessAnotherThreadComesBetween)
{
    constexpr const char *program = R"(scenario "Count";
int n;
thread a { n += 2; }
thread b { n += 3; }
)";
    EXPECT_EQ(diagramOf(program, "a*2 b"),
              "  CPU0 (a)                            CPU1 (b)\n"
              "  --------                            --------\n"
              "  n += 2\n"
              "                                      n += 3  [ reads 2 ]\n");
    EXPECT_EQ(diagramOf(program, "a b a b"),
              "  CPU0 (a)                            CPU1 (b)\n"
              "  --------                            --------\n"
              "  n += 2  [ reads 0 ]\n"
              "                                      n += 3  [ reads 0 ]\n"
              "    [ writes 2 ]\n"
              "                                        [ writes 3 ]\n");
}

TEST(TextDiagram, RepeatsAnUpdateWhoseWriteComesBelowOtherLines)
{
    EXPECT_EQ(diagramOf(R"(scenario "Call";
int n, m;
static int more(void) { return READ_ONCE(m); }
thread a { n += more(); }
thread b { n = 7; WRITE_ONCE(m, 4); }
)",
                        "a b*2 a*2"),
              "  CPU0 (a)                            CPU1 (b)\n"
              "  --------                            --------\n"
              "  n += more()  [ reads 0 ]\n"
              "                                      n = 7\n"
              "                                      WRITE_ONCE(m, 4)\n"
              "  more()\n"
              "    READ_ONCE(m)  [ -> 4 ]\n"
              "    return 4\n"
              "  n += more()  [ writes 4 ]\n");
}

TEST(TextDiagram, ShowsACopyAsItsStatementUnlessAnotherThreadComesBetween)
{
    const auto copy = [](std::string_view schedule) {
        return diagramOf(R"(scenario "Keep";
int y, saw;
thread a { saw = READ_ONCE(y); }
thread b { WRITE_ONCE(y, 1); if (READ_ONCE(saw)) saw = 0; }
)",
                         schedule);
    };
    EXPECT_EQ(copy("b a*2"), "  CPU0 (a)                            CPU1 (b)\n"
                             "  --------                            --------\n"
                             "                                      WRITE_ONCE(y, 1)\n"
                             "  saw = READ_ONCE(y)  [ -> 1 ]\n");
    EXPECT_EQ(copy("b a b a"),
              "  CPU0 (a)                            CPU1 (b)\n"
              "  --------                            --------\n"
              "                                      WRITE_ONCE(y, 1)\n"
              "  READ_ONCE(y)  [ -> 1 ]\n"
              "                                      if (READ_ONCE(saw))  [ false ]\n"
              "  saw = 1\n");
}

TEST(TextDiagram, GivesEachStatementOfAnAtomicBlockALine)
{
    EXPECT_EQ(diagramOf(R"(scenario "Atomic";
struct cell { atomic_t users; };
struct cell cells[2];
int current_cell = 1;
static int start(void)
{
        int i;
        atomic {
                i = current_cell;
                atomic_inc(&cells[i].users);
        }
        return i;
}
thread a { int mine = start(); WRITE_ONCE(current_cell, mine); }
thread b { start(); atomic { current_cell++; BUG_ON(current_cell == 2); } }
)",
                        "a b*2"),
              "  CPU0 (a)                            CPU1 (b)\n"
              "  --------                            --------\n"
              "  start()\n"
              "    i = current_cell  [ -> 1 ]\n"
              "    atomic_inc(&cells[1].users)\n"
              "      [ now 1 ]\n"
              "    return 1\n"
              "                                      start()\n"
              "                                        i = current_cell  [ -> 1 ]\n"
              "                                        atomic_inc(&cells[1].users)\n"
              "                                          [ now 2 ]\n"
              "                                      current_cell++\n"
              "                                      BUG_ON(current_cell == 2)\n"
              "                                        [ fails ]\n");
}

TEST(TextDiagram, TellsAResultOnlyIfTheCallerUsesIt)
{
    EXPECT_EQ(diagramOf(R"(scenario "Results";
int x;
static int f(int k) { WRITE_ONCE(x, k); return k; }
thread a { f(1); (void)f(2); if (f(3)) f(4); }
thread b { x = f(5) + 1; }
)",
                        "a! b!"),
              "  CPU0 (a)                            CPU1 (b)\n"
              "  --------                            --------\n"
              "  f()\n"
              "    WRITE_ONCE(x, k)\n"
              "  f()\n"
              "    WRITE_ONCE(x, k)\n"
              "  f()\n"
              "    WRITE_ONCE(x, k)\n"
              "    return 3\n"
              "  f()\n"
              "    WRITE_ONCE(x, k)\n"
              "                                      f()\n"
              "                                        WRITE_ONCE(x, k)\n"
              "                                        return 5\n"
              "                                      x = f(5) + 1\n");
}

TEST(TextDiagram, NamesACallOfSeveralStepsOnce)
{
    EXPECT_EQ(diagramOf(R"(scenario "Seq";
seqlock_t lock;
int n;
thread a { write_seqlock(&lock); WRITE_ONCE(n, 1); write_sequnlock(&lock); }
thread b { synchronize_rcu(); }
)",
                        "a! b!"),
              "  CPU0 (a)                            CPU1 (b)\n"
              "  --------                            --------\n"
              "  write_seqlock(&lock)\n"
              "    [ the count is odd ]\n"
              "  WRITE_ONCE(n, 1)\n"
              "  write_sequnlock(&lock)\n"
              "    [ the count is even ]\n"
              "                                      synchronize_rcu()\n"
              "                                        [ no reader inside ]\n"
              "                                        [ over ]\n");
}

TEST(TextDiagram, NamesTheWaitAboveItsSteps)
{
    EXPECT_EQ(diagramOf(R"(wait_queue_head_t close_wq; bool is_up;
thread w { wake_up(&close_wq); WRITE_ONCE(is_up, false); }
thread t { wait_event(close_wq, READ_ONCE(is_up)); }
)",
                        "t*3 w t*2"),
              "  CPU0 (w)               CPU1 (t)\n"
              "  --------               --------\n"
              "                         wait_event(close_wq, ..)\n"
              "                           READ_ONCE(is_up)  [ false ]\n"
              "                           prepare_to_wait(&close_wq, TASK_UNINTERRUPTIBLE)\n"
              "                           READ_ONCE(is_up)  [ false ]\n"
              "  wake_up(&close_wq)\n"
              "    [ wakes t ]\n"
              "                           schedule()\n"
              "                             [ not asleep: TASK_RUNNING ]\n"
              "                           prepare_to_wait(&close_wq, TASK_UNINTERRUPTIBLE)\n");
}

TEST(TextDiagram, NumbersTheStepsOfALineTogether)
{
    const std::string diagram = diagramOf(R"(int x; spinlock_t l;
thread a { spin_lock(&l); x++; spin_unlock(&l); }
thread b { spin_lock(&l); x++; spin_unlock(&l); }
thread c { BUG_ON(READ_ONCE(x) == 2); }
thread d { spin_lock(&l); spin_unlock(&l); }
)",
                                          "a! b! d! c");
    EXPECT_EQ(diagram, "  CPU0 (a)\n"
                       "     1  spin_lock(&l)\n"
                       "   2-3  x++\n"
                       "     4  spin_unlock(&l)\n"
                       "  CPU1 (b)\n"
                       "     5  spin_lock(&l)\n"
                       "   6-7  x++\n"
                       "     8  spin_unlock(&l)\n"
                       "  CPU3 (d)\n"
                       "     9  spin_lock(&l)\n"
                       "    10  spin_unlock(&l)\n"
                       "  CPU2 (c)\n"
                       "    11  BUG_ON(READ_ONCE(x) == 2)\n"
                       "          [ fails ]\n");
}

TEST(TextDiagram, EndsWithTheFailure)
{
    const std::string diagram = diagramOf(R"(scenario "Bug";
int n;
thread a { n = 1; BUG_ON(n == 1); }
thread b { n = 2; }
)",
                                          "b a*2");
    EXPECT_TRUE(diagram.ends_with("  BUG_ON(n == 1)\n"
                                  "    [ fails ]\n"))
        << diagram;
}

TEST(TextDiagram, SaysAcrossAllColumnsWhatIsWrongWithTheWhole)
{
    const std::string diagram = diagramOf(R"(scenario "Invariant";
int n;
thread a { n = 1; }
thread b { n = 2; }
invariant n != 2;
)",
                                          "a b");
    EXPECT_TRUE(diagram.ends_with("                                      n = 2\n"
                                  "  [ after a step of b the invariant n != 2 does not hold ]\n"))
        << diagram;
}

TEST(TextDiagram, IsAsciiWhateverTheScenarioPrints)
{
    const std::string diagram = diagramOf(R"(scenario "Print";
int n;
thread a { n = 1; printk("café → ünder", n); }
thread b { n = 2; }
)",
                                          "a*2 b");
    EXPECT_TRUE(std::ranges::all_of(diagram, [](char c) {
        return c == '\n' || (c >= ' ' && c < 0x7f);
    })) << diagram;
    EXPECT_NE(diagram.find("[ printk: caf? ? ?nder ]"), std::string::npos) << diagram;
}

TEST(TextDiagram, TellsAWarningOnceWhereItComes)
{
    EXPECT_EQ(diagramOf(R"(scenario "Warns";
int n, m;
thread a {
        int k;
        WARN_ON(READ_ONCE(n));
        k = READ_ONCE(m);
        WARN_ON(k == 0);
        WRITE_ONCE(m, 2);
        WARN_ON(k == 0);
        WARN_ON(READ_ONCE(m) == 0);
}
thread b { WRITE_ONCE(n, 1); WRITE_ONCE(m, 0); }
)",
                        "b! a!"),
              "  CPU0 (a)                            CPU1 (b)\n"
              "  --------                            --------\n"
              "                                      WRITE_ONCE(n, 1)\n"
              "                                      WRITE_ONCE(m, 0)\n"
              "  WARN_ON(READ_ONCE(n))  [ warns ]\n"
              "  k = READ_ONCE(m)  [ -> 0 ]\n"
              "  [ WARN_ON(k == 0) warns ]\n"
              "  WRITE_ONCE(m, 2)\n"
              "  [ WARN_ON(k == 0) warns ]\n"
              "  WARN_ON(READ_ONCE(m) == 0)\n");
}

constexpr const char *longWay = R"(scenario "Long";
int n;
static void count(void) { int i; for (i = 0; i < 1500; i++) WRITE_ONCE(n, i); }
thread a { count(); count(); }
thread b { n = 0; }
)";

TEST(TextDiagram, OfALongRunLeavesOutTheMiddleAndSaysHowMuch)
{
    const std::string diagram = diagramOf(longWay, "a!");
    EXPECT_EQ(std::ranges::count(diagram, '\n'), 2 + 1 + 1000 + 1 + 1 + 1000);
    EXPECT_NE(diagram.find("    WRITE_ONCE(n, i)\n"
                           "  ...  [ 1000 steps left out ]\n"
                           "  count()\n"
                           "    WRITE_ONCE(n, i)\n"),
              std::string::npos);
    EXPECT_EQ(diagramOf(longWay, "a*2000").find("..."), std::string::npos);
    EXPECT_NE(diagramOf(longWay, "a*2001").find("...  [ 1 step left out ]\n"), std::string::npos);
}

} // namespace
