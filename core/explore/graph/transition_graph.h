// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/store/state_index.h"
#include "machine/step.h"

#include <boost/graph/compressed_sparse_row_graph.hpp>

#include <cstdint>
#include <ranges>

namespace racewalk {

/// The transitions as a Boost graph: vertex i is state i, an edge carries its Step. Out-edges are
/// in the order of steps.
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

} // namespace racewalk
