// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/fates/shortest_run.h"

#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace racewalk {

const std::size_t ShortestRuns::bytesPerPair = sizeof(Pair);

ShortestRuns::ShortestRuns(const TransitionGraph &graph, const Renamings &renamings,
                           std::vector<bool> isSystem, std::size_t maxPairs, Watch watch)
    : m_graph(graph), m_renamings(renamings), m_isSystem(std::move(isSystem)),
      m_maxPairs(
          std::min<std::size_t>(std::max<std::size_t>(maxPairs, num_vertices(graph)), noPair - 1))
{
    fill(m_first, num_vertices(graph), noPair, watch);
    if (!m_first.empty())
        sweep(watch);
}

void ShortestRuns::sweep(Watch &watch)
{
    m_buckets.push_back(0);
    m_pairs.push_back({});
    m_first[0] = 0;
    for (;;) {
        fillBucket(watch);
        if (watch.isLate()) {
            reachTheRest(watch);
            return;
        }
        if (m_buckets.back() == m_pairs.size())
            break;
        m_buckets.push_back(static_cast<std::uint32_t>(m_pairs.size()));
    }
    m_buckets.pop_back();
}

/// Breadth first from all pairs, the new ones included.
void ShortestRuns::reachTheRest(Watch &watch)
{
    m_isCut = true;
    for (std::uint32_t i = 0; i < m_pairs.size(); ++i) {
        watch.tick();
        const Pair from = m_pairs[i];
        for (const TransitionGraph::edge_descriptor edge :
             transitionsFrom(m_graph, StateIndex{from.state})) {
            const std::uint32_t state = target(edge, m_graph);
            if (m_first[state] != noPair)
                continue;
            const Step step = m_graph[edge];
            const std::uint16_t running = runningAfter(from, edge);
            const std::size_t switches = switchesOf(i) + (isSwitch(from, step) ? 1 : 0);
            m_first[state] = static_cast<std::uint32_t>(m_pairs.size());
            m_pairs.push_back({state, from.steps + 1, i, noPair, running});
            m_restSwitches.push_back(static_cast<std::uint32_t>(switches));
        }
    }
}

/// Fills the last bucket: with steps of the running thread from pairs in it, and with switches from
/// pairs of the bucket before it. Taking always the pair with fewer steps, pairs are added in
/// ascending order of steps.
void ShortestRuns::fillBucket(Watch &watch)
{
    const std::uint32_t begin = m_buckets.back();
    std::uint32_t within = begin;
    std::uint32_t before = m_buckets.size() > 1 ? m_buckets[m_buckets.size() - 2] : begin;
    while (before < begin || within < m_pairs.size()) {
        watch.tick();
        if (watch.isLate())
            return;
        const bool isSwitching = before < begin && (within == m_pairs.size() ||
                                                    m_pairs[before].steps <= m_pairs[within].steps);
        follow(isSwitching ? before++ : within++, isSwitching);
    }
}

void ShortestRuns::follow(std::uint32_t pair, bool switching)
{
    const Pair from = m_pairs[pair];
    for (const TransitionGraph::edge_descriptor edge :
         transitionsFrom(m_graph, StateIndex{from.state})) {
        const Step step = m_graph[edge];
        if (isSwitch(from, step) != switching)
            continue;
        reach(target(edge, m_graph), runningAfter(from, edge), pair);
    }
}

void ShortestRuns::reach(std::uint32_t state, std::uint16_t running, std::uint32_t parent)
{
    const std::uint32_t steps = m_pairs[parent].steps + 1;
    if (isUseless(state, running, steps))
        return;
    const auto pair = static_cast<std::uint32_t>(m_pairs.size());
    std::uint32_t &first = m_first[state];
    if (first == noPair) {
        m_pairs.push_back({state, steps, parent, noPair, running});
        first = pair;
    } else {
        m_pairs.push_back({state, steps, parent, m_pairs[first].next, running});
        m_pairs[first].next = pair;
    }
}

/// A pair of another running thread can go on as the new one would, for at most one more switch, at
/// the first step.
bool ShortestRuns::isUseless(std::uint32_t state, std::uint16_t running, std::uint32_t steps)
{
    if (m_first[state] == noPair)
        return false;
    const std::uint32_t bucket = m_buckets.back();
    const std::uint32_t bucketBefore = m_buckets.size() > 1 ? m_buckets[m_buckets.size() - 2] : 0;
    // The first pair is the cheapest: most often its number alone decides.
    if (m_first[state] < bucketBefore)
        return true;
    for (std::uint32_t i = m_first[state]; i != noPair; i = m_pairs[i].next) {
        const Pair &pair = m_pairs[i];
        if (pair.running == running || pair.running == nobody)
            return true;
        if (i < bucket && pair.steps <= steps)
            return true;
    }
    const bool isFull = m_pairs.size() >= m_maxPairs;
    m_isCut = m_isCut || isFull;
    return isFull;
}

bool ShortestRuns::isSwitch(const Pair &pair, Step step) const
{
    return !isSystem(step) && pair.running != nobody && pair.running != indexOf(step.thread);
}

const Renaming &ShortestRuns::renamingAlong(TransitionGraph::edge_descriptor edge) const
{
    return m_renamings.of(get(boost::edge_index, m_graph, edge));
}

/// As the target calls it.
std::uint16_t ShortestRuns::runningAfter(const Pair &pair,
                                         TransitionGraph::edge_descriptor edge) const
{
    const Step step = m_graph[edge];
    const std::uint16_t running =
        isSystem(step) ? pair.running : static_cast<std::uint16_t>(step.thread);
    if (running == nobody)
        return nobody;
    return static_cast<std::uint16_t>(renamingAlong(edge)(static_cast<ThreadId>(running)));
}

std::size_t ShortestRuns::switchesOf(std::uint32_t pair) const
{
    const std::size_t swept = m_pairs.size() - m_restSwitches.size();
    if (pair >= swept)
        return m_restSwitches[pair - swept];
    return static_cast<std::size_t>(std::ranges::upper_bound(m_buckets, pair) - m_buckets.begin()) -
           1;
}

std::optional<RunCost> ShortestRuns::costTo(StateIndex state) const
{
    const std::uint32_t pair = m_first[indexOf(state)];
    if (pair == noPair)
        return std::nullopt;
    return RunCost{switchesOf(pair), m_pairs[pair].steps};
}

NamedRun ShortestRuns::runTo(StateIndex state) const
{
    return named(m_first[indexOf(state)]);
}

/// The pair of `source` from which `step` comes cheapest; pairs are numbered by cost.
std::uint32_t ShortestRuns::bestThrough(StateIndex source, Step step) const
{
    const auto cost = [&](std::uint32_t pair) {
        return std::pair(
            RunCost{switchesOf(pair) + isSwitch(m_pairs[pair], step), m_pairs[pair].steps}, pair);
    };
    std::uint32_t best = m_first[indexOf(source)];
    for (std::uint32_t pair = best; pair != noPair; pair = m_pairs[pair].next) {
        if (cost(pair) < cost(best))
            best = pair;
    }
    return best;
}

std::optional<RunCost> ShortestRuns::costThrough(StateIndex source, Step step) const
{
    const std::uint32_t pair = bestThrough(source, step);
    if (pair == noPair)
        return std::nullopt;
    return RunCost{switchesOf(pair) + isSwitch(m_pairs[pair], step),
                   std::size_t{m_pairs[pair].steps} + 1};
}

NamedRun ShortestRuns::runThrough(StateIndex source, Step step) const
{
    NamedRun run = named(bestThrough(source, step));
    run.steps.push_back(run.names(step));
    return run;
}

/// The first transition that leads from the parent pair to this one at its cost: as good as the one
/// that the sweep took.
TransitionGraph::edge_descriptor ShortestRuns::lastEdge(std::uint32_t pair) const
{
    const Pair &parent = m_pairs[m_pairs[pair].parent];
    const bool isSwitching = switchesOf(pair) != switchesOf(m_pairs[pair].parent);
    for (const TransitionGraph::edge_descriptor edge :
         transitionsFrom(m_graph, StateIndex{parent.state})) {
        if (target(edge, m_graph) == m_pairs[pair].state &&
            runningAfter(parent, edge) == m_pairs[pair].running &&
            isSwitch(parent, m_graph[edge]) == isSwitching)
            return edge;
    }
    RACEWALK_CHECK(false);
    return {};
}

NamedRun ShortestRuns::named(std::uint32_t pair) const
{
    RACEWALK_CHECK(pair != noPair);
    std::vector<TransitionGraph::edge_descriptor> edges;
    for (std::uint32_t i = pair; m_pairs[i].parent != noPair; i = m_pairs[i].parent)
        edges.push_back(lastEdge(i));
    RACEWALK_CHECK(edges.size() == m_pairs[pair].steps);
    NamedRun run;
    for (const TransitionGraph::edge_descriptor edge : edges | std::views::reverse) {
        run.steps.push_back(run.names(m_graph[edge]));
        run.names = renamingAlong(edge).inverse().then(run.names);
    }
    return run;
}

} // namespace racewalk
