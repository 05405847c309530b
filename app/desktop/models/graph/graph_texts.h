// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "desktop/search/search_queue.h"
#include "desktop/session/state_graph.h"
#include "explore/graph_layout/graph_layout.h"
#include "machine/fate_words.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace racewalk::desktop {

/// An entry of the graph's legend.
struct GraphLegendRow {
    enum class Kind { Mark, Current, Walked, Redo };
    Kind kind = Kind::Mark;
    GraphNode::Kind node = GraphNode::Kind::State; ///< of Mark
    Fate fate = Fate::Safe;                        ///< of Mark
    QString text;
};

/// The marks that this graph has, and the walk's.
std::vector<GraphLegendRow> graphLegend(const GraphLayout &layout, OnlyFailure only);

/// Two lines in place of a graph that is not there, the first one short.
struct GraphNotice {
    QString headline, detail;
};
GraphNotice graphNotice(const StateGraph &graph, const SearchResult &result);

/// "3 of 17", "17 states", "No such state", "Searching"; empty without a search. `current` counts
/// from 0.
QString foundText(const StateGraph &graph, std::optional<std::size_t> current);

/// The badge of a graph that does not show everything, and why; empty otherwise.
struct GraphBadge {
    QString word, sentence;
    bool operator==(const GraphBadge &) const = default;
};
GraphBadge graphBadge(const GraphLayout &layout, const SearchResult &result);

} // namespace racewalk::desktop
