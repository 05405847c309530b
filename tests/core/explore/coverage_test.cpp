// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/fates/coverage.h"

#include "explore/explore.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

using namespace racewalk;
using namespace racewalk::test;

namespace {

using Lines = std::vector<std::uint32_t>;

std::optional<Lines> unreachedIn(std::string_view text, const Limits &limits = {},
                                 std::size_t maxTransitions = maxTransitionsForCoverage)
{
    const auto machine = machineFor(text);
    return unreachedLines(*machine, *explore(*machine, limits).space, maxTransitions);
}

constexpr std::string_view branches = R"(scenario "t"; int x, y;
thread a {
        WRITE_ONCE(x, 1);
        if (READ_ONCE(x) == 2)
                WRITE_ONCE(y, 3);
        else
                WRITE_ONCE(y, 4);
}
)";

} // namespace

TEST(Coverage, ABranchThatNoInterleavingTakesIsNeverReached)
{
    EXPECT_EQ(unreachedIn(branches), Lines{5});
}

TEST(Coverage, ABranchThatOneInterleavingTakesIsReached)
{
    EXPECT_EQ(unreachedIn(std::string(branches) + "thread b { WRITE_ONCE(x, 2); }\n"), Lines{});
}

TEST(Coverage, LocalWorkCountsAsWellAsSteps)
{
    EXPECT_EQ(unreachedIn(R"(scenario "t"; int x;
thread a {
        int v;
        v = READ_ONCE(x);
        if (v == 1) {
                v = v + 1;
                printk("one\n");
        }
        WRITE_ONCE(x, 2);
}
)"),
              (Lines{6, 7}));
}

TEST(Coverage, WhatStandsBehindAFailureIsNotReachedButTheFailureIs)
{
    EXPECT_EQ(unreachedIn(R"(scenario "t"; int x;
thread a {
        WRITE_ONCE(x, 1);
        BUG_ON(READ_ONCE(x) == 1);
        WRITE_ONCE(x, 2);
}
)"),
              Lines{5});
}

TEST(Coverage, WhatASleeperDoesWhenItIsWokenIsReached)
{
    constexpr std::string_view sleeper = R"(scenario "t"; wait_queue_head_t wq; int x;
thread a {
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
        printk("woken\n");
        finish_wait(&wq);
}
)";
    EXPECT_EQ(unreachedIn(sleeper), (Lines{5, 6}));
    EXPECT_EQ(unreachedIn(std::string(sleeper) + "thread b { wake_up(&wq); }\n"), Lines{});
}

TEST(Coverage, AFunctionsLineIsReachedIfOneCallReachesIt)
{
    EXPECT_EQ(unreachedIn(R"(scenario "t"; int x;
int f(int v) {
        if (v == 1)
                return 3;
        if (v == 2)
                return 4;
        return 5;
}
void notCalled(void) {
        WRITE_ONCE(x, 7);
}
thread a { WRITE_ONCE(x, f(1)); }
thread b { WRITE_ONCE(x, f(3)); }
)"),
              Lines{6});
}

TEST(Coverage, ALoopWhoseBodyNeverEndsIsReachedAndSoIsAFunctionThatNeverFallsOffItsEnd)
{
    EXPECT_EQ(unreachedIn(R"(scenario "t"; struct mutex m; int x;
int f(void) {
        for (;;) {
                if (READ_ONCE(x))
                        break;
                return 2;
        }
        if (READ_ONCE(x))
                return 3;
        else
                return 4;
}
thread a { WRITE_ONCE(x, f()); }
)"),
              (Lines{5, 8, 9, 11}));
}

TEST(Coverage, OnlyTheActiveVariantsCodeCounts)
{
    constexpr std::string_view text = R"(scenario "t"; int x;
variant first "First";
variant second "Second";
thread a {
#ifdef second
        if (READ_ONCE(x))
                WRITE_ONCE(x, 1);
#endif
        WRITE_ONCE(x, 2);
}
)";
    const auto unreached = [&](std::string_view variant) {
        const auto machine = machineFor(text, variant);
        return unreachedLines(*machine, *explore(*machine, {}).space, 1000);
    };
    EXPECT_EQ(unreached("first"), Lines{});
    EXPECT_EQ(unreached("second"), Lines{7});
}

TEST(Coverage, IsUnknownUnlessEveryTransitionWasLookedAt)
{
    EXPECT_FALSE(unreachedIn(branches, {.maxStates = 2}));
    EXPECT_FALSE(unreachedIn(branches, {}, 2));
    std::stop_source stop;
    stop.request_stop();
    const auto machine = machineFor(R"(scenario "t"; int x;
thread t[5] { READ_ONCE(x); READ_ONCE(x); READ_ONCE(x);
        if (READ_ONCE(x) == 2)
                WRITE_ONCE(x, 1); }
)");
    const auto space = explore(*machine, {}).space;
    ASSERT_GT(num_edges(space->graph()), 1024u);
    EXPECT_FALSE(unreachedLines(*machine, *space, 1'000'000, stop.get_token()));
}
