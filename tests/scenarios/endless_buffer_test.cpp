// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explore.h"
#include "run/schedule/schedule.h"
#include "support/naive_search.h"
#include "support/program_from_text.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

using namespace racewalk;
using namespace racewalk::test;

namespace {

constexpr std::string_view buffer = "scenarios/classroom/endless-buffer.race";

std::string inWords(const NaiveCost &cost)
{
    return fmt::format("{} switches, {} steps", cost.contextSwitches, cost.steps);
}

std::string costOf(const Finding &finding)
{
    return inWords({finding.contextSwitches, finding.steps.size()});
}

} // namespace

TEST(EndlessBuffer, HangsAfterTheFewestContextSwitchesAndSteps)
{
    const auto machine = machineOf(buffer, "one_queue");
    // From a search of all states that has nothing to do with ours.
    const std::string cheapest = inWords(naiveCheapestHang(*machine).value());
    EXPECT_EQ(cheapest, "12 switches, 133 steps");
    for (const Reductions reductions : {Reductions{}, Reductions{.threads = true}}) {
        const Verdict verdict = explore(*machine, {.reductions = reductions}).verdict;
        ASSERT_EQ(verdict.failureKinds(), std::vector{FindingKind::Hang});
        EXPECT_TRUE(verdict.areRunsShortest);
        EXPECT_EQ(costOf(*verdict.first(FindingKind::Hang)), cheapest);
    }
}

TEST(EndlessBuffer, HangsAlsoIfStepsAreLeftOut)
{
    const auto machine = machineOf(buffer, "one_queue");
    const Verdict verdict =
        explore(*machine, {.reductions = {.threads = true, .steps = true}}).verdict;
    ASSERT_EQ(verdict.failureKinds(), std::vector{FindingKind::Hang});
    EXPECT_GE(verdict.first(FindingKind::Hang)->contextSwitches, 12U);
}

TEST(EndlessBuffer, HangsIfThereAreMoreThreadsThanTwiceItsCapacityAndElseNot)
{
    for (int producers = 1; producers <= 3; ++producers) {
        for (int consumers = 2; consumers <= std::min(3, 5 - producers); ++consumers) {
            for (int capacity = 1; capacity <= 3; ++capacity) {
                SCOPED_TRACE(testing::Message() << producers << " producers, " << consumers
                                                << " consumers, capacity " << capacity);
                const auto machine = machineOf(
                    buffer, "one_queue",
                    {{"producers", producers}, {"consumers", consumers}, {"capacity", capacity}});
                const Verdict verdict =
                    explore(*machine, {.reductions = Reductions::forVerdict()}).verdict;
                EXPECT_TRUE(verdict.isComplete());
                EXPECT_EQ(verdict.hasFailure(), producers + consumers > 2 * capacity);
            }
        }
    }
}

TEST(EndlessBuffer, IsLostOnceTheCustomerHasComeTooLate)
{
    const auto machine = machineOf(buffer, "one_queue");
    const Exploration explored = explore(*machine, {});
    const Walk walked = walk(*machine, parseSchedule("producer[0]! producer[1]! producer[2]! "
                                                     "consumer! customer! producer[1]! "
                                                     "producer[2]! producer[0]! consumer! "
                                                     "customer!")
                                           .value());
    ASSERT_EQ(walked.message, "");
    State state = machine->initialState();
    for (const Step step : walked.steps)
        machine->apply(state, step);
    EXPECT_EQ(explored.space->fateOf(state), Fate::Doomed);
}
