// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/graph/adjacency_list.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace racewalk {

/// Some instructions, numbered in a given order, and which of them can follow which.
using FlowGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

/// The flow among `positions`, each there once, of a body of `size` instructions. `next` gives what
/// can come after an instruction; the last of that comes first in the graph.
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

/// Where circles begin, for a walk in depth that starts at the numbers in their order: the targets
/// of all edges that lead back to where it came from.
std::vector<std::size_t> headsOfCircles(const FlowGraph &graph);

} // namespace racewalk
