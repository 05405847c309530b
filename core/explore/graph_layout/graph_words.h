// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/graph_layout/graph_layout.h"
#include "explore/results/verdict.h"

#include <cstddef>
#include <string>

namespace racewalk {

/// How much of the graph is drawn: "163 nodes", "114 of 163 nodes, chains folded".
std::string graphSizeText(const GraphLayout &layout);

/// `verdict` is the one of the same program, of this search or of one with more reductions. What
/// the graph does not show, as sentences, or empty if it shows everything: that the search
/// stopped early, that one node stands for states that differ only by an exchange of threads, that
/// some interleavings of independent steps were left out.
std::string graphGapsText(const StateSpace &space, const Verdict &verdict);

/// The same in a word or two, for a badge: "partial", "reduced"; or empty.
std::string graphGapsWord(const StateSpace &space, const Verdict &verdict);

} // namespace racewalk
