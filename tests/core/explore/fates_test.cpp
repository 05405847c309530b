// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/fates/fates.h"

#include "graphs.h"
#include "program/ids.h"

#include <gtest/gtest.h>

#include <random>

using namespace racewalk;
using namespace racewalk::test;

namespace {

std::vector<Mark> reachableByWalking(const TransitionGraph &graph, const std::vector<Mark> &marks)
{
    std::vector<Mark> reachable;
    for (std::uint32_t start = 0; start < marks.size(); ++start) {
        std::vector<bool> isSeen(marks.size());
        std::vector<std::uint32_t> open{start};
        isSeen[start] = true;
        Mark all = Mark::None;
        while (!open.empty()) {
            const std::uint32_t state = open.back();
            open.pop_back();
            all = all | marks[state];
            for (const auto edge : transitionsFrom(graph, StateIndex{state})) {
                const std::size_t next = indexOf(targetOf(graph, edge));
                if (!isSeen[next])
                    open.push_back(static_cast<std::uint32_t>(next));
                isSeen[next] = true;
            }
        }
        reachable.push_back(all);
    }
    return reachable;
}

Fate fateOf(Mark reachable)
{
    switch (static_cast<unsigned>(reachable)) {
    case 0:
    case 1:
        return Fate::Safe;
    case 2:
        return Fate::Doomed;
    case 3:
    case 7:
        return Fate::Open;
    default:
        return Fate::Unknown;
    }
}

TransitionGraph randomGraph(std::mt19937 &random, std::uint32_t states)
{
    std::vector<Arrow> arrows;
    for (std::uint32_t i = 0; i < states; ++i) {
        for (std::uint32_t k = random() % 4; k > 0; --k)
            arrows.push_back({i, static_cast<std::uint32_t>(random() % states)});
    }
    return graphOf(states, arrows);
}

} // namespace

TEST(TransitionList, MakesAGraphWithEveryStepInOrder)
{
    const TransitionGraph graph = graphOf(4, {{0, 1, 5}, {0, 2, 6}, {0, 1, 7}, {2, 0, 8}});
    std::vector<std::pair<std::size_t, std::size_t>> seen;
    for (const auto edge : transitionsFrom(graph, StateIndex{0}))
        seen.emplace_back(indexOf(targetOf(graph, edge)), indexOf(graph[edge].thread));
    EXPECT_EQ(seen, (std::vector<std::pair<std::size_t, std::size_t>>{{1, 5}, {2, 6}, {1, 7}}));
    EXPECT_EQ(num_vertices(graph), 4U);
    EXPECT_EQ(num_edges(graph), 4U);
    EXPECT_EQ(out_degree(1U, graph), 0U);
    EXPECT_EQ(out_degree(2U, graph), 1U);
    EXPECT_EQ(out_degree(3U, graph), 0U);
}

TEST(Components, AreNumberedSuccessorsFirst)
{
    // 0 -> {1, 2} -> 3, and 1 <-> 2.
    const TransitionGraph graph = graphOf(4, {{0, 1}, {1, 2}, {2, 1}, {2, 3}});
    const Components components(graph);
    ASSERT_EQ(components.count(), 3U);
    EXPECT_EQ(components.of(StateIndex{3}), 0U);
    EXPECT_EQ(components.of(StateIndex{1}), 1U);
    EXPECT_EQ(components.of(StateIndex{2}), 1U);
    EXPECT_EQ(components.of(StateIndex{0}), 2U);
    const auto middle = components.states(1);
    EXPECT_EQ(std::vector(middle.begin(), middle.end()),
              (std::vector{StateIndex{1}, StateIndex{2}}));
}

TEST(Components, OfALongChainNeedNoCallStack)
{
    std::vector<Arrow> arrows;
    for (std::uint32_t i = 0; i + 1 < 300'000; ++i)
        arrows.push_back({i, i + 1});
    EXPECT_EQ(Components(graphOf(300'000, arrows)).count(), 300'000U);
}

TEST(Components, StopWhenAskedTo)
{
    std::vector<Arrow> arrows;
    for (std::uint32_t i = 0; i + 1 < 3000; ++i)
        arrows.push_back({i, i + 1});
    std::stop_source source;
    source.request_stop();
    const std::stop_token stop = source.get_token();
    const Watch watch(stop, Watch::Clock::time_point::max());
    EXPECT_THROW(Components(graphOf(3000, arrows), watch), EvaluationStopped);
}

TEST(Fates, AreWhatWalkingFromEveryStateShows)
{
    std::mt19937 random(1);
    for (int round = 0; round < 300; ++round) {
        const auto states = static_cast<std::uint32_t>(1 + random() % 40);
        const TransitionGraph graph = randomGraph(random, states);
        std::vector<Mark> marks(states, Mark::None);
        for (Mark &mark : marks) {
            if (random() % 6 == 0)
                mark = static_cast<Mark>(random() % 8);
        }
        const std::vector<Fate> fates = fatesOf(graph, Components(graph), marks);
        const std::vector<Mark> reachable = reachableByWalking(graph, marks);
        for (std::uint32_t i = 0; i < states; ++i)
            ASSERT_EQ(fates[i], fateOf(reachable[i])) << "round " << round << ", state " << i;
    }
}

TEST(Fates, OfAnUnseenPartAreUnknownUnlessBothEndsAreInReach)
{
    // 0 -> 1 (good), 2 (failure), 3 (unseen); 4 -> 3, 1; 5 -> 2.
    const TransitionGraph graph = graphOf(6, {{0, 1}, {0, 2}, {0, 3}, {4, 3}, {4, 1}, {5, 2}});
    const std::vector<Mark> marks{Mark::None,   Mark::GoodEnd, Mark::Failure,
                                  Mark::Unseen, Mark::None,    Mark::None};
    EXPECT_EQ(fatesOf(graph, Components(graph), marks),
              (std::vector{Fate::Open, Fate::Safe, Fate::Doomed, Fate::Unknown, Fate::Unknown,
                           Fate::Doomed}));
}
