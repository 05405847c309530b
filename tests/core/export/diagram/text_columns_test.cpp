// SPDX-License-Identifier: GPL-3.0-or-later
// Where the lines of a text diagram stand.
#include "export/diagram/text_diagram.h"

#include "core/export/diagram/diagrams.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

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
    EXPECT_EQ(diagram, "  CPU0 (a)                         CPU1 (b)             CPU2 (c)\n"
                       "  --------                         --------             --------\n"
                       "                                                        n = 3\n"
                       "                                   n = 2\n"
                       "  spin_lock(&first_one.lock)\n"
                       "  spin_unlock(&first_one.lock)\n");
}

TEST(TextDiagram, WrapsRemarksBeforeItListsThreeThreads)
{
    EXPECT_EQ(diagramOf(R"(scenario "Table";
struct mutex forks[3];
thread philosopher[3] { mutex_lock(&forks[self]); mutex_lock(&forks[(self + 1) % 3]);
        mutex_unlock(&forks[self]); mutex_unlock(&forks[(self + 1) % 3]); }
)",
                        "philosopher[0] philosopher[1] philosopher[2]"),
              "  CPU0 (philosopher[0])    CPU1 (philosopher[1])    CPU2 (philosopher[2])\n"
              "  ---------------------    ---------------------    ---------------------\n"
              "  mutex_lock(&forks[0])\n"
              "                           mutex_lock(&forks[1])\n"
              "                                                    mutex_lock(&forks[2])\n"
              "  mutex_lock(&forks[1])\n"
              "    [ waits for\n"
              "      philosopher[1] ]\n"
              "                           mutex_lock(&forks[2])\n"
              "                             [ waits for\n"
              "                               philosopher[2] ]\n"
              "                                                    mutex_lock(&forks[0])\n"
              "                                                      [ waits for\n"
              "                                                        philosopher[0] ]\n");
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

TEST(TextDiagram, ListsTwoThreadsBeforeItBreaksAWord)
{
    const std::string diagram = diagramOf(R"(scenario "Widest";
int the_name_of_a_variable_that_is_long, another_name_of_a_variable_that_is_long;
thread a { the_name_of_a_variable_that_is_long = 1; }
thread b { another_name_of_a_variable_that_is_long = 2; }
)",
                                          "a b");
    EXPECT_EQ(diagram, "  CPU0 (a)\n"
                       "     1  the_name_of_a_variable_that_is_long = 1\n"
                       "  CPU1 (b)\n"
                       "     2  another_name_of_a_variable_that_is_long = 2\n");
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
    EXPECT_NE(diagram.find("\n  one_long_name_of_a_variable = 1 +\n      2 + 3"), std::string::npos)
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

} // namespace
