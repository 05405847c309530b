// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explore.h"
#include "explore/results/verdict_words.h"
#include "language/library.h"
#include "run/schedule/schedule.h"
#include "support/program_from_text.h"
#include "support/verdict_facts.h"
#include "support/waker_check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <ostream>
#include <set>
#include <utility>

using namespace racewalk;
using namespace racewalk::test;

namespace racewalk {

/// How GoogleTest names a scenario in a failure.
void PrintTo(const ShippedScenario &scenario, std::ostream *out)
{
    *out << scenario.name;
}

} // namespace racewalk

namespace {

std::string resourceOf(const ShippedScenario &scenario)
{
    return std::filesystem::relative(scenario.path, RACEWALK_RESOURCES_DIR).generic_string();
}

/// Every scenario of the source tree; calls `claim` with the machine and exploration of each
/// variant under each memory model that the scenario says something about.
class ShippedScenarios : public testing::TestWithParam<ShippedScenario> {
protected:
    void forEveryVariant(const auto &claim) const
    {
        const std::string resource = resourceOf(GetParam());
        const auto program = programOf(resource);
        for (const Variant &variant : program->scenario.variants) {
            for (const MemoryModel model : program->scenario.claimedModels()) {
                SCOPED_TRACE(resource + ", variant " + variant.name + ", under " +
                             std::string(toText(model)));
                const auto machine = machineOf(resource, variant.name, {}, model);
                claim(*machine, explore(*machine, {.maxStates = 3'000'000}));
            }
        }
    }
};

/// The steps of all stops of a tour, one after the other.
std::string stepsOf(const Tour &tour)
{
    std::string steps;
    for (const TourStop &stop : tour.stops)
        steps += stop.steps + " ";
    return steps;
}

/// How a state ends a run, as a tour says it; empty if the run could go on to different ends.
std::string endOf(const Machine &machine, const Exploration &exploration, StateView state)
{
    switch (machine.standing(state)) {
    case Standing::Ended:
        return "ok";
    case Standing::Hang:
        return "hang";
    case Standing::Fault:
        return std::string(toText(machine.layout().fault(state)));
    case Standing::Going:
        break;
    }
    return exploration.space->fateOf(state) == Fate::Doomed ? "livelock" : "";
}

} // namespace

TEST_P(ShippedScenarios, FailExactlyAsTheySayInEveryVariant)
{
    forEveryVariant([](const Machine &machine, const Exploration &exploration) {
        const Expectation *expectation = machine.program().expectation();
        ASSERT_NE(expectation, nullptr) << "no expect line";
        EXPECT_TRUE(exploration.verdict.isComplete());
        EXPECT_EQ(isAsExpected(exploration.verdict, expectation->kinds), true)
            << verdictSentence(exploration.verdict);
    });
}

TEST_P(ShippedScenarios, HaveOutcomesWhoseProbabilitiesAddUpToOne)
{
    forEveryVariant([](const Machine &, const Exploration &exploration) {
        ASSERT_FALSE(exploration.verdict.isListCut);
        double sum = 0;
        for (const Outcome &outcome : exploration.verdict.outcomes)
            sum += outcome.probability.value();
        EXPECT_NEAR(sum, 1, 1e-11);
    });
}

TEST_P(ShippedScenarios, HaveOutcomesThatNameOrDetailsTellApart)
{
    forEveryVariant([](const Machine &, const Exploration &exploration) {
        std::set<std::pair<std::string, std::string>> known;
        for (const Outcome &outcome : exploration.verdict.outcomes)
            EXPECT_TRUE(known.emplace(outcome.words.name, outcome.words.detail).second)
                << outcome.words.name << ": " << outcome.words.detail;
    });
}

TEST_P(ShippedScenarios, HaveTheSameVerdictWithoutTheirGraph)
{
    forEveryVariant([](const Machine &machine, const Exploration &exploration) {
        const Verdict again = explore(machine, {.keepsGraph = false}).verdict;
        EXPECT_FALSE(again.isGraphKept);
        EXPECT_EQ(again.limit, Limit::None);
        EXPECT_EQ(again.states, exploration.verdict.states);
        EXPECT_EQ(again.transitions, exploration.verdict.transitions);
        EXPECT_EQ(factsOf(again).findings, factsOf(exploration.verdict).findings);
        EXPECT_EQ(factsOf(again).outcomes, factsOf(exploration.verdict).outcomes);
    });
}

TEST_P(ShippedScenarios, HaveFindingsWhoseScheduleReplaysToThem)
{
    forEveryVariant([](const Machine &machine, const Exploration &exploration) {
        for (const Finding &finding : exploration.verdict.findings) {
            const std::string text = toText(scheduleOf(machine, finding.steps));
            const auto schedule = parseSchedule(text);
            ASSERT_TRUE(schedule.has_value()) << text;
            const Walk walked = walk(machine, *schedule);
            EXPECT_EQ(walked.message, "") << text;
            EXPECT_EQ(walked.steps, finding.steps) << text;
        }
    });
}

TEST_P(ShippedScenarios, ForetellEveryoneWhoWakesOrReleases)
{
    forEveryVariant([](const Machine &machine, const Exploration &exploration) {
        EXPECT_EQ(checkWakers(machine, *exploration.space).complaints, std::vector<std::string>{});
    });
}

TEST_P(ShippedScenarios, HaveACertificateForEveryHang)
{
    forEveryVariant([](const Machine &, const Exploration &exploration) {
        for (const Finding &finding : exploration.verdict.findings)
            EXPECT_EQ(finding.certificate != nullptr, finding.kind == FindingKind::Hang)
                << finding.message;
    });
}

TEST_P(ShippedScenarios, HaveToursThatEndAsTheySay)
{
    forEveryVariant([](const Machine &machine, const Exploration &exploration) {
        for (const Tour &tour : machine.program().scenario.tours) {
            if (tour.variant != machine.program().variant ||
                tour.memory != machine.program().memory)
                continue;
            const std::string steps = stepsOf(tour);
            const auto schedule = parseSchedule(steps);
            ASSERT_TRUE(schedule.has_value()) << steps;
            const Walk walked = walk(machine, *schedule);
            EXPECT_EQ(walked.message, "") << tour.title;
            State state = machine.initialState();
            for (const Step step : walked.steps)
                machine.apply(state, step);
            EXPECT_EQ(endOf(machine, exploration, state), tour.end) << tour.title;
        }
    });
}

INSTANTIATE_TEST_SUITE_P(All, ShippedScenarios,
                         testing::ValuesIn(shippedScenarios(RACEWALK_RESOURCES_DIR)),
                         [](const auto &instance) {
                             std::string name = instance.param.family + "_" + instance.param.name;
                             std::ranges::replace_if(
                                 name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
                             return name;
                         });

TEST(ShippedScenarios, IncludeTheInodeRaceAndTheLostWakeup)
{
    const auto scenarios = shippedScenarios(RACEWALK_RESOURCES_DIR);
    EXPECT_TRUE(findShipped(scenarios, "inode-teardown"));
    EXPECT_TRUE(findShipped(scenarios, "lost-wakeup"));
}
