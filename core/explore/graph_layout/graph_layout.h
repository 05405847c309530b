// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/fates/state_space.h"
#include "explore/graph_layout/graph_endings.h"
#include "machine/machine.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace racewalk {

/// A place in a laid-out graph, in units of about one pixel at a zoom of 100 %. x grows with the
/// search depth, y from the first to the last state of a layer; the witness has y = 0.
struct GraphPoint {
    double x = 0, y = 0;
    bool operator==(const GraphPoint &) const = default;
};

/// A cubic curve between two states.
struct GraphCurve {
    GraphPoint from, control1, control2, to;
};

/// The point of a curve at `t`, from 0 to 1.
GraphPoint pointOn(const GraphCurve &curve, double t);

/// A state that is shown as a mark.
struct GraphNode {
    enum class Kind : std::uint8_t {
        State,
        GoodEnd, ///< of a run, or the first state of a cycle in which only daemons run
        Failure, ///< a hang, a fault, or the first state of a livelock
    };
    StateIndex state{};
    Kind kind = Kind::State;
    Fate fate = Fate::Unknown;
    bool isExpanded = true; ///< false: the search stopped before its steps were explored
    std::uint32_t layer = 0;
    GraphPoint at;
};

/// A way from one node to the next, over states that are not shown.
struct GraphEdge {
    StateIndex source{}, target{}; ///< both are nodes
    std::vector<Step> steps;       ///< with the names that each state gives its threads
    std::vector<StateIndex> chain; ///< the states in between; one fewer than steps
};

class GraphLayout;

struct GraphOptions {
    /// Whether states with only one successor are hidden. Never hidden: the start, endings, states
    /// that were not expanded, points of no return (doomed states behind an open one).
    bool foldsChains = true;
    /// The run that is laid out as a straight line; empty: the shortest run to a failure, or to an
    /// ending if there is no failure.
    std::vector<Step> witness{};
    /// The layout of a part of the space. A layer that has the same states there stays where it is,
    /// unless the witness passes it elsewhere. Null: there is none.
    std::shared_ptr<const GraphLayout> before{};
};

/// A StateSpace as a drawing in plain numbers, without pixels, colours and texts. Immutable, shared
/// between threads. It depends on nothing but the state space and the options, so walking never
/// moves a state; a hidden state has a place on its chain's line.
///
/// A state's layer is its search depth, the length of the shortest run to it. So a transition leads
/// at most one layer on, cycles need no special case, and a chain keeps its length when it is
/// folded. A transition to the same or an earlier layer leads back, around the layers in between.
/// (The longest distance from the start would have no meaning on a cycle.)
///
/// Within a layer, states are ordered by the difference of the threads' progress, then by two
/// barycentre sweeps (Sugiyama, Tagawa and Toda: Methods for visual understanding of hierarchical
/// system structures, 1981); the witness is fixed before them.
class GraphLayout {
public:
    /// Use layOutGraph().
    GraphLayout(const Machine &machine, std::shared_ptr<const StateSpace> space,
                const GraphOptions &options, Watch watch);

    const StateSpace &space() const { return *m_space; }
    bool foldsChains() const { return m_foldsChains; }

    /// The states that are shown, by layer, then by y.
    std::span<const GraphNode> nodes() const { return m_nodes; }
    /// The number of the state's node; nullopt if it is hidden or unreachable.
    std::optional<std::size_t> nodeOf(StateIndex state) const;
    /// The node that stands for the state: its own, or the next one behind its chain.
    std::optional<std::size_t> nodeFor(StateIndex state) const;

    std::size_t layerCount() const { return m_starts.empty() ? 0 : m_starts.size() - 1; }
    /// All states of a layer, by y.
    std::span<const StateIndex> layer(std::size_t number) const;
    /// The numbers of the layer's first node and of the one after its last.
    std::size_t firstNode(std::size_t layer) const { return m_firstNodes[layer]; }
    std::uint32_t layerOf(StateIndex state) const { return m_layerOf[indexOf(state)]; }
    double layerGap() const { return m_layerGap; }
    GraphPoint place(StateIndex state) const
    {
        return {m_layerOf[indexOf(state)] * m_layerGap, m_y[indexOf(state)]};
    }
    /// The smallest and largest y of all states.
    double top() const { return m_top; }
    double bottom() const { return m_bottom; }

    /// The line of a transition from `source` to `target`. One that leads back is an arc around the
    /// layers in between, or towards their outside if that is far away.
    GraphCurve curve(StateIndex source, StateIndex target) const;
    bool isBackwards(StateIndex source, StateIndex target) const
    {
        return layerOf(target) <= layerOf(source);
    }
    /// The edges out of a node, in the order of their steps; the steps that lead to the same state
    /// are one edge, with the first of them.
    std::vector<GraphEdge> edgesFrom(std::size_t node) const;
    /// The states from which a transition leads to this one, hidden or not.
    std::span<const std::uint32_t> sourcesOf(StateIndex state) const
    {
        const std::size_t i = indexOf(state);
        return std::span(m_sources).subspan(m_sourceStarts[i],
                                            m_sourceStarts[i + 1] - m_sourceStarts[i]);
    }
    /// Nodes from which an edge leads to this one, by number.
    std::vector<std::size_t> nodesBefore(std::size_t node) const;

    const std::vector<GraphEnding> &endings() const { return m_endings; }
    /// The ending at a state; null if there is none.
    const GraphEnding *endingAt(StateIndex state) const;
    /// The states of the witness that lie on the straight line: at most one of each layer.
    const std::vector<StateIndex> &witness() const { return m_witness; }

private:
    void findLayers(Watch &watch);
    void findWitness(const Machine &machine, const std::vector<Step> &steps,
                     const std::vector<std::uint32_t> &parents);
    void findNodes(Watch &watch);
    void placeStates(const Machine &machine, const GraphLayout *before, Watch &watch);
    std::vector<float> placesIn(const GraphLayout &before, Watch &watch) const;
    void listNodes();
    bool isHidden(StateIndex state, const std::vector<bool> &isNode) const;
    GraphCurve around(GraphPoint from, GraphPoint to, double side) const;
    double outlineAt(double x, double side) const;
    int layersCrossed(const GraphCurve &curve) const;

    std::shared_ptr<const StateSpace> m_space;
    bool m_foldsChains = true;
    std::vector<GraphEnding> m_endings;
    std::vector<std::uint32_t> m_layerOf; ///< by state
    std::vector<StateIndex> m_states;     ///< by layer
    std::vector<std::uint32_t> m_starts;  ///< of the layers in m_states; one more than layers
    std::vector<std::uint32_t> m_parents; ///< by state: a shortest run to it comes from there
    std::vector<StateIndex> m_witness;
    std::vector<bool> m_isNode; ///< by state
    std::vector<float> m_y;     ///< by state
    double m_layerGap = 0, m_top = 0, m_bottom = 0;
    std::vector<GraphNode> m_nodes;
    std::vector<std::uint32_t> m_nodeOf;       ///< by state
    std::vector<std::size_t> m_firstNodes;     ///< by layer; one more than layers
    std::vector<std::uint32_t> m_sources;      ///< of the transitions to each state
    std::vector<std::uint32_t> m_sourceStarts; ///< by state, in m_sources; one more than states
};

/// Lays the graph out; null if `stop` was requested meanwhile. Takes some seconds for a million
/// states.
std::shared_ptr<const GraphLayout> layOutGraph(const Machine &machine,
                                               std::shared_ptr<const StateSpace> space,
                                               const GraphOptions &options,
                                               const std::stop_token &stop = {});

/// Calls `visit(target)` for every successor of a state once, in the order of steps.
template <class Visit>
void forEachSuccessor(const TransitionGraph &graph, StateIndex source, Visit visit)
{
    const auto edges = transitionsFrom(graph, source);
    for (auto edge = edges.begin(); edge != edges.end(); ++edge) {
        const StateIndex target = targetOf(graph, *edge);
        bool isNew = true;
        for (auto other = edges.begin(); other != edge && isNew; ++other)
            isNew = targetOf(graph, *other) != target;
        if (isNew)
            visit(target);
    }
}

} // namespace racewalk
