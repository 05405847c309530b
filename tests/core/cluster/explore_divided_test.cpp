// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/explore_divided.h"
#include "explore/coverage.h"
#include "explore/explore.h"
#include "export/json.h"
#include "support/program_from_text.h"
#include "support/random_program.h"
#include "support/thread_ranks.h"

#include <gtest/gtest.h>

using namespace racewalk;
using namespace racewalk::test;

namespace {

/// What a graph that is not gathered does not give is left out.
std::string textOf(const std::shared_ptr<const Machine> &machine, Verdict verdict,
                   std::optional<std::vector<std::uint32_t>> unreached, bool isGathered)
{
    verdict.seconds = 0;
    if (!isGathered) {
        unreached.reset();
        verdict.schedules.reset();
        for (Outcome &outcome : verdict.outcomes) {
            outcome.probability.reset();
            outcome.schedules.reset();
        }
    }
    return toJson({.machine = machine, .verdict = std::move(verdict), .unreached = unreached});
}

std::string byOneProcess(const std::shared_ptr<const Machine> &machine, const Limits &limits,
                         bool isGathered)
{
    const Exploration explored = explore(*machine, limits);
    return textOf(machine, explored.verdict,
                  unreachedLines(*machine, *explored.space, maxTransitionsForCoverage), isGathered);
}

std::string byRanks(const std::shared_ptr<const Machine> &machine, const Limits &limits,
                    unsigned count, bool isGathered)
{
    std::string text;
    asRanks(count, [&](Ranks &ranks) {
        const DividedExploration explored = exploreDivided(*machine, limits, ranks, {}, nullptr,
                                                           isGathered ? maxTransitionsToGather : 0);
        if (ranks.isFirst())
            text = textOf(machine, explored.verdict, explored.unreached, isGathered);
    });
    return text;
}

} // namespace

TEST(ExploreDivided, FindsInMadeUpProgramsWhatOneProcessFinds)
{
    for (const std::string &text : tinyPrograms(60, 2000)) {
        SCOPED_TRACE(text);
        const auto machine = machineFor(text);
        for (const bool isGathered : {true, false}) {
            const std::string one = byOneProcess(machine, {}, isGathered);
            for (const unsigned ranks : {1U, 2U, 3U, 4U})
                ASSERT_EQ(byRanks(machine, {}, ranks, isGathered), one)
                    << ranks << " ranks, gathered: " << isGathered;
        }
    }
}

TEST(ExploreDivided, StopsAtALimitOnStatesWhereOneProcessStops)
{
    for (const std::string &text : tinyPrograms(10, 2000, 500)) {
        SCOPED_TRACE(text);
        const auto machine = machineFor(text);
        for (const std::uint64_t maxStates : {1U, 2U, 3U, 7U, 20U, 61U, 2000U}) {
            const Limits limits{.maxStates = maxStates};
            for (const bool isGathered : {true, false}) {
                const std::string one = byOneProcess(machine, limits, isGathered);
                for (const unsigned ranks : {2U, 3U})
                    ASSERT_EQ(byRanks(machine, limits, ranks, isGathered), one)
                        << ranks << " ranks, at most " << maxStates
                        << " states, gathered: " << isGathered;
            }
        }
    }
}
