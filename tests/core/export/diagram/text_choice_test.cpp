// SPDX-License-Identifier: GPL-3.0-or-later
// Which lines of a text diagram are shown.
#include "core/export/diagram/diagrams.h"

#include <gtest/gtest.h>

namespace {

using namespace racewalk;
using namespace racewalk::test;

constexpr const char *ownData = R"(scenario "Own";
int mine, shared;
spinlock_t lock;
static void count(void) { mine = 1; mine = 2; WRITE_ONCE(shared, 3); }
static void prepare(void) { mine = 4; mine = 5; }
thread a { prepare(); count(); spin_lock(&lock); mine = 6; spin_unlock(&lock); }
thread b { READ_ONCE(shared); }
)";

TEST(CollapsedDiagram, HasOneLineForSeveralStepsOnOwnData)
{
    EXPECT_EQ(diagramOf(ownData, "a! b", {.collapse = Collapse::Local}),
              "  CPU0 (a)                            CPU1 (b)\n"
              "  --------                            --------\n"
              "  prepare()\n"
              "    ...\n"
              "  count()\n"
              "    ...\n"
              "    WRITE_ONCE(shared, 3)\n"
              "  spin_lock(&lock)\n"
              "  mine = 6\n"
              "  spin_unlock(&lock)\n"
              "                                      READ_ONCE(shared)  [ -> 3 ]\n");
}

TEST(CollapsedDiagram, LeavesOutAllButSharedData)
{
    EXPECT_EQ(diagramOf(ownData, "a! b", {.collapse = Collapse::AllButShared}),
              "  CPU0 (a)                            CPU1 (b)\n"
              "  --------                            --------\n"
              "  count()\n"
              "    WRITE_ONCE(shared, 3)\n"
              "  spin_lock(&lock)\n"
              "  spin_unlock(&lock)\n"
              "                                      READ_ONCE(shared)  [ -> 3 ]\n");
}

TEST(CollapsedDiagram, NumbersTheStepsOfALineTogether)
{
    EXPECT_EQ(diagramOf(ownData, "a*5 b", {.collapse = Collapse::Local, .isList = true}),
              "  CPU0 (a)\n"
              "        prepare()\n"
              "   1-2    ...\n"
              "        count()\n"
              "   3-4    ...\n"
              "     5    WRITE_ONCE(shared, 3)\n"
              "  CPU1 (b)\n"
              "     6  READ_ONCE(shared)  [ -> 3 ]\n");
}

TEST(CollapsedDiagram, AsksWhatIsAccessedInThisRun)
{
    const std::string alone = diagramOf(ownData, "a*5", {.collapse = Collapse::AllButShared});
    EXPECT_EQ(alone, "  CPU0 (a)                            CPU1 (b)\n"
                     "  --------                            --------\n");
}

TEST(CollapsedDiagram, ShowsWhatAPropertyReads)
{
    const std::string diagram = diagramOf(R"(scenario "Own";
int seen, own;
thread a { seen = 1; seen = 2; own = 1; own = 2; }
thread b { }
final seen == 2;
)",
                                          "a!", {.collapse = Collapse::Local});
    EXPECT_NE(diagram.find("  seen = 1\n  seen = 2\n  ...\n"), std::string::npos) << diagram;
}

TEST(DiagramBySwitch, SaysWhatEachStretchChanges)
{
    EXPECT_EQ(diagramOf(lostWakeup, "waiter waker! waiter!", {.isBySwitch = true}),
              "     1  CPU0 (waiter)  changes nothing\n"
              "   2-3  CPU1 (waker)   done = true\n"
              "   4-5  CPU0 (waiter)  wq = waiter; task state asleep\n"
              "        CPU0 (waiter)  [ nobody left to wake us ]\n");
}

TEST(DiagramBySwitch, EndsWithWhatTheThreadsWaitFor)
{
    EXPECT_EQ(diagramOf(R"(scenario "ABBA";
spinlock_t a, b;
thread one { spin_lock(&a); spin_lock(&b); spin_unlock(&b); spin_unlock(&a); }
thread two { spin_lock(&b); spin_lock(&a); spin_unlock(&a); spin_unlock(&b); }
)",
                        "one two", {.isBySwitch = true}),
              "     1  CPU0 (one)  a = one\n"
              "     2  CPU1 (two)  b = two\n"
              "        CPU0 (one)  spin_lock(&b)  [ waits for two ]\n"
              "        CPU1 (two)  spin_lock(&a)  [ waits for one ]\n");
}

TEST(DiagramBySwitch, EndsWithTheFailure)
{
    EXPECT_EQ(diagramOf(R"(scenario "Bug";
int n;
thread a { n = 1; BUG_ON(n == 1); }
thread b { n = 2; }
)",
                        "b a*2", {.isBySwitch = true}),
              "     1  CPU1 (b)  n = 2\n"
              "   2-3  CPU0 (a)  n = 1\n"
              "        CPU0 (a)  [ a: BUG_ON(n == 1) fails ]\n");
}

TEST(DiagramWithValues, HasThemAboveAndBelowAndTheOutcome)
{
    EXPECT_EQ(diagramOf(R"(scenario "Count";
int n = 3, unused;
bool done;
thread a { n++; }
thread b { n++; done = true; }
final n == 5;
)",
                        "a b a b*2", {.hasValues = true}),
              "  { n = 3; done = false }\n"
              "\n"
              "  CPU0 (a)                            CPU1 (b)\n"
              "  --------                            --------\n"
              "  n++  [ reads 3 ]\n"
              "                                      n++  [ reads 3 ]\n"
              "    [ writes 4 ]\n"
              "                                        [ writes 4 ]\n"
              "                                      done = true\n"
              "  [ every thread has ended and n == 5 does not hold ]\n"
              "\n"
              "  { n = 4; done = true }\n"
              "  Final condition failed, line 6\n");
}

} // namespace
