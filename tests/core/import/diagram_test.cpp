// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/imports.h"
#include "import/diagram/diagram_columns.h"
#include "import/diagram/statement_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace racewalk {
namespace {

using testing::HasSubstr;

constexpr std::string_view scenario = R"(scenario "Two";
spinlock_t a, b;
int x, y;
static void both(void) { spin_lock(&a); x = 1; spin_unlock(&a); }
thread left { WRITE_ONCE(y, 3); both(); }
thread right { spin_lock(&b); spin_lock(&a); spin_unlock(&a); spin_unlock(&b); }
)";

Imported read(std::string_view text)
{
    return test::imported(text, test::machineFor(scenario), ImportKind::Diagram);
}

std::string roleOf(std::string_view header)
{
    const auto found = columnHeaderFrom(header, nullptr);
    return found ? std::to_string(found->number.value_or(99)) + found->role : "none";
}

} // namespace

TEST(Diagram, KnowsTheHeadersThatMailsHave)
{
    EXPECT_EQ(roleOf("CPU0"), "0");
    EXPECT_EQ(roleOf("CPU 1"), "1");
    EXPECT_EQ(roleOf("cpu1:"), "1");
    EXPECT_EQ(roleOf("CPU0 (lookup)"), "0lookup");
    EXPECT_EQ(roleOf("CPU1 - waiter"), "1waiter");
    EXPECT_EQ(roleOf("Thread B (waker):"), "1waker");
    EXPECT_EQ(roleOf("Task1"), "0");
    EXPECT_EQ(roleOf("T2"), "1");
    EXPECT_EQ(roleOf("PB"), "1");
    EXPECT_EQ(roleOf("Process 2"), "1");
    EXPECT_EQ(roleOf("The tale"), "none");
    EXPECT_EQ(roleOf("Patch"), "none");
    EXPECT_EQ(roleOf("CPU0 is slow"), "none");
}

TEST(Diagram, TakesTheStepsBetweenTwoStatements)
{
    const Imported import = read("CPU0             CPU1\nspin_unlock(&a)\n");
    EXPECT_EQ(import.run->schedule, "left!");
    EXPECT_THAT(import.lines[1].meaning, HasSubstr("after steps 1-3 in between"));
}

TEST(Diagram, NamesTheColumnsByTheirStatements)
{
    const Imported import = read("CPU0             CPU1\n"
                                 "spin_lock(&b)\n"
                                 "                 x = 1\n");
    EXPECT_THAT(import.lines[0].meaning, HasSubstr("CPU0 is right, CPU1 is left"));
    EXPECT_EQ(import.run->schedule, "right left*3");
}

TEST(Diagram, EndsWhereTheSentencesOfAMailFollow)
{
    const std::string diagram = "CPU0 (left)            CPU1 (right)\n"
                                "WRITE_ONCE(y, 3)\n"
                                "                       spin_lock(&b)\n";
    for (const char *after : {"\nThanks,\nJohn\n", "\nThen left waits for ever.\n\nIt hangs.\n",
                              "\nso both() never takes the lock again;\n"
                              "see the patch.  It fixes this.\n",
                              "\nWhat do you think about spin_lock(&b) here?\n"}) {
        const Imported import = read("Dear all,\n\nthis is a race:\n\n" + diagram + after);
        EXPECT_EQ(import.flagged(), 0U) << linesText(import);
        EXPECT_EQ(import.run->schedule, "left right") << after;
        const auto folded = import.folded();
        EXPECT_EQ(folded.front().end, 3U) << linesText(import);
        EXPECT_EQ(folded.back().end, import.lines.size()) << linesText(import);
        EXPECT_EQ(import.lines[folded.back().begin].reading, Reading::Outside) << after;
    }
}

TEST(Diagram, FlagsWhatIsNotUnderstoodWithinIt)
{
    const std::string diagram = "CPU0 (left)            CPU1 (right)\n"
                                "WRITE_ONCE(y, 3)\n";
    for (const char *after : {"wakes the other one up\n", "\ntakes the lock\n",
                              "\nThen it takes the lock.\n                       spin_lock(&b)\n"})
        EXPECT_EQ(read(diagram + after).flagged(), 1U) << after;
}

TEST(Diagram, OfAnotherScenarioFlagsItsHeaders)
{
    const Imported import = read("CPU0 (lookup)            CPU1 (evict)\n"
                                 "rcu_read_lock()\n");
    EXPECT_EQ(import.lines[0].reading, Reading::NotUnderstood) << linesText(import);
    EXPECT_THAT(import.lines[0].meaning, HasSubstr("CPU0 (lookup) is no thread of the scenario"));
}

TEST(Diagram, PutsARoleAboveTheStatements)
{
    const Imported import = read("CPU0 (right)     CPU1 (left)\n"
                                 "spin_lock(&a)\n");
    EXPECT_EQ(import.run->schedule, "right*2");
}

TEST(Diagram, SaysWhereAStatementIsBlockedAndWhy)
{
    const Imported import = read("CPU0 (left)      CPU1 (right)\n"
                                 "                 spin_lock(&a)\n"
                                 "x = 1\n"
                                 "                 spin_unlock(&a)\n");
    EXPECT_EQ(import.lines[2].reading, Reading::NotReached);
    EXPECT_THAT(import.lines[2].meaning, HasSubstr("left is spinning on a, held by right"));
    EXPECT_EQ(import.run->schedule, "right*3");
}

TEST(Diagram, LetsAThreadThatIsNotShownAnyMoreReleaseItsLock)
{
    const Imported import = read("CPU0 (left)      CPU1 (right)\n"
                                 "                 spin_lock(&a)\n"
                                 "x = 1\n"
                                 "spin_unlock(&a)\n");
    EXPECT_EQ(import.flagged(), 0U);
    EXPECT_THAT(import.lines[2].meaning,
                HasSubstr("after a release that the diagram leaves out, by right in step 3"));
    EXPECT_EQ(import.run->schedule, "right*3 left!");
}

TEST(Diagram, OfABlockedThreadShowsWhatComesNext)
{
    const Imported import = read("CPU0 (left)      CPU1 (right)\n"
                                 "                 spin_lock(&a)\n"
                                 "both()\n"
                                 "  spin_lock(&a)\n");
    EXPECT_EQ(import.lines[3].reading, Reading::Understood);
    EXPECT_THAT(import.lines[3].meaning, HasSubstr("left is spinning on a, held by right"));
}

TEST(Diagram, ListsTheNearestStatementOfALineThatIsNone)
{
    const Imported import = read("CPU0 (left)      CPU1 (right)\n"
                                 "spin_lokc(&a)\n");
    EXPECT_EQ(import.lines[1].reading, Reading::NotUnderstood);
    EXPECT_THAT(import.lines[1].meaning, HasSubstr("the nearest is spin_lock(&a) in line 4"));
}

TEST(Diagram, NeverTakesOneLockForAnother)
{
    const Imported import = read("CPU0 (left)      CPU1 (right)\n"
                                 "spin_lock(&b)\n");
    EXPECT_EQ(import.lines[1].reading, Reading::NotUnderstood);
    EXPECT_EQ(import.run->steps.size(), 0U);
}

TEST(Diagram, OfAColumnWithoutAThreadIsNotUnderstood)
{
    const Imported import = read("CPU7             CPU8\n"
                                 "spin_lock(&b)    mystery()\n");
    EXPECT_THAT(import.lines[0].meaning, HasSubstr("CPU8 is no thread of the scenario"));
    EXPECT_EQ(import.lines[1].reading, Reading::NotUnderstood);
    EXPECT_EQ(import.run->schedule, "right");
}

TEST(StatementText, IsTheSameWithoutBlanksAndMarks)
{
    EXPECT_EQ(normalStatement("  -> spin_lock( &a );"), "spin_lock(&a)");
    EXPECT_EQ(normalStatement("==> x = 1"), "x=1");
    EXPECT_EQ(normalStatement("- schedule()"), "schedule()");
}

TEST(StatementText, HasGaps)
{
    EXPECT_TRUE(matchesWithGaps("f(..)", "f(a,b)"));
    EXPECT_TRUE(matchesWithGaps("f(a,..)", "f(a,b)"));
    EXPECT_TRUE(matchesWithGaps("f(..,b)", "f(a,b)"));
    EXPECT_FALSE(matchesWithGaps("f(c,..)", "f(a,b)"));
    EXPECT_FALSE(matchesWithGaps("f(..)x", "f(a,b)"));
    EXPECT_FALSE(matchesWithGaps("f(a..a)", "f(a)"));
}

} // namespace racewalk
