// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/graph/adjacency_list.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace racewalk {

/// A graph of some instructions, numbered in a given order; an edge leads to each possible
/// successor.
using FlowGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

/// Returns the control flow among `positions`, which are distinct, of a body of `size`
/// instructions. `next` returns the successors of an instruction; the last one comes first in the
/// graph.
template <class Next>
FlowGraph flowAmong(std::span<const std::uint32_t> positions, std::size_t size, const Next &next)
{
    constexpr std::uint32_t isElsewhere = 0xffffffff;
    std::vector<std::uint32_t> numbers(size, isElsewhere);
    for (std::uint32_t number = 0; number < positions.size(); ++number)
        numbers[positions[number]] = number;
    FlowGraph graph(positions.size());
    for (std::uint32_t number = 0; number < positions.size(); ++number) {
        const std::vector<std::uint32_t> targets = next(positions[number]);
        for (std::size_t i = targets.size(); i-- > 0;)
            if (numbers[targets[i]] != isElsewhere)
                add_edge(number, numbers[targets[i]], graph);
    }
    return graph;
}

/// Returns the heads of cycles in a depth-first search that starts at the vertices in their order:
/// the targets of all back edges.
std::vector<std::size_t> headsOfCycles(const FlowGraph &graph);

} // namespace racewalk
