// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explore.h"
#include "explore/reductions/persistent_steps.h"
#include "explore/reductions/symmetry.h"
#include "explore/results/ending_words.h"
#include "program/ids.h"
#include "support/naive_search.h"
#include "support/program_from_text.h"
#include "support/random_program.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace racewalk;
using namespace racewalk::test;

namespace {

constexpr std::size_t enoughStates = 3000;

/// So many programs are tried for each that is compared: with fewer that fit, a reduction or the
/// search is broken.
constexpr std::uint32_t triesForOne = 60;

/// What a reduction must not change: each finding and each outcome, with what their runs cost, how
/// likely they are and how many schedules end so. Which of several runs of one cost is shown is
/// left open.
std::string reportOf(const Verdict &verdict)
{
    std::multiset<std::string> lines;
    for (const Finding &finding : verdict.findings) {
        // Which of two accesses, or of several that hang, is named first depends on the run.
        const bool isOfSeveral = finding.kind == FindingKind::DataRace ||
                                 finding.kind == FindingKind::Hang ||
                                 finding.kind == FindingKind::Livelock;
        const SourceSpan span = isOfSeveral ? SourceSpan() : finding.span;
        lines.insert(fmt::format("{} at {}..{}, {} switches, {} steps", toText(finding.kind),
                                 span.begin, span.end, finding.contextSwitches,
                                 finding.steps.size()));
    }
    for (const Outcome &outcome : verdict.outcomes) {
        lines.insert(fmt::format("{}: {}, {} switches, {} steps, {:.6f}, {}", toText(outcome.kind),
                                 stopsTheRun(outcome.kind) ? "" : outcome.summary,
                                 outcome.contextSwitches, outcome.steps.size(),
                                 outcome.probability.value_or(-1) + 1e-9,
                                 outcome.schedules ? toText(*outcome.schedules) : "-"));
    }
    std::string text = verdict.schedules ? toText(*verdict.schedules) + " schedules\n" : "";
    for (const std::string &line : lines)
        text += line + "\n";
    return text;
}

/// What a reduction of steps must not change, beside what is said of the runs that show it.
std::string endings(const Verdict &verdict)
{
    std::multiset<std::string> lines;
    for (const Finding &finding : verdict.findings) {
        const bool isOfSeveral = finding.kind == FindingKind::DataRace ||
                                 finding.kind == FindingKind::Hang ||
                                 finding.kind == FindingKind::Livelock;
        lines.insert(
            fmt::format("{} at {}", toText(finding.kind), isOfSeveral ? 0 : finding.span.begin));
    }
    for (const Outcome &outcome : verdict.outcomes)
        if (!stopsTheRun(outcome.kind))
            lines.insert(fmt::format("{}: {}", toText(outcome.kind), outcome.summary));
    std::string text;
    for (const std::string &line : lines)
        text += line + "\n";
    return text;
}

Limits limitsWith(Reductions reductions, unsigned workers = 1)
{
    return {.maxStates = enoughStates, .workers = workers, .reductions = reductions};
}

} // namespace

TEST(Symmetry, ChangesNothingInTheVerdictsOfMadeUpPrograms)
{
    std::set<FindingKind> kinds;
    std::size_t compared = 0;
    for (std::uint32_t seed = 1; compared < 400; ++seed) {
        ASSERT_LT(seed, 400 * triesForOne) << "hardly any program can be compared";
        const std::string text = programOfLikeThreads(seed);
        const auto machine = machineFor(text);
        const Verdict whole = explore(*machine, {.maxStates = enoughStates, .workers = 1}).verdict;
        if (!whole.isComplete() || whole.isListCut)
            continue;
        const Exploration few = explore(*machine, limitsWith({.threads = true}));
        if (!few.verdict.isReduced)
            continue;
        SCOPED_TRACE(text);
        ASSERT_TRUE(few.verdict.isComplete());
        ASSERT_LE(few.verdict.states, whole.states);
        ASSERT_EQ(reportOf(few.verdict), reportOf(whole)) << "seed " << seed;
        Limits limits = limitsWith({.threads = true});
        limits.keepsGraph = false;
        ASSERT_EQ(endings(explore(*machine, limits).verdict), endings(whole)) << "seed " << seed;
        for (const FindingKind kind : whole.failureKinds())
            kinds.insert(kind);
        ++compared;
    }
    EXPECT_GE(kinds.size(), 11U);
}

namespace {

/// How many states the reduction leaves out of all in `programs` made up programs.
void expectStepsChangeNothing(std::string (*author)(std::uint32_t), MemoryModel memory,
                              std::size_t programs, bool isWithThreads)
{
    std::uint64_t all = 0, left = 0;
    std::size_t compared = 0;
    for (std::uint32_t seed = 1; compared < programs; ++seed) {
        ASSERT_LT(seed, programs * triesForOne) << "hardly any program can be compared";
        const std::string text = author(seed);
        const auto machine = machineFor(text, {}, {}, memory);
        const Verdict whole = explore(*machine, {.maxStates = enoughStates, .workers = 1}).verdict;
        if (!whole.isComplete() || whole.isListCut)
            continue;
        const Exploration few =
            explore(*machine, limitsWith({.threads = isWithThreads, .steps = true}));
        ++compared;
        if (!few.verdict.isReduced)
            continue;
        SCOPED_TRACE(text);
        ASSERT_TRUE(few.verdict.isComplete());
        ASSERT_LE(few.verdict.states, whole.states);
        ASSERT_EQ(endings(few.verdict), endings(whole)) << "seed " << seed;
        Limits limits = limitsWith({.threads = isWithThreads, .steps = true});
        limits.keepsGraph = false;
        ASSERT_EQ(endings(explore(*machine, limits).verdict), endings(whole)) << "seed " << seed;
        all += whole.states;
        left += few.verdict.states;
    }
    EXPECT_LT(left, all * 9 / 10);
}

} // namespace

class ReductionsUnder : public testing::TestWithParam<MemoryModelRow> {};

TEST_P(ReductionsUnder, LeaveTheVerdictsOfMadeUpProgramsAsTheyAreByStepsAlone)
{
    expectStepsChangeNothing(randomProgram, GetParam().model, GetParam().buffersStores ? 150 : 300,
                             false);
}

TEST_P(ReductionsUnder, LeaveTheVerdictsOfMadeUpProgramsAsTheyAreTogether)
{
    expectStepsChangeNothing(programOfLikeThreads, GetParam().model,
                             GetParam().buffersStores ? 100 : 200, true);
}

INSTANTIATE_TEST_SUITE_P(All, ReductionsUnder, testing::ValuesIn(memoryModels),
                         [](const auto &instance) { return std::string(instance.param.name); });

namespace {

/// Every thread writes its own cell: with steps reduced, hardly anything is left.
constexpr std::string_view apart = R"(scenario "t"; int x[4];
static void write(int i) { WRITE_ONCE(x[i], 1); WRITE_ONCE(x[i], 2); WRITE_ONCE(x[i], 3); }
thread t[4] { write(self); write(self); write(self); write(self); })";

/// Threads that are alike and go round forever, `operations` long.
std::string circling(int operations)
{
    std::string text = "scenario \"t\"; int x; thread t[4] { for (;;) {\n";
    for (int i = 0; i < operations; ++i)
        text += i == 0 ? "WRITE_ONCE(x, 0);" : " READ_ONCE(x);";
    return text + "} }\n";
}

} // namespace

TEST(Reductions, ComeWhenThereAreTooManyStatesWithout)
{
    const auto machine = machineFor(apart);
    const std::uint64_t whole = explore(*machine, {}).verdict.states;
    ASSERT_GT(whole, 20'000U);
    const auto statesWith = [&](Reductions reductions, std::uint64_t maxStates = 0) {
        const Verdict verdict =
            explore(*machine, {.maxStates = maxStates, .reductions = reductions}).verdict;
        EXPECT_TRUE(verdict.isComplete());
        EXPECT_EQ(verdict.isReduced, verdict.states < whole);
        return verdict.states;
    };
    EXPECT_EQ(statesWith({.steps = true, .stepsBeyond = whole}), whole);
    EXPECT_LT(statesWith({.steps = true, .stepsBeyond = whole - 1}), 1000U);
    EXPECT_LT(statesWith({.threads = true, .steps = true, .wholeUpTo = 100}), 1000U);
    EXPECT_EQ(statesWith({.threads = true, .steps = true, .wholeUpTo = whole}), whole);
    // A limit below that of a stage ends that stage, not the search.
    EXPECT_LT(statesWith({.steps = true, .stepsBeyond = whole}, 10'000), 1000U);
}

TEST(Reductions, ReportThatTheSearchBeginsAgainWithOneClock)
{
    class Recorder final : public ProgressSink {
    public:
        void progress(const Progress &progress) override
        {
            if (stages.empty() || stages.back() != progress.stage)
                stages.push_back(progress.stage);
            EXPECT_GE(progress.seconds, seconds);
            seconds = progress.seconds;
            states = progress.states;
        }
        std::vector<SearchStage> stages;
        double seconds = 0;
        std::uint64_t states = 0;
    };
    const auto machine = machineFor(apart);
    Recorder recorder;
    const Verdict verdict =
        explore(*machine, {.reductions = {.steps = true, .stepsBeyond = 1000}}, {}, &recorder)
            .verdict;
    if (!recorder.stages.empty() && recorder.stages.front() == SearchStage::Searching)
        recorder.stages.erase(recorder.stages.begin()); // only if it takes long enough
    EXPECT_EQ(recorder.stages,
              (std::vector{SearchStage::SearchingAgain, SearchStage::Evaluating}));
    EXPECT_EQ(recorder.states, verdict.states);
    EXPECT_LE(recorder.seconds, verdict.seconds);
}

TEST(Reductions, FindALivelockWhoseLoopFitsNowhere)
{
    const auto machine = machineFor(circling(50));
    for (const bool areSteps : {false, true}) {
        Limits limits = limitsWith({.threads = true, .steps = areSteps});
        limits.maxStates = 0;
        limits.maxMemoryMiB = 16;
        const Verdict verdict = explore(*machine, limits).verdict;
        EXPECT_TRUE(verdict.isComplete());
        EXPECT_TRUE(verdict.isListCut);
        EXPECT_FALSE(verdict.isGraphKept);
        EXPECT_EQ(verdict.failureKinds(), std::vector{FindingKind::Livelock});
    }
}

TEST(Reductions, AreTheSameForAnyNumberOfWorkers)
{
    for (std::uint32_t seed = 1; seed < 40; ++seed) {
        const std::string text = programOfLikeThreads(seed);
        SCOPED_TRACE(text);
        const auto machine = machineFor(text);
        for (const bool areSteps : {false, true}) {
            const Reductions reductions{.threads = true, .steps = areSteps};
            const Verdict one = explore(*machine, limitsWith(reductions, 1)).verdict;
            const Verdict two = explore(*machine, limitsWith(reductions, 2)).verdict;
            ASSERT_EQ(one.states, two.states);
            ASSERT_EQ(one.transitions, two.transitions);
            ASSERT_EQ(reportOf(one), reportOf(two));
            for (std::size_t i = 0; i < one.findings.size(); ++i)
                ASSERT_EQ(one.findings[i].steps, two.findings[i].steps);
        }
    }
}

TEST(Symmetry, KnowsTheFateOfEveryStateOfTheWholeGraph)
{
    std::size_t compared = 0;
    for (std::uint32_t seed = 1; compared < 60; ++seed) {
        ASSERT_LT(seed, 60 * triesForOne) << "hardly any program can be compared";
        const std::string text = programOfLikeThreads(seed);
        const auto machine = machineFor(text);
        const Exploration whole = explore(*machine, {.maxStates = 2000});
        const Exploration few = explore(*machine, limitsWith({.threads = true}));
        if (!whole.verdict.isComplete() || !few.verdict.isReduced)
            continue;
        SCOPED_TRACE(text);
        for (std::uint32_t i = 0; i < whole.space->size(); ++i)
            ASSERT_EQ(few.space->fateOf(whole.space->state(StateIndex{i})),
                      whole.space->fate(StateIndex{i}));
        ++compared;
    }
}
