// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/schedule/tour_check.h"

#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <string>

namespace racewalk {

namespace {

/// "LINE SENTENCE" of every fault, for two threads and the tours behind them.
std::string faultsOf(const std::string &tours)
{
    const std::string text = "param n = 1 in 1..3; wait_queue_head_t q; int x;\n"
                             "thread lookup { wait_event(q, READ_ONCE(x) == n); }\n"
                             "thread evict { WRITE_ONCE(x, 1); wake_up(&q); }\n" +
                             tours;
    std::string result;
    const auto machine = test::machineFor(text);
    for (const TourFault &fault : faultyTours(*machine))
        result += std::to_string(fault.span.line) + " " + fault.sentence + "\n";
    return result;
}

} // namespace

TEST(TourCheck, IsContentWithATourThatEndsAsItSays)
{
    EXPECT_EQ(faultsOf("tour \"a\" { evict! \"done\"; lookup! \"sees it\"; end ok; }"), "");
}

TEST(TourCheck, NamesTheStopWhoseStepsAreNoSchedule)
{
    EXPECT_EQ(faultsOf("tour \"a\" {\n evict! \"done\";\n lookup!3 \"what?\";\n end ok; }"),
              "6 the steps of the tour \"a\" cannot be read: a thread's name must stand here, not "
              "'3'\n");
}

TEST(TourCheck, NamesTheStopThatCannotBeWalked)
{
    EXPECT_EQ(faultsOf("tour \"a\" {\n evict! \"done\";\n evict \"more\";\n end ok; }"),
              "6 the tour \"a\" cannot be replayed: step 3: evict cannot step: it has ended\n");
}

TEST(TourCheck, KnowsAnotherEndThanTheTourSays)
{
    EXPECT_EQ(faultsOf("tour \"a\" { evict! \"done\"; lookup! \"sees it\"; end hang; }"),
              "4 the tour \"a\" ends in 'ok', not in 'hang'\n");
    EXPECT_EQ(faultsOf("tour \"a\" { evict! \"done\"; end ok; }"),
              "4 the tour \"a\" ends before the run does: it says 'ok'\n");
}

TEST(TourCheck, WalksNoTourWithOtherValuesThanTheDefaults)
{
    const std::string text = "param n = 1 in 1..3;\nint x;\nthread t { x = n; }\n"
                             "tour \"a\" { t \"x\"; end hang; }";
    EXPECT_EQ(faultyTours(*test::machineFor(text)).size(), 1U);
    EXPECT_TRUE(faultyTours(*test::machineFor(text, {}, {{"n", 2}})).empty());
}

} // namespace racewalk
