// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/fates/state_space.h"
#include "explore/graph_layout/graph_layout.h"
#include "explore/results/verdict.h"
#include "run/run.h"

#include <cstddef>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace racewalk {

/// A state graph to export. Does not own what it refers to.
struct GraphToExport {
    const Machine &machine;
    std::shared_ptr<const StateSpace> space;
    const Verdict &verdict;
    const Run *run = nullptr; ///< to be marked, up to its cursor; null: none
};

/// More states are too many for a picture: it then shows one run, and the states beside it.
inline constexpr std::size_t mostDrawnStates = 300;

/// A state of the graph that is drawn.
struct PartNode {
    StateIndex state{};
    GraphNode::Kind kind = GraphNode::Kind::State;
    Fate fate = Fate::Unknown;
    std::string ending{};                  ///< its name, as EndingWords; empty: no run ends here
    std::optional<std::size_t> position{}; ///< steps of the run before it; none: not on the run
};

/// All steps from one drawn state to another.
struct PartLine {
    std::size_t from = 0, to = 0; ///< nodes, by number
    Step step; ///< the first of them, with the names that `from` gives its threads
    bool isOfRun = false;
};

/// What a picture of a state graph shows.
struct GraphPart {
    std::vector<PartNode> nodes;    ///< whole graph: by state; otherwise the run, each state of it
                                    ///< with its new successors behind it
    std::vector<PartLine> lines;    ///< by source, in the order of steps
    std::vector<std::size_t> spine; ///< the run's nodes, each once, in the order of the run
    std::size_t leftOut = 0;        ///< states
};

/// The whole graph if it has at most mostDrawnStates; otherwise the run and the states to which one
/// step leads from it. The error is a sentence: there is no run to draw instead.
std::expected<GraphPart, std::string> graphPart(const GraphToExport &graph);

/// "1,234 of 1,300 states are left out." with what is shown instead; or "163 states, 290
/// transitions." And what the graph itself lacks, as graphGapsText().
std::string graphPartText(const GraphToExport &graph, const GraphPart &part);

/// "lookup spin_lock(i_lock)"
std::string lineText(const GraphToExport &graph, const GraphPart &part, const PartLine &line);

} // namespace racewalk
