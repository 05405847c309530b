// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/graph_layout/graph_layout.h"

#include "explore/graph_layout/layer_order.h"
#include "program/check.h"
#include "program/ids.h"

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/two_bit_color_map.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace racewalk {

namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
/// Distances of neighbours in a layer, and between two layers.
constexpr float nodeBreadth = 26, endingBreadth = 40, lineBreadth = 9;
constexpr double leastLayerGap = 34, mostLayerGap = 3 * leastLayerGap;
constexpr double wantedRatio = 1.5; ///< of width to height

/// Notes layers and parents on the way of Boost's breadth-first search.
class LayerVisitor : public boost::default_bfs_visitor {
public:
    LayerVisitor(std::vector<std::uint32_t> &layers, std::vector<std::uint32_t> &parents,
                 std::vector<StateIndex> &order, Watch &watch)
        : m_layers(layers), m_parents(parents), m_order(order), m_watch(watch)
    {}

    void discover_vertex(std::uint32_t state, const TransitionGraph &)
    {
        m_watch.tick();
        m_order.push_back(StateIndex{state});
    }
    void tree_edge(TransitionGraph::edge_descriptor edge, const TransitionGraph &graph)
    {
        m_layers[target(edge, graph)] = m_layers[source(edge, graph)] + 1;
        m_parents[target(edge, graph)] = source(edge, graph);
    }

private:
    std::vector<std::uint32_t> &m_layers, &m_parents;
    std::vector<StateIndex> &m_order;
    Watch &m_watch;
};

/// What a thread's step moves a state within its layer: the first thread up, the last one down.
std::vector<double> pullsOf(const Program &program)
{
    std::vector<double> pulls(program.threads.size(), 0);
    const auto count = std::ranges::count(program.threads, false, &Thread::isSystem);
    double next = -1;
    for (std::size_t thread = 0; thread < pulls.size() && count > 1; ++thread) {
        if (program.threads[thread].isSystem)
            continue;
        pulls[thread] = next * static_cast<double>(nodeBreadth) / 2;
        next += 2.0 / static_cast<double>(count - 1);
    }
    return pulls;
}

} // namespace

GraphLayout::GraphLayout(const Machine &machine, std::shared_ptr<const StateSpace> space,
                         const GraphOptions &options, Watch watch)
    : m_space(std::move(space)), m_foldsChains(options.foldsChains),
      m_endings(graphEndings(machine, *m_space, watch))
{
    findLayers(watch);
    findWitness(machine, options.witness, m_parents);
    findNodes(watch);
    placeStates(machine, options.before.get(), watch);
    listNodes();
}

void GraphLayout::findLayers(Watch &watch)
{
    const TransitionGraph &graph = m_space->graph();
    const std::size_t count = m_space->size();
    fill(m_layerOf, count, 0, watch);
    fill(m_parents, count, none, watch);
    m_states.reserve(count);
    boost::queue<std::uint32_t> queue;
    boost::breadth_first_visit(
        graph, 0U, queue, LayerVisitor(m_layerOf, m_parents, m_states, watch),
        boost::make_two_bit_color_map(count, get(boost::vertex_index, graph)));
    // A path of transitions leads to every state, so all are in the list, by layer.
    RACEWALK_CHECK(m_states.size() == count);
    for (std::uint32_t i = 0; i < count; ++i)
        while (m_starts.size() <= m_layerOf[indexOf(m_states[i])])
            m_starts.push_back(i);
    m_starts.push_back(static_cast<std::uint32_t>(count));

    fill(m_sourceStarts, count + 1, 0, watch);
    for (std::uint32_t i = 0; i < count; ++i) {
        watch.tick();
        forEachSuccessor(graph, StateIndex{i},
                         [&](StateIndex target) { ++m_sourceStarts[indexOf(target) + 1]; });
    }
    for (std::size_t i = 0; i < count; ++i)
        m_sourceStarts[i + 1] += m_sourceStarts[i];
    fill(m_sources, m_sourceStarts.back(), 0, watch);
    std::vector<std::uint32_t> next(m_sourceStarts.begin(), m_sourceStarts.end() - 1);
    for (std::uint32_t i = 0; i < count; ++i) {
        watch.tick();
        forEachSuccessor(graph, StateIndex{i},
                         [&](StateIndex target) { m_sources[next[indexOf(target)]++] = i; });
    }
}

void GraphLayout::findWitness(const Machine &machine, const std::vector<Step> &steps,
                              const std::vector<std::uint32_t> &parents)
{
    std::vector<StateIndex> run;
    if (!steps.empty()) {
        State state = machine.initialState();
        run.push_back(StateIndex{0});
        for (const Step step : steps) {
            if (!machine.isEnabled(state, step))
                break;
            machine.apply(state, step);
            const std::optional<StateIndex> index = m_space->find(state);
            if (!index)
                break;
            run.push_back(*index);
        }
    } else if (!m_endings.empty()) {
        const auto &end =
            *std::ranges::min_element(m_endings, {}, [this](const GraphEnding &ending) {
                return std::pair(ending.kind == FindingKind::None, layerOf(ending.state));
            });
        for (auto i = static_cast<std::uint32_t>(indexOf(end.state)); i != none; i = parents[i])
            run.push_back(StateIndex{i});
        std::ranges::reverse(run);
    }
    // A run that is not a shortest one may come back to a layer.
    for (const StateIndex state : run)
        if (layerOf(state) == m_witness.size())
            m_witness.push_back(state);
}

bool GraphLayout::isHidden(StateIndex state, const std::vector<bool> &isNode) const
{
    const std::size_t i = indexOf(state);
    if (isNode[i] || i >= m_space->expanded())
        return false;
    std::size_t successors = 0;
    forEachSuccessor(m_space->graph(), state, [&](StateIndex) { ++successors; });
    return successors == 1;
}

void GraphLayout::findNodes(Watch &watch)
{
    const TransitionGraph &graph = m_space->graph();
    fill(m_isNode, m_space->size(), !m_foldsChains, watch);
    m_isNode[0] = true;
    for (const GraphEnding &ending : m_endings)
        m_isNode[indexOf(ending.state)] = true;
    if (!m_foldsChains)
        return;
    for (std::uint32_t i = 0; i < m_space->size(); ++i) {
        watch.tick();
        if (m_space->fate(StateIndex{i}) != Fate::Open)
            continue;
        for (const auto edge : transitionsFrom(graph, StateIndex{i}))
            if (m_space->fate(targetOf(graph, edge)) == Fate::Doomed)
                m_isNode[indexOf(targetOf(graph, edge))] = true;
    }
    const std::vector<bool> kept = m_isNode;
    for (std::uint32_t i = 0; i < m_space->size(); ++i) {
        watch.tick();
        m_isNode[i] = !isHidden(StateIndex{i}, kept);
    }
}

void GraphLayout::placeStates(const Machine &machine, const GraphLayout *before, Watch &watch)
{
    const TransitionGraph &graph = m_space->graph();
    const std::vector<double> pulls = pullsOf(machine.program());
    std::vector<double> progress;
    fill(progress, m_space->size(), 0, watch);
    for (const StateIndex state : m_states) {
        watch.tick();
        for (const auto edge : transitionsFrom(graph, state))
            if (const std::size_t target = indexOf(targetOf(graph, edge));
                m_parents[target] == indexOf(state) && progress[target] == 0)
                progress[target] = progress[indexOf(state)] + pulls[indexOf(graph[edge].thread)];
    }
    std::vector<float> breadths;
    fill(breadths, m_space->size(), lineBreadth, watch);
    for (std::size_t i = 0; i < breadths.size(); ++i)
        if (m_isNode[i])
            breadths[i] = nodeBreadth;
    for (const GraphEnding &ending : m_endings)
        breadths[indexOf(ending.state)] = endingBreadth;
    std::vector<float> known;
    if (before != nullptr)
        known = placesIn(*before, watch);
    m_y = orderLayers({graph, m_layerOf, m_starts, m_sources, m_sourceStarts, progress, breadths,
                       m_witness, known},
                      m_states, watch);
    const auto [low, high] = std::ranges::minmax(m_y);
    m_top = static_cast<double>(low);
    m_bottom = static_cast<double>(high);
    const double gaps = std::max<double>(1, static_cast<double>(layerCount()) - 1);
    m_layerGap = std::clamp((m_bottom - m_top) * wantedRatio / gaps, leastLayerGap, mostLayerGap);
    if (before != nullptr)
        m_layerGap = before->layerGap();
}

/// The y of each state in another layout, by state, if all states of its layer are in the same
/// layer there, and no others; else not a number.
std::vector<float> GraphLayout::placesIn(const GraphLayout &before, Watch &watch) const
{
    constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
    std::vector<float> known;
    fill(known, m_space->size(), unknown, watch);
    for (std::uint32_t i = 0; i < before.space().size(); ++i) {
        watch.tick();
        const auto state = m_space->find(before.space().state(StateIndex{i}));
        if (state && layerOf(*state) == before.layerOf(StateIndex{i}))
            known[indexOf(*state)] = before.m_y[i];
    }
    for (std::size_t number = 0; number < layerCount(); ++number) {
        const auto states = layer(number);
        const bool isSame = number < before.layerCount() &&
                            states.size() == before.layer(number).size() &&
                            std::ranges::none_of(states, [&](StateIndex state) {
                                return std::isnan(known[indexOf(state)]);
                            });
        if (!isSame)
            for (const StateIndex state : states)
                known[indexOf(state)] = unknown;
    }
    return known;
}

void GraphLayout::listNodes()
{
    m_nodeOf.assign(m_space->size(), none);
    for (std::size_t number = 0; number < layerCount(); ++number) {
        m_firstNodes.push_back(m_nodes.size());
        for (const StateIndex state : layer(number)) {
            if (!m_isNode[indexOf(state)])
                continue;
            GraphNode::Kind kind = GraphNode::Kind::State;
            if (const GraphEnding *ending = endingAt(state))
                kind = ending->kind == FindingKind::None ? GraphNode::Kind::GoodEnd
                                                         : GraphNode::Kind::Failure;
            m_nodeOf[indexOf(state)] = static_cast<std::uint32_t>(m_nodes.size());
            m_nodes.push_back({state, kind, m_space->fate(state),
                               indexOf(state) < m_space->expanded(),
                               static_cast<std::uint32_t>(number), place(state)});
        }
    }
    m_firstNodes.push_back(m_nodes.size());
}

std::span<const StateIndex> GraphLayout::layer(std::size_t number) const
{
    return std::span(m_states).subspan(m_starts[number], m_starts[number + 1] - m_starts[number]);
}

std::optional<std::size_t> GraphLayout::nodeOf(StateIndex state) const
{
    const std::uint32_t node = m_nodeOf[indexOf(state)];
    return node == none ? std::nullopt : std::optional<std::size_t>(node);
}

std::optional<std::size_t> GraphLayout::nodeFor(StateIndex state) const
{
    // A cycle of hidden states would be one that no run leaves, and its first state is an ending.
    while (m_nodeOf[indexOf(state)] == none)
        state = targetOf(m_space->graph(), *transitionsFrom(m_space->graph(), state).begin());
    return nodeOf(state);
}

std::vector<GraphEdge> GraphLayout::edgesFrom(std::size_t node) const
{
    const TransitionGraph &graph = m_space->graph();
    const StateIndex source = m_nodes[node].state;
    std::vector<GraphEdge> edges;
    std::vector<StateIndex> known;
    for (const auto first : transitionsFrom(graph, source)) {
        StateIndex next = targetOf(graph, first);
        if (std::ranges::find(known, next) != known.end())
            continue;
        known.push_back(next);
        GraphEdge edge{.source = source, .target = {}, .steps = {graph[first]}, .chain = {}};
        while (m_nodeOf[indexOf(next)] == none) {
            edge.chain.push_back(next);
            const auto on = *transitionsFrom(graph, next).begin();
            edge.steps.push_back(graph[on]);
            next = targetOf(graph, on);
        }
        edge.target = next;
        edges.push_back(std::move(edge));
    }
    return edges;
}

std::vector<std::size_t> GraphLayout::nodesBefore(std::size_t node) const
{
    std::vector<std::size_t> nodes;
    std::vector<StateIndex> open{m_nodes[node].state};
    while (!open.empty()) {
        const std::size_t i = indexOf(open.back());
        open.pop_back();
        for (const std::uint32_t before : sourcesOf(StateIndex{static_cast<std::uint32_t>(i)})) {
            if (const std::uint32_t source = m_nodeOf[before]; source != none)
                nodes.push_back(source);
            else
                open.push_back(StateIndex{before});
        }
    }
    std::ranges::sort(nodes);
    const auto rest = std::ranges::unique(nodes);
    nodes.erase(rest.begin(), rest.end());
    return nodes;
}

const GraphEnding *GraphLayout::endingAt(StateIndex state) const
{
    const auto found = std::ranges::lower_bound(m_endings, state, {}, &GraphEnding::state);
    return found != m_endings.end() && found->state == state ? &*found : nullptr;
}

std::shared_ptr<const GraphLayout> layOutGraph(const Machine &machine,
                                               std::shared_ptr<const StateSpace> space,
                                               const GraphOptions &options,
                                               const std::stop_token &stop)
{
    try {
        return std::make_shared<const GraphLayout>(machine, std::move(space), options,
                                                   Watch(stop, Watch::Clock::time_point::max()));
    } catch (const EvaluationStopped &) {
        return nullptr;
    }
}

} // namespace racewalk
