// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/text_diagram.h"

#include "core/export/diagrams.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace {

using namespace racewalk;
using namespace racewalk::test;

std::size_t widestLine(const std::string &text)
{
    std::size_t widest = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        widest = std::max(widest, line.size());
    return widest;
}

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

TEST(TextDiagram, ShowsAValueThatIsReadAndKeptAsTwoSteps)
{
    EXPECT_EQ(diagramOf(R"(scenario "Keep";
int y, saw;
thread a { saw = READ_ONCE(y); }
thread b { WRITE_ONCE(y, 1); if (READ_ONCE(saw)) saw = 0; }
)",
                        "b a*2"),
              "  CPU0 (a)                            CPU1 (b)\n"
              "  --------                            --------\n"
              "                                      WRITE_ONCE(y, 1)\n"
              "  READ_ONCE(y)  [ -> 1 ]\n"
              "  saw = 1\n");
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
                                          "a! b! c");
    EXPECT_EQ(diagram, "  CPU0 (a)\n"
                       "     1  spin_lock(&l)\n"
                       "   2-3  x++\n"
                       "     4  spin_unlock(&l)\n"
                       "  CPU1 (b)\n"
                       "     5  spin_lock(&l)\n"
                       "   6-7  x++\n"
                       "     8  spin_unlock(&l)\n"
                       "  CPU2 (c)\n"
                       "     9  BUG_ON(READ_ONCE(x) == 2)\n"
                       "          [ c: BUG_ON(READ_ONCE(x) == 2) fails ]\n");
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
                                  "    [ a: BUG_ON(n == 1) fails ]\n"))
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

TEST(TextDiagram, PutsThreeThreadsSideBySideIfTheyFit)
{
    EXPECT_EQ(diagramOf(R"(scenario "Three";
int n;
thread a { n = 1; }
thread b { n = 2; }
thread c { n = 3; }
)",
                        "c a b"),
              "  CPU0 (a)                CPU1 (b)                CPU2 (c)\n"
              "  --------                --------                --------\n"
              "                                                  n = 3\n"
              "  n = 1\n"
              "                          n = 2\n");
}

TEST(TextDiagram, MakesThreeColumnsAsWideAsTheyNeedBeforeItDropsALock)
{
    const std::string diagram = diagramOf(R"(scenario "Three";
struct s { spinlock_t lock; };
struct s first_one;
int n;
thread a { spin_lock(&first_one.lock); spin_unlock(&first_one.lock); }
thread b { n = 2; }
thread c { n = 3; }
)",
                                          "c b a*2");
    EXPECT_EQ(diagram, "  CPU0 (a)                      CPU1 (b)          CPU2 (c)\n"
                       "  --------                      --------          --------\n"
                       "                                                  n = 3\n"
                       "                                n = 2\n"
                       "  spin_lock(&first_one.lock)\n"
                       "  spin_unlock(&first_one.lock)\n");
}

TEST(TextDiagram, ListsThreeThreadsIfColumnsWouldDropLocks)
{
    const std::string diagram = diagramOf(R"(scenario "Three";
spinlock_t the_first_lock, the_second_lock, the_third_lock;
thread a { spin_lock(&the_first_lock); spin_unlock(&the_first_lock); }
thread b { spin_lock(&the_second_lock); spin_unlock(&the_second_lock); }
thread c { spin_lock(&the_third_lock); spin_unlock(&the_third_lock); }
)",
                                          "a*2 b*2 c*2");
    EXPECT_EQ(diagram.find(".."), std::string::npos) << diagram;
    EXPECT_TRUE(diagram.starts_with("  CPU0 (a)\n     1  spin_lock(&the_first_lock)\n")) << diagram;
}

TEST(TextDiagram, ListsMoreThreadsOneBelowTheOtherWithStepNumbers)
{
    EXPECT_EQ(diagramOf(R"(scenario "Four";
int n;
thread t[4] { n = self; n = 7; }
)",
                        "t[2] t[0]*2 t[1] t[3]"),
              "  CPU2 (t[2])\n"
              "     1  n = self\n"
              "  CPU0 (t[0])\n"
              "     2  n = self\n"
              "     3  n = 7\n"
              "  CPU1 (t[1])\n"
              "     4  n = self\n"
              "  CPU3 (t[3])\n"
              "     5  n = self\n");
}

TEST(TextDiagram, MovesTheRightColumnLeftBeforeItWraps)
{
    const std::string diagram = diagramOf(R"(scenario "Wide";
int n, a_variable_with_quite_a_long_name;
thread a { n = 1; }
thread b { a_variable_with_quite_a_long_name = 12; }
)",
                                          "a b");
    EXPECT_EQ(diagram,
              "  CPU0 (a)                           CPU1 (b)\n"
              "  --------                           --------\n"
              "  n = 1\n"
              "                                     a_variable_with_quite_a_long_name = 12\n");
}

TEST(TextDiagram, WrapsWhatFitsInNoOtherWay)
{
    const std::string diagram = diagramOf(R"(scenario "Wider";
int one_long_name_of_a_variable, another_long_name_of_a_variable;
thread a { one_long_name_of_a_variable = 1 + 2 + 3 + 4 + 5 + 6 + 7; }
thread b { another_long_name_of_a_variable = 1 + 2 + 3 + 4 + 5 + 6; }
)",
                                          "a b");
    EXPECT_LE(widestLine(diagram), 75u) << diagram;
    EXPECT_NE(diagram.find("\n  one_long_name_of_a_variable =\n      1 + 2 + 3"), std::string::npos)
        << diagram;
}

TEST(TextDiagram, KeepsToItsWidthHoweverDeepTheCalls)
{
    std::string program = "scenario \"Deep\";\nint n;\nstatic void f0(void) { n = 1; }\n";
    for (int i = 1; i < 40; ++i)
        program +=
            "static void f" + std::to_string(i) + "(void) { f" + std::to_string(i - 1) + "(); }\n";
    program += "thread a { f39(); }\nthread b { n = 2; }\n";
    for (const std::size_t width : {40, 60, 75}) {
        TextDiagramStyle style;
        style.width = width;
        const std::string diagram = diagramOf(program, "a b", style);
        EXPECT_LE(widestLine(diagram), width) << diagram;
        EXPECT_NE(diagram.find("f0()"), std::string::npos);
    }
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
