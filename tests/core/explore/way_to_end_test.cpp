// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/search/way_to_end.h"

#include "explore/search/replay.h"
#include "support/naive_search.h"
#include "support/program_from_text.h"
#include "support/tiny_programs.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace racewalk;
using namespace racewalk::test;

namespace {

TEST(WayToEnd, IsAsShortAsTheNaiveSearchSays)
{
    std::size_t found = 0;
    for (const std::string &text : tinyPrograms(150, 300)) {
        SCOPED_TRACE(text);
        const auto machine = machineFor(text);
        const NaiveResult naive = naiveSearch(*machine);
        std::optional<NaiveCost> cheapest;
        for (const auto &[state, cost] : naive.costs) {
            const bool isEnd = machine->standing(StateView(state)) != Standing::Going;
            if (isEnd && (!cheapest || cost < *cheapest))
                cheapest = cost;
        }
        const auto steps = wayToEnd(*machine, machine->initialState(), std::nullopt);
        ASSERT_EQ(steps.has_value(), cheapest.has_value());
        if (!steps)
            continue;
        ++found;
        EXPECT_EQ(steps->size(), cheapest->steps);
        EXPECT_EQ(contextSwitchesOf(machine->program(), *steps), cheapest->contextSwitches);
        EXPECT_NE(machine->standing(replay(*machine, *steps).end), Standing::Going);
    }
    EXPECT_GT(found, 100U);
}

TEST(WayToEnd, PrefersTheThreadThatRuns)
{
    const auto machine = machineFor(R"(scenario "s";
int x;
thread a { x = 1; x = 2; }
thread b { x = 3; x = 4; }
)");
    const ThreadId a = threadNamed(machine->program(), "a"),
                   b = threadNamed(machine->program(), "b");
    const auto firstOf = [&](std::optional<ThreadId> running) {
        return wayToEnd(*machine, machine->initialState(), running)->front().thread;
    };
    EXPECT_EQ(firstOf(a), a);
    EXPECT_EQ(firstOf(b), b);
    EXPECT_EQ(firstOf(std::nullopt), a);
}

TEST(WayToEnd, IsEmptyAtAnEndAndMissingWhereThereIsNone)
{
    const auto ended = machineFor("scenario \"s\";\nint x;\nthread a { x = 1; }\n");
    State end = ended->initialState();
    ended->apply(end, ended->enabledSteps(end).front());
    EXPECT_EQ(wayToEnd(*ended, end, std::nullopt), std::vector<Step>());
    const auto endless = machineFor(R"(scenario "s";
int x;
thread a { while (true) x = 1 - x; }
)");
    EXPECT_EQ(wayToEnd(*endless, endless->initialState(), std::nullopt), std::nullopt);
    EXPECT_EQ(wayToEnd(*ended, ended->initialState(), std::nullopt, 0), std::nullopt);
}

} // namespace
