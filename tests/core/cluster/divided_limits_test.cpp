// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/divided_evaluation.h"
#include "cluster/divided_search.h"
#include "core/cluster/by_ranks.h"
#include "explore/base/watch.h"
#include "explore/explore.h"
#include "support/program_from_text.h"
#include "support/thread_ranks.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

using namespace racewalk;
using namespace racewalk::test;
using namespace std::chrono_literals;

namespace {

/// More states than a test can wait for.
constexpr std::string_view large = R"(scenario "t"; int x[8];
thread t[8] { int i; for (i = 0; i < 20; i++) { WRITE_ONCE(x[self], i); } }
)";

/// The same, with a failure two steps from the initial state.
constexpr std::string_view bugAmongOthers = R"(scenario "t"; int x[8], y;
thread a { WRITE_ONCE(y, 1); }
thread b { BUG_ON(READ_ONCE(y) == 1); }
thread t[6] { int i; for (i = 0; i < 20; i++) { WRITE_ONCE(x[self], i); } }
)";

} // namespace

TEST(DividedLimits, OnMemoryEndTheSearchOfAllRanks)
{
    const auto machine = machineFor(large);
    const Verdict verdict =
        exploredByRanks(3, *machine, {.maxMemoryMiB = 24}, Evaluation::Divided).verdict;
    EXPECT_EQ(verdict.limit, Limit::Memory);
    EXPECT_EQ(verdict.limitValue, 24U);
    EXPECT_GT(verdict.states, 10'000U);
    EXPECT_FALSE(verdict.hasFailure());
}

TEST(DividedLimits, OnTimeLeaveAFailureThatWasSeen)
{
    const auto machine = machineFor(bugAmongOthers);
    const Verdict verdict =
        exploredByRanks(2, *machine, {.timeout = 1s}, Evaluation::Divided).verdict;
    EXPECT_EQ(verdict.limit, Limit::Time);
    ASSERT_TRUE(verdict.hasFailure());
    EXPECT_EQ(verdict.findings.front().kind, FindingKind::Bug);
    EXPECT_LT(verdict.seconds, 10);
}

TEST(DividedLimits, AStopOnOneRankStopsAll)
{
    const auto machine = machineFor(large);
    std::stop_source stop;
    std::jthread later([&] {
        std::this_thread::sleep_for(200ms);
        stop.request_stop();
    });
    std::vector<Limit> hit(3);
    asRanks(3, [&](Ranks &ranks) {
        const std::stop_token own = ranks.rank() == 1 ? stop.get_token() : std::stop_token();
        hit[ranks.rank()] = exploreDivided(*machine, {}, ranks, own).verdict.limit;
    });
    EXPECT_EQ(hit, std::vector(3, Limit::Cancelled));
}

TEST(DividedLimits, AStopWhileItIsEvaluatedStopsAll)
{
    const auto machine = machineOf("scenarios/inode/inode-teardown.race");
    std::stop_source stop;
    stop.request_stop();
    std::vector<int> stopped(3);
    asRanks(3, [&](Ranks &ranks) {
        const std::stop_token none;
        const DividedStates divided = DividedSearch(*machine, {}, none, nullptr, ranks).run();
        ASSERT_EQ(divided.limit, Limit::None);
        const std::stop_token own = ranks.rank() == 2 ? stop.get_token() : none;
        Verdict verdict;
        try {
            evaluateDivided(*machine, divided, {}, ranks, own, std::chrono::steady_clock::now(),
                            verdict);
        } catch (const EvaluationStopped &) {
            stopped[ranks.rank()] = 1;
        }
    });
    EXPECT_EQ(stopped, std::vector(3, 1));
}

TEST(DividedLimits, WithoutTimeToCompareRunsFindTheSameFailuresByLongerRuns)
{
    const auto machine =
        machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup", {{"lookups", 2}});
    const Verdict one = explore(*machine, {}).verdict;
    Verdict late;
    asRanks(2, [&](Ranks &ranks) {
        const std::stop_token none;
        const DividedStates divided = DividedSearch(*machine, {}, none, nullptr, ranks).run();
        // Of a hundred seconds, those for comparing runs are over, and there are nine left.
        const Limits limits{.timeout = 100s};
        Verdict verdict;
        evaluateDivided(*machine, divided, limits, ranks, none,
                        std::chrono::steady_clock::now() - 91s, verdict);
        if (ranks.isFirst())
            late = verdict;
    });
    EXPECT_FALSE(late.areRunsShortest);
    EXPECT_EQ(late.failureKinds(), one.failureKinds());
    ASSERT_EQ(late.findings.size(), one.findings.size());
    EXPECT_EQ(late.outcomes.size(), one.outcomes.size());
    for (const FindingKind kind : one.failureKinds())
        EXPECT_GE(late.first(kind)->contextSwitches, one.first(kind)->contextSwitches);
}
