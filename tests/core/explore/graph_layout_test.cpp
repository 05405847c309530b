// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/graph_layout/graph_layout.h"

#include "explore/explore.h"
#include "explore/graph_layout/graph_words.h"
#include "small_programs.h"
#include "support/program_from_text.h"
#include "support/tiny_programs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace racewalk;
using namespace racewalk::test;

namespace {

std::vector<std::string> shippedScenarios()
{
    const std::filesystem::path resources(RACEWALK_RESOURCES_DIR);
    std::vector<std::string> names;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(resources / "scenarios"))
        if (entry.path().extension() == ".race")
            names.push_back(std::filesystem::relative(entry.path(), resources).string());
    std::ranges::sort(names);
    return names;
}

std::vector<StateIndex> successors(const StateSpace &space, StateIndex state)
{
    std::set<StateIndex> all;
    for (const auto edge : transitionsFrom(space.graph(), state))
        all.insert(targetOf(space.graph(), edge));
    return {all.begin(), all.end()};
}

/// The length of the shortest run to each state, by relaxing until nothing changes.
std::vector<std::size_t> depths(const StateSpace &space)
{
    std::vector<std::size_t> depth(space.size(), space.size());
    depth[0] = 0;
    for (bool hasChanged = true; std::exchange(hasChanged, false);)
        for (std::uint32_t i = 0; i < space.size(); ++i)
            for (const StateIndex target : successors(space, StateIndex{i}))
                if (depth[i] + 1 < depth[indexOf(target)]) {
                    depth[indexOf(target)] = depth[i] + 1;
                    hasChanged = true;
                }
    return depth;
}

void expectPlacesToBeUnique(const GraphLayout &layout)
{
    std::set<std::pair<double, double>> places;
    for (std::uint32_t i = 0; i < layout.space().size(); ++i) {
        const GraphPoint at = layout.place(StateIndex{i});
        ASSERT_TRUE(std::isfinite(at.x) && std::isfinite(at.y));
        EXPECT_TRUE(places.insert({at.x, at.y}).second) << "state " << i;
        EXPECT_TRUE(at.y >= layout.top() && at.y <= layout.bottom());
    }
    for (std::size_t number = 0; number < layout.layerCount(); ++number) {
        const auto states = layout.layer(number);
        ASSERT_FALSE(states.empty());
        for (std::size_t i = 1; i < states.size(); ++i) {
            const bool areNodes = layout.nodeOf(states[i - 1]) && layout.nodeOf(states[i]);
            const double gap = layout.place(states[i]).y - layout.place(states[i - 1]).y;
            EXPECT_GE(gap, areNodes ? 25.9 : 8.9) << "layer " << number;
        }
    }
}

void expectLinesToLeadOn(const GraphLayout &layout)
{
    const std::vector<std::size_t> depth = depths(layout.space());
    for (std::uint32_t i = 0; i < layout.space().size(); ++i) {
        ASSERT_EQ(layout.layerOf(StateIndex{i}), depth[i]);
        for (const StateIndex target : successors(layout.space(), StateIndex{i})) {
            const GraphCurve curve = layout.curve(StateIndex{i}, target);
            EXPECT_EQ(curve.from, layout.place(StateIndex{i}));
            EXPECT_EQ(curve.to, layout.place(target));
            if (layout.isBackwards(StateIndex{i}, target))
                EXPECT_LE(curve.to.x, curve.from.x);
            else
                EXPECT_DOUBLE_EQ(curve.to.x, curve.from.x + layout.layerGap());
        }
    }
}

void expectToHideOnlyChains(const GraphLayout &layout)
{
    const StateSpace &space = layout.space();
    std::vector<bool> isPointOfNoReturn(space.size(), false);
    for (std::uint32_t i = 0; i < space.size(); ++i)
        for (const StateIndex target : successors(space, StateIndex{i}))
            if (space.fate(StateIndex{i}) == Fate::Open && space.fate(target) == Fate::Doomed)
                isPointOfNoReturn[indexOf(target)] = true;
    for (std::uint32_t i = 0; i < space.size(); ++i) {
        const StateIndex state{i};
        const bool mustShow = i == 0 || layout.endingAt(state) != nullptr || isPointOfNoReturn[i] ||
                              i >= space.expanded() || successors(space, state).size() != 1;
        EXPECT_EQ(layout.nodeOf(state).has_value(), mustShow || !layout.foldsChains())
            << "state " << i;
        EXPECT_TRUE(layout.nodeFor(state).has_value());
    }
}

void expectEdgesToBeRuns(const Machine &machine, const GraphLayout &layout)
{
    const StateSpace &space = layout.space();
    for (std::size_t node = 0; node < layout.nodes().size(); ++node) {
        std::set<StateIndex> first;
        for (const GraphEdge &edge : layout.edgesFrom(node)) {
            ASSERT_EQ(edge.steps.size(), edge.chain.size() + 1);
            EXPECT_TRUE(layout.nodeOf(edge.target).has_value());
            State state = space.state(edge.source);
            for (std::size_t i = 0; i < edge.steps.size(); ++i) {
                machine.apply(state, edge.steps[i]);
                const StateIndex next = i < edge.chain.size() ? edge.chain[i] : edge.target;
                ASSERT_EQ(space.find(state), next);
                EXPECT_EQ(layout.nodeOf(next).has_value(), next == edge.target);
                state = space.state(next);
            }
            first.insert(edge.chain.empty() ? edge.target : edge.chain.front());
            EXPECT_TRUE(
                std::ranges::binary_search(layout.nodesBefore(*layout.nodeOf(edge.target)), node));
        }
        EXPECT_EQ(first.size(), successors(space, layout.nodes()[node].state).size());
    }
}

void expectTheWitnessToBeStraight(const GraphLayout &layout)
{
    const auto &witness = layout.witness();
    for (std::size_t i = 0; i < witness.size(); ++i) {
        EXPECT_EQ(layout.layerOf(witness[i]), i);
        EXPECT_EQ(layout.place(witness[i]).y, 0);
    }
    if (!layout.endings().empty()) {
        ASSERT_FALSE(witness.empty());
        const bool isAny = std::ranges::any_of(layout.endings(), [](const GraphEnding &ending) {
            return ending.kind != FindingKind::None;
        });
        ASSERT_NE(layout.endingAt(witness.back()), nullptr);
        EXPECT_EQ(layout.endingAt(witness.back())->kind != FindingKind::None, isAny);
    }
}

void expectAGoodLayout(const Machine &machine, const std::shared_ptr<const StateSpace> &space)
{
    for (const bool folds : {true, false}) {
        const auto layout = layOutGraph(machine, space, {.foldsChains = folds});
        ASSERT_NE(layout, nullptr);
        expectPlacesToBeUnique(*layout);
        expectLinesToLeadOn(*layout);
        expectToHideOnlyChains(*layout);
        expectEdgesToBeRuns(machine, *layout);
        expectTheWitnessToBeStraight(*layout);
        const auto again = layOutGraph(machine, space, {.foldsChains = folds});
        for (std::uint32_t i = 0; i < space->size(); ++i)
            ASSERT_EQ(again->place(StateIndex{i}), layout->place(StateIndex{i}));
    }
}

/// The names of all endings, sorted, each once.
std::set<std::string> endingNames(const GraphLayout &layout)
{
    std::set<std::string> names;
    for (const GraphEnding &ending : layout.endings())
        names.insert(ending.name);
    return names;
}

std::shared_ptr<const GraphLayout> layoutOf(const Machine &machine, const Limits &limits = {})
{
    return layOutGraph(machine, explore(machine, limits).space, {});
}

} // namespace

TEST(GraphLayout, IsGoodForMadeUpPrograms)
{
    for (const std::string &text : tinyPrograms(60, 200)) {
        SCOPED_TRACE(text);
        const auto machine = machineFor(text);
        expectAGoodLayout(*machine, explore(*machine, {}).space);
        if (HasFailure())
            return;
    }
}

TEST(GraphLayout, IsGoodForEveryWayToEnd)
{
    for (const SmallProgram &program : smallPrograms())
        for (const Reductions reductions : {Reductions{}, Reductions{.threads = true},
                                            Reductions{.threads = true, .steps = true}}) {
            SCOPED_TRACE(program.name);
            const auto machine = machineFor(program.text);
            expectAGoodLayout(*machine, explore(*machine, {.reductions = reductions}).space);
        }
}

TEST(GraphLayout, IsGoodForShippedScenarios)
{
    std::size_t seen = 0;
    for (const std::string &name : shippedScenarios()) {
        SCOPED_TRACE(name);
        const auto machine = machineOf(name);
        const Exploration explored = explore(*machine, {.maxStates = 600});
        expectAGoodLayout(*machine, explored.space);
        ++seen;
        if (HasFailure())
            return;
    }
    EXPECT_GT(seen, 30U);
}

TEST(GraphLayout, KeepsLayersAndChainLengthsWhenChainsAreFolded)
{
    const auto machine = machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup");
    const auto space = explore(*machine, {}).space;
    const auto folded = layOutGraph(*machine, space, {});
    const auto whole = layOutGraph(*machine, space, {.foldsChains = false});
    EXPECT_LT(folded->nodes().size(), whole->nodes().size());
    EXPECT_EQ(whole->nodes().size(), space->size());
    for (std::uint32_t i = 0; i < space->size(); ++i)
        EXPECT_EQ(folded->layerOf(StateIndex{i}), whole->layerOf(StateIndex{i}));
}

TEST(GraphLayout, LaysTheGivenRunOutAsAStraightLine)
{
    const auto machine = machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup");
    const Exploration explored = explore(*machine, {});
    const Finding &hang = *explored.verdict.first(FindingKind::Hang);
    const auto layout = layOutGraph(*machine, explored.space, {.witness = hang.steps});
    ASSERT_EQ(layout->witness().size(), hang.steps.size() + 1);
    State state = machine->initialState();
    for (const Step step : hang.steps) {
        machine->apply(state, step);
        EXPECT_EQ(layout->place(*layout->space().find(state)).y, 0);
    }
    EXPECT_EQ(layout->endingAt(layout->witness().back())->kind, FindingKind::Hang);
}

TEST(GraphLayout, IsAStraightLineForOneThread)
{
    const auto machine = machineFor(R"(scenario "t"; int x;
thread a { WRITE_ONCE(x, 1); WRITE_ONCE(x, 2); WRITE_ONCE(x, 3); }
)");
    const auto layout = layoutOf(*machine);
    ASSERT_EQ(layout->nodes().size(), 2U);
    EXPECT_EQ(layout->nodes()[0].kind, GraphNode::Kind::State);
    EXPECT_EQ(layout->nodes()[1].kind, GraphNode::Kind::GoodEnd);
    EXPECT_EQ(layout->nodes()[1].at.y, 0);
    ASSERT_EQ(layout->edgesFrom(0).size(), 1U);
    EXPECT_EQ(layout->edgesFrom(0)[0].chain.size(), 2U);
    EXPECT_EQ(graphSizeText(*layout), "2 of 4 nodes, chains folded");
}

TEST(GraphLayout, IsALatticeForTwoThreads)
{
    const auto machine = machineFor(R"(scenario "t"; int x, y;
thread a { WRITE_ONCE(x, 1); WRITE_ONCE(x, 2); }
thread b { WRITE_ONCE(y, 1); WRITE_ONCE(y, 2); }
)");
    const auto layout = layoutOf(*machine);
    // Layers of a 3 x 3 lattice, seen along its diagonal.
    std::vector<std::size_t> sizes;
    for (std::size_t number = 0; number < layout->layerCount(); ++number)
        sizes.push_back(layout->layer(number).size());
    EXPECT_EQ(sizes, (std::vector<std::size_t>{1, 2, 3, 2, 1}));
    // Nothing crosses: neighbours in one layer lead to neighbours in the next.
    for (std::size_t number = 0; number + 1 < layout->layerCount(); ++number) {
        double last = -1e9;
        for (const StateIndex state : layout->layer(number)) {
            std::vector<double> targets;
            for (const StateIndex target : successors(layout->space(), state))
                targets.push_back(layout->place(target).y);
            ASSERT_FALSE(targets.empty());
            EXPECT_GE(std::ranges::min(targets), last);
            last = std::ranges::max(targets);
        }
    }
}

TEST(GraphLayout, LeadsLinesBackAroundTheLayersInBetween)
{
    const auto machine = machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup");
    const auto layout = layoutOf(*machine);
    int count = 0;
    for (std::uint32_t i = 0; i < layout->space().size(); ++i)
        for (const StateIndex target : successors(layout->space(), StateIndex{i})) {
            if (!layout->isBackwards(StateIndex{i}, target))
                continue;
            ++count;
            // From above the hang, which lies on y = 0, and past its end.
            const GraphCurve curve = layout->curve(StateIndex{i}, target);
            ASSERT_LT(curve.from.y, 0);
            const GraphPoint low = pointOn(curve, 0.75);
            EXPECT_GT(low.y, layout->place(target).y);
            EXPECT_LE(low.y, layout->bottom() + 14);
        }
    EXPECT_EQ(count, 5);
}

TEST(GraphLayout, KeepsTheLayersOfAPartThatWasLaidOutBefore)
{
    const auto machine = machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup");
    const Exploration whole = explore(*machine, {});
    const auto space = whole.space;
    const std::vector<Step> witness = whole.verdict.firstFailure()->steps;
    const auto part =
        layOutGraph(*machine, explore(*machine, {.maxStates = 100}).space, {.witness = witness});
    const auto layout = layOutGraph(*machine, space, {.witness = witness, .before = part});
    EXPECT_EQ(layout->layerGap(), part->layerGap());
    expectPlacesToBeUnique(*layout);
    std::size_t kept = 0;
    for (std::uint32_t i = 0; i < part->space().size(); ++i)
        kept += layout->place(*space->find(part->space().state(StateIndex{i}))) ==
                part->place(StateIndex{i});
    EXPECT_GT(kept, 80U);
}

TEST(GraphLayout, KeepsTheWitnessStraightIfThePartHadAnotherOne)
{
    const auto machine = machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup");
    const auto space = explore(*machine, {}).space;
    std::size_t others = 0;
    for (std::uint64_t states = 10; states < space->size(); states += 10) {
        const auto part = layoutOf(*machine, {.maxStates = states});
        const auto layout = layOutGraph(*machine, space, {.before = part});
        expectPlacesToBeUnique(*layout);
        for (const StateIndex state : layout->witness()) {
            EXPECT_EQ(layout->place(state).y, 0) << "after a part of " << states << " states";
            const auto before = part->space().find(space->state(state));
            others += before && part->place(*before).y != 0;
        }
    }
    EXPECT_GT(others, 0U);
}

TEST(GraphLayout, NamesEndings)
{
    const auto names = [](std::string_view name) {
        const auto programs = smallPrograms();
        const auto found = std::ranges::find(programs, name, &SmallProgram::name);
        return endingNames(*layoutOf(*machineFor(found->text)));
    };
    using Names = std::set<std::string>;
    EXPECT_EQ(names("lostWakeup"),
              (Names{"Finished", "Hang: waiter[0] and waiter[1] sleep forever",
                     "Hang: waiter[0] sleeps forever", "Hang: waiter[1] sleeps forever"}));
    EXPECT_EQ(names("twoWriters"), (Names{"x = 1", "x = 2"}));
    EXPECT_EQ(names("spinOnFlag"), Names{"Livelock: waiter runs forever"});
    EXPECT_EQ(names("failsAtOnce"), Names{"BUG_ON failed, line 1"});
    EXPECT_EQ(names("bugAndNull"),
              (Names{"BUG_ON failed, line 3", "Finished", "NULL dereference, line 3"}));
    EXPECT_EQ(names("daemonRunsForever"), Names{"Finished"});
}

TEST(GraphLayout, StopsWhenAsked)
{
    const auto machine =
        machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup", {{"lookups", 3}});
    const auto space = explore(*machine, {}).space;
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(layOutGraph(*machine, space, {}, stop.get_token()), nullptr);
    EXPECT_NE(layOutGraph(*machine, space, {}, std::stop_source().get_token()), nullptr);
}
