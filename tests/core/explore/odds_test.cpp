// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/odds/odds.h"

#include "explore/explore.h"
#include "explore/results/sample.h"
#include "graphs.h"
#include "small_programs.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

using namespace racewalk;
using namespace racewalk::test;

namespace {

Verdict verdictFor(std::string_view text)
{
    return explore(*machineFor(text), {}).verdict;
}

struct Chance {
    double probability = 0;
    std::uint64_t schedules = 0;
};

/// Of the only outcome with that kind whose summary has `part`.
Chance chanceOf(const Verdict &verdict, FindingKind kind, std::string_view part)
{
    std::vector<Chance> chances;
    for (const Outcome &outcome : verdict.outcomes)
        if (outcome.kind == kind && outcome.summary.find(part) != std::string::npos)
            chances.push_back(
                {outcome.probability.value(), outcome.schedules.value().exactly().value_or(0)});
    EXPECT_EQ(chances.size(), 1u) << part;
    return chances.empty() ? Chance{} : chances.front();
}

double sumOf(const Verdict &verdict)
{
    double sum = 0;
    for (const Outcome &outcome : verdict.outcomes)
        sum += outcome.probability.value();
    return sum;
}

} // namespace

TEST(Odds, OfTwoWritersTheLastOneIsEitherInHalfOfTheRuns)
{
    const Verdict verdict = verdictFor(R"(scenario "t"; int x;
thread a { WRITE_ONCE(x, 1); }
thread b { WRITE_ONCE(x, 2); }
)");
    EXPECT_DOUBLE_EQ(chanceOf(verdict, FindingKind::None, "x = 1").probability, 0.5);
    EXPECT_DOUBLE_EQ(chanceOf(verdict, FindingKind::None, "x = 2").probability, 0.5);
    EXPECT_EQ(verdict.schedules->exactly(), 2u);
}

TEST(Odds, AreOfThreadsAndNotOfSchedules)
{
    // b is last in one of the three orders, but in a quarter of all runs.
    const Verdict verdict = verdictFor(R"(scenario "t"; int x;
thread a { WRITE_ONCE(x, 1); WRITE_ONCE(x, 2); }
thread b { WRITE_ONCE(x, 9); }
)");
    const Chance last = chanceOf(verdict, FindingKind::None, "x = 9");
    EXPECT_DOUBLE_EQ(last.probability, 0.25);
    EXPECT_EQ(last.schedules, 1u);
    EXPECT_EQ(chanceOf(verdict, FindingKind::None, "x = 2").schedules, 2u);
    EXPECT_EQ(verdict.schedules->exactly(), 3u);
}

TEST(Odds, AnUpdateIsLostInHalfOfTheRunsAndInFourOfSixSchedules)
{
    const Verdict verdict = verdictFor(R"(scenario "t"; int x;
thread t[2] { x++; }
final x == 2;
)");
    const Chance lost = chanceOf(verdict, FindingKind::Final, "");
    EXPECT_DOUBLE_EQ(lost.probability, 0.5);
    EXPECT_EQ(lost.schedules, 4u);
    EXPECT_EQ(verdict.schedules->exactly(), 6u);
}

TEST(Odds, AChoiceIsDrawnAfterItsThread)
{
    const Verdict verdict = verdictFor(R"(scenario "t"; int x;
thread a { int v; v = choose(3, 6); WRITE_ONCE(x, v); v = 0; }
thread b { WRITE_ONCE(x, 9); }
)");
    EXPECT_DOUBLE_EQ(chanceOf(verdict, FindingKind::None, "x = 9").probability, 0.25);
    EXPECT_DOUBLE_EQ(chanceOf(verdict, FindingKind::None, "x = 4").probability, 3.0 / 16);
    EXPECT_EQ(verdict.schedules->exactly(), 12u);
}

TEST(Odds, ASpinningThreadIsDrawnAgainAndAgain)
{
    // Whenever the flag is set, two steps of a stand against one of b.
    const Verdict verdict = verdictFor(R"(scenario "t"; int x; bool flag;
thread a { while (!READ_ONCE(flag)) ; WRITE_ONCE(x, 1); }
thread b { WRITE_ONCE(flag, true); WRITE_ONCE(x, 2); }
)");
    EXPECT_DOUBLE_EQ(chanceOf(verdict, FindingKind::None, "x = 2").probability, 0.25);
    EXPECT_DOUBLE_EQ(chanceOf(verdict, FindingKind::None, "x = 1").probability, 0.75);
    EXPECT_TRUE(verdict.schedules->isInfinite());
}

TEST(Odds, AFailureAtOnceIsCertain)
{
    const Verdict verdict = verdictFor(R"(scenario "t"; int x;
thread a { BUG_ON(true); WRITE_ONCE(x, 1); }
)");
    EXPECT_DOUBLE_EQ(chanceOf(verdict, FindingKind::Bug, "").probability, 1);
    EXPECT_EQ(verdict.schedules->exactly(), 1u);
}

TEST(Odds, ALoopForeverIsAnEnding)
{
    // Whoever comes second goes round forever: a if b was first.
    const Verdict verdict = verdictFor(R"(scenario "t"; int x;
thread a { if (READ_ONCE(x)) for (;;) READ_ONCE(x); }
thread b { WRITE_ONCE(x, 1); }
)");
    EXPECT_DOUBLE_EQ(chanceOf(verdict, FindingKind::Livelock, "").probability, 0.5);
    EXPECT_DOUBLE_EQ(sumOf(verdict), 1);
}

TEST(Odds, AStoreBufferDrainsAsOftenAsAThreadSteps)
{
    constexpr std::string_view text = R"(int x, y;
thread a { WRITE_ONCE(x, 1); WRITE_ONCE(y, 1); }
thread b { int r; r = READ_ONCE(x); }
)";
    const auto seen = [&](std::string_view model) {
        return chanceOf(verdictFor("scenario \"t\"; memory " + std::string(model) + "; " +
                                   std::string(text)),
                        FindingKind::None, "r = 1")
            .probability;
    };
    EXPECT_DOUBLE_EQ(seen("sc"), 0.5);
    EXPECT_DOUBLE_EQ(seen("tso"), 1.0 / 4);
    // Both stores that can be drained have one draw.
    EXPECT_DOUBLE_EQ(seen("pso"), 11.0 / 48);
}

TEST(Odds, OfSeveralStepsOfOneThreadEachIsEquallyLikely)
{
    TransitionList list;
    const auto arrow = [&](std::uint32_t to, std::uint16_t thread, std::uint16_t choice) {
        list.append(StateIndex{0}, StateIndex{to}, {ThreadId{thread}, choice});
    };
    arrow(1, 0, 0);
    arrow(2, 0, 1);
    arrow(3, 0, Step::drainBit);
    arrow(1, 1, 0);
    const TransitionGraph graph = list.takeGraph(4);
    const auto odds = Odds::of(graph, Components(graph), {});
    ASSERT_TRUE(odds);
    EXPECT_DOUBLE_EQ(odds->ending(StateIndex{1}).probability, 1.0 / 6 + 1.0 / 3);
    EXPECT_DOUBLE_EQ(odds->ending(StateIndex{2}).probability, 1.0 / 6);
    EXPECT_DOUBLE_EQ(odds->ending(StateIndex{3}).probability, 1.0 / 3);
    EXPECT_DOUBLE_EQ(odds->through(StateIndex{0}, {ThreadId{1}, 0}).probability, 1.0 / 3);
    EXPECT_EQ(odds->total().exactly(), 4u);
}

TEST(Odds, AreAbsentWhileTheSearchIsIncomplete)
{
    const Verdict verdict =
        explore(*machineFor(R"(scenario "t"; int x; thread t[2] { x++; } )"), {.maxStates = 5})
            .verdict;
    EXPECT_FALSE(verdict.isComplete());
    EXPECT_FALSE(verdict.schedules);
    for (const Outcome &outcome : verdict.outcomes)
        EXPECT_FALSE(outcome.probability || outcome.schedules) << outcome.summary;
}

TEST(Odds, OfFiveIndependentThreadsAllOrdersAreCounted)
{
    const Verdict verdict = verdictFor(R"(scenario "t"; int x;
thread t[5] { READ_ONCE(x); READ_ONCE(x); WRITE_ONCE(x, 0); }
)");
    EXPECT_EQ(verdict.schedules->exactly(), 168'168'000u); // 15! / 3!^5
}

class OddsOfSmallPrograms : public testing::TestWithParam<SmallProgram> {};

TEST_P(OddsOfSmallPrograms, AddUpToOneAndAreThoseOfRandomRuns)
{
    const auto machine = machineFor(GetParam().text);
    const Verdict verdict = explore(*machine, {}).verdict;
    EXPECT_NEAR(sumOf(verdict), 1, 1e-12);

    std::map<FindingKind, double> exact;
    double forever = 0;
    for (const Outcome &outcome : verdict.outcomes) {
        EXPECT_GT(outcome.probability.value(), 0) << outcome.summary;
        const bool ends = outcome.summary.find("forever") == std::string::npos;
        (ends ? exact[outcome.kind] : forever) += *outcome.probability;
    }
    const Sample sample = sampleRuns(*machine, {.runs = 1500, .seed = 7, .maxSteps = 400});
    ASSERT_EQ(sample.runs, 1500u);
    std::map<FindingKind, double> sampled;
    for (const SampledOutcome &outcome : sample.outcomes)
        sampled[outcome.kind] += static_cast<double>(outcome.runs) / 1500;
    const auto fourSigma = [](double p) { return 4 * std::sqrt(p * (1 - p) / 1500) + 1e-9; };
    for (const auto &[kind, p] : exact)
        EXPECT_NEAR(sampled[kind], p, fourSigma(std::min(p, 1.0))) << toText(kind);
    EXPECT_EQ(sampled.size(), exact.size());
    EXPECT_NEAR(static_cast<double>(sample.unended) / 1500, forever,
                fourSigma(std::min(forever, 1.0)));
}

INSTANTIATE_TEST_SUITE_P(All, OddsOfSmallPrograms, testing::ValuesIn(smallPrograms()),
                         [](const auto &instance) { return std::string(instance.param.name); });

TEST(Sample, TheSameSeedGivesTheSameRuns)
{
    const auto machine = machineFor(R"(scenario "t"; int x; thread t[3] { x++; } )");
    const auto runs = [&](std::uint64_t seed) {
        std::vector<std::uint64_t> counts;
        for (const SampledOutcome &outcome :
             sampleRuns(*machine, {.runs = 500, .seed = seed}).outcomes)
            counts.push_back(outcome.runs);
        return counts;
    };
    EXPECT_EQ(runs(1), runs(1));
    EXPECT_NE(runs(1), runs(2));
}

TEST(Sample, AnIntervalIsNeverBeyondZeroAndOne)
{
    // Clopper and Pearson's interval for 10 of 100, from tables.
    EXPECT_NEAR(confidenceInterval(10, 100).low, 0.0490, 1e-4);
    EXPECT_NEAR(confidenceInterval(10, 100).high, 0.1762, 1e-4);
    EXPECT_EQ(confidenceInterval(0, 100).low, 0);
    EXPECT_NEAR(confidenceInterval(0, 100).high, 0.0362, 1e-4);
    EXPECT_EQ(confidenceInterval(100, 100).high, 1);
    EXPECT_EQ(confidenceInterval(0, 0).high, 1);
}
