// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/graph/transition_graph.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace racewalk {

/// What the places of states within their layers depend on. Does not own what it refers to.
struct Layers {
    const TransitionGraph &graph;
    const std::vector<std::uint32_t> &layerOf; ///< by state
    const std::vector<std::uint32_t> &starts;  ///< of the layers in the list of states
    /// The sources of the transitions to each state, and where those of each state begin.
    const std::vector<std::uint32_t> &sources, &sourceStarts;
    const std::vector<double> &progress;  ///< by state: where it belongs before any sweep
    const std::vector<float> &breadths;   ///< by state: the room that it takes
    const std::vector<StateIndex> &fixed; ///< one state at most of each layer, which gets y = 0
    /// By state: its y; not a number: it has none. A layer keeps these if all its states have one,
    /// they are far enough apart, and that of its fixed state is 0. Empty: none has one.
    const std::vector<float> &known;
};

/// Orders the states of each layer and returns the y of every state. The distance of two
/// neighbours is at least the mean of their breadths.
std::vector<float> orderLayers(const Layers &layers, std::vector<StateIndex> &states, Watch &watch);

/// Moves `places` as little as possible (least squares) so that they ascend by at least `gaps`:
/// gaps[i] lies between i and i + 1. The place number `fixed`, if there is one, stays.
void spread(std::vector<double> &places, std::span<const double> gaps, std::size_t fixed);

} // namespace racewalk
