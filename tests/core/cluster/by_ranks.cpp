// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cluster/by_ranks.h"

#include "explore/explore.h"
#include "explore/fates/coverage.h"
#include "export/reports/json.h"
#include "support/thread_ranks.h"

#include <gtest/gtest.h>

#include <utility>

namespace racewalk::test {
namespace {

std::string textOf(const std::shared_ptr<const Machine> &machine, DividedExploration explored,
                   Evaluation evaluation)
{
    Verdict &verdict = explored.verdict;
    verdict.seconds = 0;
    if (evaluation == Evaluation::Divided) {
        explored.unreached.reset();
        verdict.schedules.reset();
        for (Outcome &outcome : verdict.outcomes) {
            outcome.probability.reset();
            outcome.schedules.reset();
        }
    }
    return toJson({.machine = machine,
                   .verdict = std::move(verdict),
                   .unreached = std::move(explored.unreached)});
}

} // namespace

std::string foundByOneProcess(const std::shared_ptr<const Machine> &machine, const Limits &limits,
                              Evaluation evaluation)
{
    const Exploration explored = explore(*machine, limits);
    return textOf(
        machine,
        {explored.verdict, unreachedLines(*machine, *explored.space, maxTransitionsForCoverage)},
        evaluation);
}

std::string foundByRanks(unsigned count, const std::shared_ptr<const Machine> &machine,
                         const Limits &limits, Evaluation evaluation)
{
    return textOf(machine, exploredByRanks(count, *machine, limits, evaluation), evaluation);
}

DividedExploration exploredByRanks(unsigned count, const Machine &machine, const Limits &limits,
                                   Evaluation evaluation, const std::stop_token &stop)
{
    DividedExploration ofFirst;
    std::vector<Limit> hit(count);
    const std::uint64_t maxGathered =
        evaluation == Evaluation::Gathered ? maxTransitionsToGather : 0;
    asRanks(count, [&](Ranks &ranks) {
        DividedExploration explored =
            exploreDivided(machine, limits, ranks, stop, nullptr, maxGathered);
        hit[ranks.rank()] = explored.verdict.limit;
        if (ranks.isFirst())
            ofFirst = std::move(explored);
    });
    EXPECT_EQ(hit, std::vector(count, ofFirst.verdict.limit));
    return ofFirst;
}

} // namespace racewalk::test
