// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/fates/shortest_run.h"

#include "graphs.h"
#include "program/ids.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <random>
#include <set>

using namespace racewalk;
using namespace racewalk::test;

namespace {

const Renamings unrenamed;

constexpr std::uint16_t nobody = 99;
constexpr std::size_t everyPair = std::numeric_limits<std::size_t>::max();

/// Costs of pairs (state, running thread), relaxed until nothing changes: slow, and plainly right.
std::map<std::pair<std::uint32_t, std::uint16_t>, RunCost>
costsByRelaxing(const TransitionGraph &graph, std::uint16_t systemThread)
{
    std::map<std::pair<std::uint32_t, std::uint16_t>, RunCost> costs{{{0, nobody}, {}}};
    for (bool hasChanged = true; hasChanged;) {
        hasChanged = false;
        const auto known = costs;
        for (const auto &[pair, cost] : known) {
            for (const auto edge : transitionsFrom(graph, StateIndex{pair.first})) {
                const auto thread = static_cast<std::uint16_t>(indexOf(graph[edge].thread));
                const bool isSystem = thread == systemThread;
                const bool isSwitch = !isSystem && pair.second != nobody && pair.second != thread;
                const RunCost next{cost.contextSwitches + isSwitch, cost.steps + 1};
                const std::pair target{static_cast<std::uint32_t>(indexOf(targetOf(graph, edge))),
                                       isSystem ? pair.second : thread};
                const auto there = costs.find(target);
                if (there == costs.end() || next < there->second) {
                    costs[target] = next;
                    hasChanged = true;
                }
            }
        }
    }
    return costs;
}

std::optional<RunCost>
cheapest(const std::map<std::pair<std::uint32_t, std::uint16_t>, RunCost> &costs,
         std::uint32_t state)
{
    std::optional<RunCost> best;
    for (const auto &[pair, cost] : costs) {
        if (pair.first == state && (!best || cost < *best))
            best = cost;
    }
    return best;
}

/// What a run costs and where it ends, walked step by step. Of two steps of one thread the graph's
/// first is meant, so random graphs give each (thread, choice) once per state.
RunCost walkedCost(const TransitionGraph &graph, const std::vector<Step> &steps,
                   std::uint16_t systemThread, std::uint32_t &state)
{
    RunCost cost;
    std::uint16_t running = nobody;
    state = 0;
    for (const Step step : steps) {
        bool isThere = false;
        for (const auto edge : transitionsFrom(graph, StateIndex{state})) {
            if (graph[edge] == step) {
                state = static_cast<std::uint32_t>(indexOf(targetOf(graph, edge)));
                isThere = true;
                break;
            }
        }
        EXPECT_TRUE(isThere);
        const auto thread = static_cast<std::uint16_t>(indexOf(step.thread));
        cost.steps += 1;
        if (thread == systemThread)
            continue;
        cost.contextSwitches += running != nobody && running != thread;
        running = thread;
    }
    return cost;
}

TransitionGraph randomGraph(std::mt19937 &random, std::uint32_t states, std::uint16_t threads)
{
    TransitionList list;
    for (std::uint32_t i = 0; i < states; ++i) {
        for (std::uint16_t thread = 0; thread < threads; ++thread) {
            for (std::uint16_t choice = 0; random() % 3 == 0; ++choice)
                list.append(StateIndex{i},
                            StateIndex{static_cast<std::uint32_t>(random() % states)},
                            {ThreadId{thread}, choice});
        }
    }
    return list.takeGraph(states);
}

void checkAgainstRelaxing(std::mt19937 &random, std::size_t maxPairs, bool isExact)
{
    const auto states = static_cast<std::uint32_t>(1 + random() % 30);
    const auto threads = static_cast<std::uint16_t>(1 + random() % 5);
    const std::uint16_t systemThread = random() % 2 == 0 ? threads - 1 : nobody;
    const TransitionGraph graph = randomGraph(random, states, threads);
    std::vector<bool> isSystem(threads, false);
    if (systemThread != nobody)
        isSystem[systemThread] = true;
    const ShortestRuns runs(graph, unrenamed, isSystem, maxPairs);
    if (isExact) {
        ASSERT_FALSE(runs.isCut());
    }
    const auto costs = costsByRelaxing(graph, systemThread);
    for (std::uint32_t i = 0; i < states; ++i) {
        const std::optional<RunCost> best = cheapest(costs, i);
        const std::optional<RunCost> found = runs.costTo(StateIndex{i});
        ASSERT_EQ(found.has_value(), best.has_value());
        if (!found)
            continue;
        if (isExact) {
            ASSERT_EQ(*found, *best) << "state " << i;
        } else {
            ASSERT_GE(*found, *best);
            if (*found != *best) {
                ASSERT_TRUE(runs.isCut());
            }
        }
        std::uint32_t end = 0;
        ASSERT_EQ(walkedCost(graph, runs.runTo(StateIndex{i}).steps, systemThread, end), *found);
        ASSERT_EQ(end, i);
        for (const auto edge : transitionsFrom(graph, StateIndex{i})) {
            const auto through = runs.costThrough(StateIndex{i}, graph[edge]);
            ASSERT_TRUE(through);
            const std::vector<Step> steps = runs.runThrough(StateIndex{i}, graph[edge]).steps;
            ASSERT_EQ(walkedCost(graph, steps, systemThread, end), *through);
            ASSERT_EQ(steps.back(), graph[edge]);
            if (isExact) {
                ASSERT_LE(*best, *through);
            }
        }
    }
}

/// The cheapest cost of ending with `step` in `source`, from all pairs of that state.
RunCost cheapestThrough(const std::map<std::pair<std::uint32_t, std::uint16_t>, RunCost> &costs,
                        std::uint32_t source, std::uint16_t thread, bool isSystem)
{
    RunCost best{1'000'000, 0};
    for (const auto &[pair, cost] : costs) {
        const bool isSwitch = !isSystem && pair.second != nobody && pair.second != thread;
        if (pair.first == source)
            best = std::min(best, RunCost{cost.contextSwitches + isSwitch, cost.steps + 1});
    }
    return best;
}

} // namespace

TEST(ShortestRuns, HaveTheFewestSwitchesAndThenTheFewestSteps)
{
    std::mt19937 random(2);
    for (int round = 0; round < 2000; ++round) {
        checkAgainstRelaxing(random, everyPair, true);
        ASSERT_FALSE(HasFailure()) << "round " << round;
    }
}

TEST(ShortestRuns, ThroughAStepAreCheapestToo)
{
    std::mt19937 random(3);
    for (int round = 0; round < 1000; ++round) {
        const auto states = static_cast<std::uint32_t>(1 + random() % 20);
        const TransitionGraph graph = randomGraph(random, states, 4);
        const ShortestRuns runs(graph, unrenamed, {false, false, false, true}, everyPair);
        const auto costs = costsByRelaxing(graph, 3);
        for (std::uint32_t i = 0; i < states; ++i) {
            for (const auto edge : transitionsFrom(graph, StateIndex{i})) {
                const auto thread = static_cast<std::uint16_t>(indexOf(graph[edge].thread));
                const auto through = runs.costThrough(StateIndex{i}, graph[edge]);
                ASSERT_EQ(through.has_value(), cheapest(costs, i).has_value());
                if (through) {
                    ASSERT_EQ(*through, cheapestThrough(costs, i, thread, thread == 3))
                        << "round " << round;
                }
            }
        }
    }
}

TEST(ShortestRuns, AreStillRunsWhenOnlyOnePairOfEachStateIsKept)
{
    std::mt19937 random(4);
    for (int round = 0; round < 500; ++round) {
        checkAgainstRelaxing(random, 0, false);
        ASSERT_FALSE(HasFailure()) << "round " << round;
    }
}

TEST(ShortestRuns, AreStillRunsWhenTimeEndsAmidTheSweep)
{
    std::mt19937 random(5);
    const TransitionGraph graph = randomGraph(random, 3000, 4);
    const std::stop_token stop;
    // Late at the first look, which is after the first thousand pairs.
    const ShortestRuns late(graph, unrenamed, {false, false, false, true}, everyPair,
                            Watch(stop, Watch::Clock::time_point::min()));
    const ShortestRuns whole(graph, unrenamed, {false, false, false, true}, everyPair);
    EXPECT_TRUE(late.isCut());
    EXPECT_FALSE(whole.isCut());
    std::size_t longer = 0;
    for (std::uint32_t i = 0; i < 3000; ++i) {
        const std::optional<RunCost> best = whole.costTo(StateIndex{i});
        const std::optional<RunCost> found = late.costTo(StateIndex{i});
        ASSERT_EQ(found.has_value(), best.has_value());
        if (!found)
            continue;
        ASSERT_GE(*found, *best);
        longer += *found != *best;
        std::uint32_t end = 0;
        ASSERT_EQ(walkedCost(graph, late.runTo(StateIndex{i}).steps, 3, end), *found);
        ASSERT_EQ(end, i);
    }
    EXPECT_GT(longer, 0U);
}

TEST(ShortestRuns, StopWhenAskedTo)
{
    std::mt19937 random(5);
    const TransitionGraph graph = randomGraph(random, 3000, 4);
    std::stop_source source;
    source.request_stop();
    const std::stop_token stop = source.get_token();
    const Watch watch(stop, Watch::Clock::time_point::max());
    EXPECT_THROW(ShortestRuns(graph, unrenamed, std::vector<bool>(4, false), everyPair, watch),
                 EvaluationStopped);
}

TEST(ShortestRuns, TakeMoreStepsWhereThatSavesASwitch)
{
    // a b reaches 3 in two steps and one switch; a a a in three steps without.
    const TransitionGraph graph = graphOf(4, {{0, 1, 0}, {1, 2, 0}, {1, 3, 1}, {2, 3, 0}});
    const ShortestRuns runs(graph, unrenamed, {false, false}, everyPair);
    EXPECT_EQ(runs.costTo(StateIndex{3}), (RunCost{0, 3}));
}

TEST(ShortestRuns, CountNoSwitchForSystemLanes)
{
    const TransitionGraph graph = graphOf(4, {{0, 1, 0}, {1, 2, 1}, {2, 3, 0}});
    EXPECT_EQ(ShortestRuns(graph, unrenamed, {false, true}, everyPair).costTo(StateIndex{3}),
              (RunCost{0, 3}));
    EXPECT_EQ(ShortestRuns(graph, unrenamed, {false, false}, everyPair).costTo(StateIndex{3}),
              (RunCost{2, 3}));
}
