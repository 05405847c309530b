// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/second_pass.h"

#include "explore/explore.h"
#include "explore/fates/endings_again.h"
#include "explore/results/ending_words.h"
#include "explore/results/verdict_words.h"
#include "explore/search/replay.h"
#include "explore/search/resweep.h"
#include "explore/search/search.h"
#include "program/ids.h"
#include "support/naive_search.h"
#include "support/program_from_text.h"
#include "support/tiny_programs.h"
#include "support/verdict_facts.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

using namespace racewalk;
using namespace racewalk::test;

namespace {

/// A deadlock while a daemon goes round, a thread that does so forever, a warning, data races and
/// faults, among thousands of states.
constexpr std::string_view busy = R"(scenario "t"; int x, y, stop; spinlock_t p, q; int n;
struct box { int v; }; pool struct box boxes[2]; struct box *shared;
daemon thread clock { while (true) { WRITE_ONCE(y, 1 - READ_ONCE(y)); } }
thread a { spin_lock(&p); x = x + 1; spin_lock(&q); x = x + 1; spin_unlock(&q); spin_unlock(&p); }
thread b { spin_lock(&q); x = x + 1; spin_lock(&p); spin_unlock(&p); spin_unlock(&q);
           WARN_ON(READ_ONCE(x) == 2); if (READ_ONCE(x) == 3) WRITE_ONCE(stop, 1); }
thread c { struct box *it; rcu_read_lock(); it = rcu_dereference(shared);
           if (it) it->v = 1; rcu_read_unlock(); }
thread d { struct box *it; it = kmalloc(struct box); rcu_assign_pointer(shared, it);
           rcu_assign_pointer(shared, NULL); kfree(it);
           while (READ_ONCE(stop) == 0) { WRITE_ONCE(n, 1); } }
)";

/// 11^5 states.
constexpr std::string_view large = R"(scenario "t"; int x[5];
thread t[5] { int i; for (i = 0; i < 10; i++) { WRITE_ONCE(x[self], i); } })";

std::string textOf(const Verdict &verdict)
{
    const auto stepsText = [](const std::vector<Step> &steps) {
        std::string text;
        for (const Step step : steps)
            text += fmt::format("{}.{} ", indexOf(step.thread), step.choice);
        return text;
    };
    std::string text = fmt::format("{} {} {} {}\n", static_cast<int>(verdict.limit),
                                   verdict.limitValue, verdict.states, verdict.transitions);
    for (const Finding &finding : verdict.findings)
        text += fmt::format("{} {} {}\n", toText(finding.kind), finding.message,
                            stepsText(finding.steps));
    for (const Outcome &outcome : verdict.outcomes)
        text += fmt::format("{} {} {}\n", toText(outcome.kind), outcome.summary,
                            stepsText(outcome.steps));
    return text;
}

Verdict verdictWithoutGraph(const Machine &machine, Limits limits = {})
{
    limits.keepsGraph = false;
    limits.workers = 1;
    const Exploration one = explore(machine, limits);
    EXPECT_FALSE(one.space->isComplete());
    EXPECT_EQ(one.space->size(), 1U);
    EXPECT_FALSE(one.verdict.isGraphKept);
    limits.workers = 2;
    EXPECT_EQ(textOf(explore(machine, limits).verdict), textOf(one.verdict));
    return one.verdict;
}

void expectSameWithoutGraph(const Machine &machine)
{
    const Verdict kept = explore(machine, {}).verdict;
    const Verdict again = verdictWithoutGraph(machine);
    EXPECT_TRUE(kept.isGraphKept);
    EXPECT_EQ(again.limit, Limit::None);
    EXPECT_EQ(again.states, kept.states);
    EXPECT_EQ(again.transitions, kept.transitions);
    EXPECT_EQ(again.isListCut, kept.isListCut);
    EXPECT_EQ(factsOf(again).findings, factsOf(kept).findings);
    EXPECT_EQ(factsOf(again).outcomes, factsOf(kept).outcomes);
}

} // namespace

TEST(SecondPass, FindsInMadeUpProgramsWhatTheGraphAndNaiveSearchShow)
{
    std::set<FindingKind> kinds;
    for (const std::string &text : tinyPrograms(200, 200)) {
        SCOPED_TRACE(text);
        const auto machine = machineFor(text);
        expectSameWithoutGraph(*machine);
        const NaiveResult naive = naiveSearch(*machine);
        const std::vector<FindingKind> found = verdictWithoutGraph(*machine).failureKinds();
        EXPECT_EQ(std::set(found.begin(), found.end()), naive.failureKinds());
        if (HasFailure())
            return;
        kinds.insert(found.begin(), found.end());
    }
    for (auto kind = FindingKind::Hang; severityOf(kind) == Severity::Failure;
         kind = static_cast<FindingKind>(static_cast<int>(kind) + 1))
        EXPECT_TRUE(kinds.contains(kind)) << toText(kind);
}

TEST(SecondPass, FindsWhatTheGraphShowsAmongManyStates)
{
    const auto machine = machineFor(busy);
    const Verdict kept = explore(*machine, {}).verdict;
    ASSERT_GT(kept.states, 5'000U);
    for (const FindingKind kind : {FindingKind::Livelock, FindingKind::UseAfterFree,
                                   FindingKind::DataRace, FindingKind::Warn})
        ASSERT_NE(kept.first(kind), nullptr) << toText(kind);
    expectSameWithoutGraph(*machine);
}

TEST(SecondPass, FindsWhatTheGraphShowsUnderEveryMemoryModel)
{
    for (const MemoryModelRow &row : memoryModels)
        expectSameWithoutGraph(*machineFor(R"(scenario "t"; int x, y, a, b; spinlock_t l;
struct box { int v; }; pool struct box boxes[1] = { { .v = 1 } };
thread one { WRITE_ONCE(x, 1); a = READ_ONCE(y); boxes[0].v = 2; }
thread two { WRITE_ONCE(y, 1); b = READ_ONCE(x); kfree(&boxes[0]); }
final a + b > 0;
)",
                                           {}, {}, row.model));
}

TEST(SecondPass, FindsAFaultOfTheInitialState)
{
    expectSameWithoutGraph(*machineFor(R"(scenario "t"; thread a { BUG_ON(true); })"));
}

TEST(SecondPass, TakesAllStepsOfStatesWithManyThousand)
{
    expectSameWithoutGraph(*machineFor(R"(scenario "t"; int x, y;
thread a { x = choose(0, 20000); BUG_ON(x == 19999); }
thread b { WRITE_ONCE(y, 1); WRITE_ONCE(y, 2); })"));
}

TEST(SecondPass, GivesRunsThatShowTheirFindings)
{
    const auto machine = machineFor(busy);
    const Verdict again = verdictWithoutGraph(*machine);
    for (const Finding &finding : again.findings) {
        const Replayed replayed = replay(*machine, finding.steps);
        if (stopsTheRun(finding.kind)) {
            EXPECT_EQ(machine->layout().fault(replayed.end), finding.kind);
        }
        EXPECT_EQ(contextSwitchesOf(machine->program(), finding.steps), finding.contextSwitches);
    }
    // Those with fewer context switches first, within each kind.
    for (std::size_t i = 1; i < again.findings.size(); ++i) {
        if (again.findings[i].kind == again.findings[i - 1].kind) {
            EXPECT_GE(again.findings[i].contextSwitches, again.findings[i - 1].contextSwitches);
        }
    }
}

TEST(SecondPass, SaysWhatASearchThatALimitEndedHasSeen)
{
    const auto machine = machineFor(busy);
    for (const std::uint64_t states : {1U, 2U, 10U, 333U, 1'500U, 4'000U}) {
        const Verdict kept = explore(*machine, {.maxStates = states}).verdict;
        const Verdict again = verdictWithoutGraph(*machine, {.maxStates = states});
        EXPECT_EQ(again.limit, Limit::States);
        EXPECT_EQ(again.limitValue, states);
        EXPECT_EQ(again.states, states);
        EXPECT_EQ(factsOf(again), factsOf(kept)) << states;
    }
}

TEST(SecondPass, FollowsASearchThatHadNoMemoryForItsTransitions)
{
    const auto machine = machineFor(large);
    const Verdict kept = explore(*machine, {}).verdict;
    for (const unsigned workers : {1U, 2U}) {
        const Verdict again = explore(*machine, {.maxMemoryMiB = 20, .workers = workers}).verdict;
        EXPECT_TRUE(again.isComplete());
        EXPECT_FALSE(again.isGraphKept);
        EXPECT_EQ(again.states, kept.states);
        EXPECT_EQ(again.transitions, kept.transitions);
        EXPECT_EQ(factsOf(again), factsOf(kept));
        EXPECT_FALSE(again.schedules.has_value());
        EXPECT_EQ(verdictSentence(again), "proved: no failure in 161,051 states; no probabilities, "
                                          "the graph was too large to keep");
    }
}

TEST(SecondPass, GoesOnWhereASearchHasDroppedItsTransitions)
{
    // Of a graph that is dropped at any of many moments, parents remain.
    const auto machine = machineFor(busy);
    const Verdict kept = explore(*machine, {}).verdict;
    std::size_t dropped = 0;
    for (std::uint64_t memory = 1; memory < 8; ++memory) {
        const Verdict again = explore(*machine, {.maxMemoryMiB = memory}).verdict;
        dropped += again.isComplete() && !again.isGraphKept ? 1 : 0;
        if (again.isComplete()) {
            EXPECT_EQ(factsOf(again), factsOf(kept)) << memory;
        }
        EXPECT_EQ(again.isComplete(), again.limit == Limit::None);
    }
    EXPECT_GT(dropped, 0U);
}

TEST(SecondPass, ShowsACircleWhereThereIsNoMemoryForLoops)
{
    std::vector<std::string> texts = tinyPrograms(150, 200);
    texts.emplace_back(R"(scenario "t"; int x, y; thread a { while (READ_ONCE(x) == 0) {} }
thread b { if (READ_ONCE(y)) WRITE_ONCE(x, 1); } thread c { WRITE_ONCE(y, 1); })");
    texts.emplace_back(R"(scenario "t"; int x, y; daemon thread a { while (true) { y = 1 - y; } }
thread b { while (READ_ONCE(x) == 1) {} } thread c { WRITE_ONCE(x, 1); })");
    texts.emplace_back(R"(scenario "t"; int x; daemon thread a { while (true) { x = 1 - x; } }
thread b { WRITE_ONCE(x, 1); })");
    std::size_t livelocks = 0;
    std::size_t good = 0;
    for (const std::string &text : texts) {
        SCOPED_TRACE(text);
        const auto machine = machineFor(text);
        const SearchResult search = Search(*machine, {.keepsGraph = false}, {}, nullptr).run();
        Workers workers(1);
        const std::stop_token never;
        Resweep resweep(*machine, search, workers, never);
        const EndingsAgain whole = findEndingsAgain(*machine, search, resweep, 1U << 20, {});
        const EndingsAgain cut = findEndingsAgain(*machine, search, resweep, 90, {});
        EXPECT_FALSE(whole.isCut);
        EXPECT_EQ(cut.isCut, !whole.loops.empty());
        const auto isLivelock = [](const Loop &loop) { return loop.isLivelock; };
        const bool isAny = std::ranges::any_of(whole.loops, isLivelock);
        ASSERT_EQ(cut.loops.size(), isAny ? 1U : 0U);
        (isAny ? livelocks : good) += whole.loops.empty() ? 0 : 1;
        if (!isAny)
            continue;
        const NaiveResult naive = naiveSearch(*machine);
        for (const StateIndex state : cut.loops.front().states)
            EXPECT_EQ(naive.fates.at(bytesOf((*search.states)[state])), Fate::Doomed);
    }
    EXPECT_GE(livelocks, 2U);
    EXPECT_GE(good, 1U);
}

TEST(SecondPass, IsCancelledLikeAnyOther)
{
    class Canceller final : public ProgressSink {
    public:
        void progress(const Progress &) override { stop.request_stop(); }
        std::stop_source stop;
    };
    Canceller canceller;
    const auto machine = machineFor(R"(scenario "t"; int x[8];
thread t[8] { int i; for (i = 0; i < 20; i++) { WRITE_ONCE(x[self], i); } })");
    const Exploration explored =
        explore(*machine, {.keepsGraph = false}, canceller.stop.get_token(), &canceller);
    EXPECT_EQ(explored.verdict.limit, Limit::Cancelled);
    EXPECT_TRUE(explored.verdict.findings.empty());
}

TEST(SecondPass, IsBoundByTheLimitOnTime)
{
    using namespace std::chrono_literals;
    const auto machine = machineFor(R"(scenario "t"; int x[8];
thread t[8] { int i; for (i = 0; i < 20; i++) { WRITE_ONCE(x[self], i); } })");
    const Verdict verdict = explore(*machine, {.timeout = 1s, .keepsGraph = false}).verdict;
    EXPECT_EQ(verdict.limit, Limit::Time);
    EXPECT_EQ(verdict.limitValue, 1U);
    EXPECT_LT(verdict.seconds, 5);
}
