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

std::string textOf(const std::shared_ptr<const Machine> &machine, Verdict verdict,
                   std::optional<std::vector<std::uint32_t>> unreached)
{
    verdict.seconds = 0;
    return toJson({.machine = machine, .verdict = std::move(verdict), .unreached = unreached});
}

std::string byOneProcess(const std::shared_ptr<const Machine> &machine, const Limits &limits)
{
    const Exploration explored = explore(*machine, limits);
    return textOf(machine, explored.verdict,
                  unreachedLines(*machine, *explored.space, maxTransitionsForCoverage));
}

std::string byRanks(const std::shared_ptr<const Machine> &machine, const Limits &limits,
                    unsigned count)
{
    std::string text;
    asRanks(count, [&](Ranks &ranks) {
        const DividedExploration explored = exploreDivided(*machine, limits, ranks);
        if (ranks.isFirst())
            text = textOf(machine, explored.verdict, explored.unreached);
    });
    return text;
}

} // namespace

TEST(ExploreDivided, FindsInMadeUpProgramsWhatOneProcessFinds)
{
    for (const std::string &text : tinyPrograms(100, 2000)) {
        SCOPED_TRACE(text);
        const auto machine = machineFor(text);
        const std::string one = byOneProcess(machine, {});
        for (const unsigned ranks : {1U, 2U, 3U, 4U})
            ASSERT_EQ(byRanks(machine, {}, ranks), one) << ranks << " ranks";
    }
}

TEST(ExploreDivided, StopsAtALimitOnStatesWhereOneProcessStops)
{
    for (const std::string &text : tinyPrograms(10, 2000, 500)) {
        SCOPED_TRACE(text);
        const auto machine = machineFor(text);
        for (const std::uint64_t maxStates : {1U, 2U, 3U, 7U, 20U, 61U, 2000U}) {
            const Limits limits{.maxStates = maxStates};
            const std::string one = byOneProcess(machine, limits);
            for (const unsigned ranks : {2U, 3U})
                ASSERT_EQ(byRanks(machine, limits, ranks), one)
                    << ranks << " ranks, at most " << maxStates << " states";
        }
    }
}
