// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/graph_layout/state_query.h"
#include "explore/graph_layout/way_to.h"

#include "explore/explore.h"
#include "explore/fates/shortest_run.h"
#include "explore/search/replay.h"
#include "support/program_from_text.h"
#include "support/tiny_programs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

// How to get to a state of the graph, and how to find one.

using namespace racewalk;
using namespace racewalk::test;

namespace {

constexpr std::string_view inodeRace = "scenarios/inode/inode-teardown.race";

std::vector<bool> systemLanes(const Program &program)
{
    std::vector<bool> lanes;
    for (const Thread &thread : program.threads)
        lanes.push_back(thread.isSystem);
    return lanes;
}

RunCost costOf(const Program &program, const std::vector<Step> &steps)
{
    return {contextSwitchesOf(program, steps), steps.size()};
}

struct Found {
    std::shared_ptr<const Machine> machine;
    std::shared_ptr<const GraphLayout> layout;

    std::vector<StateIndex> states(std::string_view text) const
    {
        return findStates(*machine, *layout, text);
    }
    const StateSpace &space() const { return layout->space(); }
};

Found inodeGraph()
{
    const auto machine = machineOf(inodeRace, "rcu_lookup");
    return {machine, layOutGraph(*machine, explore(*machine, {}).space, {})};
}

} // namespace

TEST(WayTo, IsAsCheapAsTheShortestRunToEveryState)
{
    std::size_t checked = 0;
    for (const std::string &text : tinyPrograms(40, 200)) {
        SCOPED_TRACE(text);
        const auto machine = machineFor(text);
        const auto space = explore(*machine, {}).space;
        const Renamings unrenamed;
        const ShortestRuns runs(space->graph(), unrenamed, systemLanes(machine->program()),
                                1'000'000);
        for (std::uint32_t i = 0; i < space->size(); ++i) {
            const auto steps =
                wayTo(*machine, *space, machine->initialState(), std::nullopt, StateIndex{i});
            ASSERT_TRUE(steps);
            EXPECT_EQ(space->find(replay(*machine, *steps).end), StateIndex{i});
            EXPECT_EQ(costOf(machine->program(), *steps), runs.costTo(StateIndex{i}));
            ++checked;
        }
        if (HasFailure())
            return;
    }
    EXPECT_GT(checked, 1000U);
}

TEST(WayTo, LeadsToEveryStateOfAGraphWithSymmetry)
{
    const auto machine = machineOf(inodeRace, "rcu_lookup", {{"lookups", 2}});
    const auto space = explore(*machine, {.reductions = {.threads = true}}).space;
    ASSERT_NE(space->symmetry(), nullptr);
    const auto whole = explore(*machine, {}).space;
    ASSERT_LT(space->size(), whole->size());
    const Renamings unrenamed;
    const ShortestRuns runs(whole->graph(), unrenamed, systemLanes(machine->program()), 1'000'000);
    // The cheapest run to any of the states that one stands for.
    std::vector<RunCost> cheapest(space->size(), RunCost{1'000'000, 0});
    for (std::uint32_t i = 0; i < whole->size(); ++i) {
        const auto index = space->find(whole->state(StateIndex{i}));
        ASSERT_TRUE(index);
        cheapest[indexOf(*index)] =
            std::min(cheapest[indexOf(*index)], *runs.costTo(StateIndex{i}));
    }
    for (std::uint32_t i = 0; i < space->size(); i += 7) {
        const auto steps =
            wayTo(*machine, *space, machine->initialState(), std::nullopt, StateIndex{i});
        ASSERT_TRUE(steps);
        EXPECT_EQ(space->find(replay(*machine, *steps).end), StateIndex{i});
        EXPECT_EQ(costOf(machine->program(), *steps), cheapest[i]) << i;
    }
}

TEST(WayTo, ContinuesFromAStateAndItsRunningThread)
{
    const auto machine = machineFor(R"(scenario "t"; int x, y;
thread a { WRITE_ONCE(x, 1); WRITE_ONCE(x, 2); }
thread b { WRITE_ONCE(y, 1); WRITE_ONCE(y, 2); }
)");
    const auto space = explore(*machine, {}).space;
    const ThreadId a{0}, b{1};
    State state = machine->initialState();
    machine->apply(state, {a});
    State end(state);
    for (const ThreadId thread : {a, b, b})
        machine->apply(end, {thread});
    const StateIndex target = *space->find(end);
    const std::vector<Step> stays{{a}, {b}, {b}}, switches{{b}, {b}, {a}};
    EXPECT_EQ(wayTo(*machine, *space, state, a, target), stays);
    EXPECT_EQ(wayTo(*machine, *space, state, b, target), switches);
    EXPECT_EQ(wayTo(*machine, *space, end, b, target), std::vector<Step>{});
    // There is no way back.
    EXPECT_EQ(wayTo(*machine, *space, end, b, *space->find(state)), std::nullopt);
}

TEST(StateQuery, FindsStatesByTheNextOperationOfAThread)
{
    const Found graph = inodeGraph();
    const auto found = graph.states("lookup: schedule");
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found, graph.states("LOOKUP:schedule"));
    std::size_t expected = 0;
    const ThreadId lookup = threadNamed(graph.machine->program(), "lookup");
    for (std::uint32_t i = 0; i < graph.space().size(); ++i) {
        const Origin *next =
            graph.machine->nextOperation(graph.space().state(StateIndex{i}), lookup);
        expected += next != nullptr && next->text.find("schedule") != std::string::npos;
    }
    EXPECT_EQ(found.size(), expected);
}

TEST(StateQuery, FindsStatesByValueAndByFlag)
{
    const Found graph = inodeGraph();
    const auto freeing = graph.states("i_state=I_FREEING");
    EXPECT_EQ(freeing, graph.states("inodes[0].i_state=i_freeing"));
    EXPECT_FALSE(freeing.empty());
    EXPECT_LT(freeing.size(), graph.space().size());
    EXPECT_TRUE(graph.states("state=I_FREEING").empty()) << "only whole names";
    const auto held = graph.states("i_lock=evict");
    const auto free = graph.states("i_lock=free");
    const auto byLookup = graph.states("i_lock=lookup");
    const auto freed = graph.states("i_lock=freed");
    EXPECT_EQ(held.size() + free.size() + byLookup.size() + freed.size(), graph.space().size());
}

TEST(StateQuery, FindsStatesByFateAndByAllWords)
{
    const Found graph = inodeGraph();
    const auto doomed = graph.states("fate:doomed");
    std::size_t expected = 0;
    for (std::uint32_t i = 0; i < graph.space().size(); ++i)
        expected += graph.space().fate(StateIndex{i}) == Fate::Doomed;
    EXPECT_EQ(doomed.size(), expected);
    EXPECT_GT(expected, 0U);
    const auto both = graph.states("fate:doomed  lookup: schedule");
    EXPECT_FALSE(both.empty());
    for (const StateIndex state : both)
        EXPECT_EQ(graph.space().fate(state), Fate::Doomed);
    // In order of layers.
    EXPECT_TRUE(std::ranges::is_sorted(
        both, {}, [&](StateIndex state) { return graph.layout->layerOf(state); }));
}

TEST(StateQuery, FindsEndingsByName)
{
    const Found graph = inodeGraph();
    const auto hangs = graph.states("hang:");
    std::size_t expected = 0;
    for (const GraphEnding &ending : graph.layout->endings())
        expected += ending.kind == FindingKind::Hang;
    EXPECT_EQ(hangs.size(), expected);
    EXPECT_GT(expected, 0U);
}

TEST(StateQuery, FindsNothingForNothing)
{
    const Found graph = inodeGraph();
    EXPECT_TRUE(graph.states("").empty());
    EXPECT_TRUE(graph.states("   ").empty());
    EXPECT_TRUE(graph.states("no_such_word").empty());
    EXPECT_TRUE(graph.states("nobody: schedule").empty());
    EXPECT_TRUE(graph.states("fate:nonsense").empty());
    EXPECT_TRUE(graph.states("=").empty());
}
