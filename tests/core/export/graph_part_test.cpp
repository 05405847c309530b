// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/graph/graph_part.h"

#include "export/graph/graph_places.h"

#include "graph_exports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using testing::HasSubstr;

TEST(GraphPart, IsTheWholeOfASmallGraphWithTheRunMarked)
{
    const ExploredGraph graph(machineFor(lockProgram), "one two");
    const auto part = graphPart(graph.toExport());
    ASSERT_TRUE(part);
    EXPECT_EQ(part->nodes.size(), graph.exploration.space->size());
    EXPECT_EQ(part->leftOut, 0U);
    EXPECT_EQ(part->spine.size(), 3U);
    EXPECT_EQ(std::ranges::count(part->lines, true, &PartLine::isOfRun), 2);
    const PartNode &end = part->nodes[part->spine.back()];
    EXPECT_EQ(end.position, 2U);
    EXPECT_EQ(end.kind, GraphNode::Kind::Failure);
    EXPECT_THAT(end.ending, HasSubstr("Hang"));
    EXPECT_EQ(end.fate, Fate::Doomed);
    EXPECT_EQ(lineText(graph.toExport(), *part, part->lines.front()), "one mutex_lock(a)");
    EXPECT_THAT(graphPartText(graph.toExport(), *part), HasSubstr(" states, "));
}

TEST(GraphPart, OfALargeGraphIsTheRunWithTheStatesBesideIt)
{
    const ExploredGraph graph(machineFor(manyStates), "one*10 two*10");
    const std::size_t all = graph.exploration.space->size();
    ASSERT_GT(all, mostDrawnStates);
    const auto part = graphPart(graph.toExport());
    ASSERT_TRUE(part);
    EXPECT_EQ(part->spine.size(), 21U);
    EXPECT_EQ(part->leftOut, all - part->nodes.size());
    std::set<std::size_t> beside;
    for (const PartLine &line : part->lines)
        if (part->nodes[line.from].position)
            beside.insert(line.to);
    EXPECT_EQ(beside.size() + 1, part->nodes.size());
    EXPECT_THAT(graphPartText(graph.toExport(), *part),
                HasSubstr(std::to_string(part->leftOut) + " of "));
}

TEST(GraphPart, OfALargeGraphNeedsARun)
{
    const ExploredGraph graph(machineFor(manyStates), "one*10 two*10");
    EXPECT_THAT(graphPart(graph.toExport(false)).error(), HasSubstr("choose a run"));
}

TEST(GraphPlaces, KeepTheRunOnAStraightLineAndNodesApart)
{
    for (const char *program : {lockProgram, manyStates}) {
        const ExploredGraph graph(machineFor(program),
                                  program == lockProgram ? "one two" : "one*9");
        const auto part = graphPart(graph.toExport());
        ASSERT_TRUE(part);
        const GraphPlaces places = graphPlaces(graph.toExport(), *part);
        ASSERT_EQ(places.nodes.size(), part->nodes.size());
        ASSERT_EQ(places.lines.size(), part->lines.size());
        for (const std::size_t node : part->spine)
            EXPECT_NEAR(part->leftOut == 0 ? places.nodes[node].y : places.nodes[node].x, 0, 0.01);
        for (std::size_t a = 0; a < places.nodes.size(); ++a)
            for (std::size_t b = 0; b < a; ++b)
                EXPECT_GT(std::abs(places.nodes[a].x - places.nodes[b].x) +
                              std::abs(places.nodes[a].y - places.nodes[b].y),
                          12);
        for (std::size_t line = 0; line < part->lines.size(); ++line) {
            EXPECT_EQ(places.lines[line].from, places.nodes[part->lines[line].from]);
            EXPECT_EQ(places.lines[line].to, places.nodes[part->lines[line].to]);
        }
    }
}

} // namespace
