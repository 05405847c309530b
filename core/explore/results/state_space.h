// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/store/state_index.h"
#include "machine/fate.h"
#include "machine/state.h"
#include "machine/step.h"

#include <boost/graph/compressed_sparse_row_graph.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <ranges>
#include <vector>

namespace racewalk {

/// Transitions as a Boost graph: vertex i is state i, an edge carries its Step. Out-edges are in
/// the order of steps.
using TransitionGraph =
    boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Step,
                                       boost::no_property, std::uint32_t, std::uint32_t>;

/// The transitions of one state, in the order of steps; graph[edge] is the Step.
inline auto transitionsFrom(const TransitionGraph &graph, StateIndex source)
{
    const auto [first, last] = out_edges(static_cast<std::uint32_t>(source), graph);
    return std::ranges::subrange(first, last);
}

inline StateIndex targetOf(const TransitionGraph &graph, TransitionGraph::edge_descriptor edge)
{
    return StateIndex{target(edge, graph)};
}

class StateStore;
class Symmetry;

/// The reachability graph of one Machine: every state that was seen, every transition of those that
/// were expanded, and of the first that was not as many as were seen before a limit was hit: so a
/// path leads to every state. With a symmetry a state stands for all that differ from it by an
/// exchange of threads. Immutable; shared between threads.
class StateSpace {
public:
    /// `symmetry` may be null.
    StateSpace(std::shared_ptr<const StateStore> states, std::shared_ptr<const Symmetry> symmetry,
               TransitionGraph graph, std::size_t expanded, std::vector<Fate> fates);

    std::size_t size() const;
    /// States below this index have all their transitions; the others were seen but not expanded.
    std::size_t expanded() const { return m_expanded; }
    bool isComplete() const { return m_expanded == size(); }
    const TransitionGraph &graph() const { return m_graph; }

    State state(StateIndex index) const;
    /// The one that is, or stands for, `state`.
    std::optional<StateIndex> find(StateView state) const;
    Fate fate(StateIndex index) const;
    /// Unknown for a state that was never seen.
    Fate fateOf(StateView state) const;

private:
    std::shared_ptr<const StateStore> m_states;
    std::shared_ptr<const Symmetry> m_symmetry;
    TransitionGraph m_graph;
    std::size_t m_expanded = 0;
    std::vector<Fate> m_fates;
};

} // namespace racewalk
