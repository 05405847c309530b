// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explore.h"

#include "explore/search/replay.h"
#include "support/naive_search.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <thread>

using namespace racewalk;
using namespace racewalk::test;
using namespace std::chrono_literals;

namespace {

/// 3^8 positions, and far more states.
constexpr std::string_view large = R"(scenario "t"; int x[8];
thread t[8] { int i; for (i = 0; i < 20; i++) { WRITE_ONCE(x[self], i); } }
)";

/// A deadlock of a and b, which is a hang only once c has ended.
constexpr std::string_view hangAmongOthers = R"(scenario "t"; spinlock_t p, q; int x;
thread a { spin_lock(&p); spin_lock(&q); spin_unlock(&q); spin_unlock(&p); }
thread b { spin_lock(&q); spin_lock(&p); spin_unlock(&p); spin_unlock(&q); }
thread c { int i; for (i = 0; i < 50; i++) WRITE_ONCE(x, i); }
)";

/// A failure two steps from the initial state, and much else.
constexpr std::string_view bugAmongOthers = R"(scenario "t"; int x, y;
thread a { WRITE_ONCE(y, 1); }
thread b { BUG_ON(READ_ONCE(y) == 1); }
thread c { int i; for (i = 0; i < 200; i++) WRITE_ONCE(x, i); }
)";

double secondsOf(const auto &work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

} // namespace

TEST(Limits, OnStatesThatAreJustEnoughLeaveTheVerdictComplete)
{
    const auto machine = machineFor(hangAmongOthers);
    const std::uint64_t states = explore(*machine, {}).verdict.states;
    const Exploration enough = explore(*machine, {.maxStates = states});
    EXPECT_TRUE(enough.verdict.isComplete());
    EXPECT_EQ(enough.verdict.states, states);
    const Exploration tooFew = explore(*machine, {.maxStates = states - 1});
    EXPECT_EQ(tooFew.verdict.limit, Limit::States);
    EXPECT_EQ(tooFew.verdict.limitValue, states - 1);
    EXPECT_EQ(tooFew.verdict.states, states - 1);
    EXPECT_FALSE(tooFew.space->isComplete());
}

TEST(Limits, LeaveOnlyFatesThatTheWholeConfirms)
{
    const auto machine = machineFor(bugAmongOthers);
    const NaiveResult whole = naiveSearch(*machine);
    for (const std::uint64_t states : {1, 2, 5, 20, 100, 400}) {
        const Exploration part = explore(*machine, {.maxStates = states});
        ASSERT_EQ(part.space->size(), states);
        ASSERT_FALSE(part.space->isComplete());
        std::size_t known = 0;
        for (std::uint32_t i = 0; i < part.space->size(); ++i) {
            const StateIndex index{i};
            if (part.space->fate(index) == Fate::Unknown)
                continue;
            ++known;
            EXPECT_EQ(part.space->fate(index), whole.fates.at(bytesOf(part.space->state(index))));
        }
        EXPECT_EQ(part.space->fate(StateIndex{0}), Fate::Unknown) << "no good end is so near";
        EXPECT_EQ(known > 0, part.verdict.hasFailure()) << states;
    }
}

TEST(Limits, KeepWhatWasFoundBefore)
{
    const auto machine = machineFor(bugAmongOthers);
    const Exploration part = explore(*machine, {.maxStates = 100});
    ASSERT_EQ(part.verdict.limit, Limit::States);
    const Finding *bug = part.verdict.first(FindingKind::Bug);
    ASSERT_NE(bug, nullptr);
    EXPECT_EQ(bug->contextSwitches, 1U);
    EXPECT_EQ(bug->steps.size(), 2U);
    EXPECT_EQ(machine->standing(replay(*machine, bug->steps).end), Standing::Fault);
}

TEST(Limits, OnStatesLeaveAPathToEveryState)
{
    const auto machine = machineFor(hangAmongOthers);
    for (std::uint64_t states = 1; states < 60; ++states) {
        const Exploration part = explore(*machine, {.maxStates = states});
        std::vector<bool> isReached(part.space->size(), false);
        isReached[0] = true;
        for (std::uint32_t i = 0; i < part.space->size(); ++i) {
            ASSERT_TRUE(isReached[i]) << states;
            for (const auto edge : transitionsFrom(part.space->graph(), StateIndex{i}))
                isReached[indexOf(targetOf(part.space->graph(), edge))] = true;
        }
    }
}

TEST(Limits, StopAtTheFirstFailureIfAskedTo)
{
    const auto machine = machineFor(hangAmongOthers);
    const Verdict whole = explore(*machine, {}).verdict;
    ASSERT_TRUE(whole.hasFailure());
    std::size_t fewest = whole.findings.front().steps.size();
    for (const Finding &finding : whole.findings)
        if (severityOf(finding.kind) == Severity::Failure)
            fewest = std::min(fewest, finding.steps.size());
    for (const unsigned workers : {1U, 2U}) {
        const Verdict verdict =
            explore(*machine, {.workers = workers, .stopAtFirst = true}).verdict;
        EXPECT_EQ(verdict.limit, Limit::FirstFailure);
        EXPECT_LT(verdict.states, whole.states);
        ASSERT_TRUE(verdict.hasFailure());
        EXPECT_LE(verdict.findings.front().steps.size(), fewest);
    }
}

TEST(Limits, StopAtNoFailureWhereThereIsNone)
{
    const auto machine = machineFor(R"(scenario "t"; int x; thread a[2] { x = 1; })");
    EXPECT_TRUE(explore(*machine, {.stopAtFirst = true}).verdict.isComplete());
}

TEST(Limits, OnTimeStopTheSearchSoon)
{
    const auto machine = machineFor(large);
    Exploration explored;
    const double seconds = secondsOf([&] { explored = explore(*machine, {.timeout = 0.1s}); });
    EXPECT_EQ(explored.verdict.limit, Limit::Time);
    EXPECT_EQ(explored.verdict.limitValue, 0.1);
    EXPECT_GT(explored.verdict.states, 100U);
    EXPECT_LT(seconds, 30);
}

TEST(Limits, OnTimeAreToldAsGivenWhereASearchBeganAnew)
{
    const auto machine = machineFor(R"(scenario "t"; int a, b, c;
thread t[10] { int i; for (i = 0; i < 6; i++) { a = i; b = a + i; c ^= b; } })");
    const Reductions reductions{.threads = true, .wholeUpTo = 1000};
    const Verdict verdict =
        explore(*machine, {.timeout = 0.5s, .reductions = reductions}).verdict;
    EXPECT_EQ(verdict.limit, Limit::Time);
    EXPECT_TRUE(verdict.isReduced);
    EXPECT_EQ(verdict.limitValue, 0.5);
}

TEST(Limits, OnTimeBoundEvaluationToo)
{
    const auto machine = machineFor(large);
    Exploration explored;
    const double seconds = secondsOf([&] { explored = explore(*machine, {.timeout = 2s}); });
    EXPECT_EQ(explored.verdict.limit, Limit::Time);
    EXPECT_LT(explored.verdict.seconds, 4);
    EXPECT_LT(seconds, 10) << "freeing it all included";
}

TEST(Limits, CancelEvaluationToo)
{
    // It has ended before it begins: the search has no step to take and so never looks.
    std::stop_source stop;
    stop.request_stop();
    const Exploration explored =
        explore(*machineFor(R"(scenario "t"; thread a { BUG_ON(true); })"), {}, stop.get_token());
    EXPECT_EQ(explored.verdict.limit, Limit::Cancelled);
    EXPECT_EQ(explored.verdict.states, 1U);
    EXPECT_TRUE(explored.verdict.findings.empty());
    EXPECT_TRUE(explored.verdict.outcomes.empty());
    EXPECT_EQ(explored.space->fate(StateIndex{0}), Fate::Unknown);
}

TEST(Limits, OnMemoryStopTheSearch)
{
    const auto machine = machineFor(large);
    const Exploration explored = explore(*machine, {.maxMemoryMiB = 4});
    EXPECT_EQ(explored.verdict.limit, Limit::Memory);
    EXPECT_EQ(explored.verdict.limitValue, 4U);
    EXPECT_GT(explored.verdict.states, 1000U);
    EXPECT_FALSE(explored.verdict.isGraphKept);
    EXPECT_LT(explored.verdict.states * 20, 4U << 20) << "at least so many bytes each";
}

TEST(Limits, CancelAtOnceWhenAskedBefore)
{
    std::stop_source stop;
    stop.request_stop();
    const Exploration explored = explore(*machineFor(large), {}, stop.get_token());
    EXPECT_EQ(explored.verdict.limit, Limit::Cancelled);
    EXPECT_EQ(explored.verdict.states, 1U);
    EXPECT_EQ(explored.space->fate(StateIndex{0}), Fate::Unknown);
    EXPECT_TRUE(explored.verdict.findings.empty());
}

TEST(Limits, CancelWhileSearching)
{
    /// Cancels when it is told of progress.
    class Canceller final : public ProgressSink {
    public:
        void progress(const Progress &progress) override
        {
            last = progress;
            stop.request_stop();
        }
        Progress last;
        std::stop_source stop;
    };
    Canceller canceller;
    const Exploration explored =
        explore(*machineFor(large), {}, canceller.stop.get_token(), &canceller);
    EXPECT_EQ(explored.verdict.limit, Limit::Cancelled);
    EXPECT_GE(canceller.last.seconds, 0.1);
    EXPECT_GT(canceller.last.toExpand, 0U);
    EXPECT_LT(explored.verdict.states - canceller.last.states, 100U);
    EXPECT_EQ(explored.space->size(), 1U);
    EXPECT_FALSE(explored.space->isComplete());
}

TEST(Limits, EndASearchOfWhichEnoughIsSeenAndItIsEvaluated)
{
    /// Has enough when it is told of progress.
    class Stopper final : public ProgressSink {
    public:
        void progress(const Progress &progress) override
        {
            seen = std::max(seen, progress.states);
            enough.request_stop();
        }
        std::uint64_t seen = 0;
        std::stop_source enough;
    };
    const auto machine = machineFor(R"(scenario "t"; int x[8]; int y;
thread t[8] { int i; for (i = 0; i < 20; i++) { WRITE_ONCE(x[self], i); } }
thread a { WRITE_ONCE(y, 1); }
thread b { BUG_ON(READ_ONCE(y) == 1); }
)");
    Stopper stopper;
    const Exploration explored =
        explore(*machine, {.enough = stopper.enough.get_token()}, {}, &stopper);
    EXPECT_EQ(explored.verdict.limit, Limit::Enough);
    EXPECT_FALSE(explored.verdict.isComplete());
    EXPECT_GE(explored.verdict.states, stopper.seen);
    EXPECT_GT(stopper.seen, 100U);
    EXPECT_EQ(explored.space->size(), explored.verdict.states);
    EXPECT_FALSE(explored.space->isComplete());
    EXPECT_NE(explored.verdict.first(FindingKind::Bug), nullptr);
    EXPECT_EQ(explored.verdict.schedules, std::nullopt);
}

TEST(Explore, FindsTheGraphAloneAsTheVerdictHasIt)
{
    for (const Reductions &reductions : {Reductions{}, Reductions::forVerdict()}) {
        const auto machine = machineFor(hangAmongOthers);
        const Limits limits{.reductions = reductions};
        const Exploration explored = explore(*machine, limits);
        const auto space = exploreGraph(*machine, limits);
        ASSERT_NE(space, nullptr);
        ASSERT_EQ(space->size(), explored.space->size());
        EXPECT_EQ(num_edges(space->graph()), num_edges(explored.space->graph()));
        for (std::uint32_t i = 0; i < space->size(); ++i)
            ASSERT_EQ(space->fate(StateIndex{i}), explored.space->fate(StateIndex{i}));
    }
}

TEST(Explore, FindsNoGraphWhereItIsCancelledAndPartOfItWhereThereAreTooManyStates)
{
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(exploreGraph(*machineFor(large), {}, stop.get_token()), nullptr);
    EXPECT_EQ(exploreGraph(*machineFor(large), {.maxMemoryMiB = 4}), nullptr);
    const auto space = exploreGraph(*machineFor(large), {.maxStates = 1000});
    ASSERT_NE(space, nullptr);
    EXPECT_FALSE(space->isComplete());
    EXPECT_EQ(space->size(), 1000U);
}

TEST(Explore, RunsTwiceAtOnce)
{
    const auto machine = machineFor(hangAmongOthers);
    Exploration first;
    Exploration second;
    {
        const std::jthread one([&] { first = explore(*machine, {}); });
        const std::jthread two([&] { second = explore(*machine, {}); });
    }
    EXPECT_EQ(first.verdict.states, second.verdict.states);
    EXPECT_EQ(first.verdict.transitions, second.verdict.transitions);
    ASSERT_EQ(first.verdict.findings.size(), second.verdict.findings.size());
    EXPECT_EQ(first.verdict.findings[0].steps, second.verdict.findings[0].steps);
}
