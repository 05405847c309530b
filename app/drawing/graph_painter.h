// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRectF>
#include <QString>

#include "drawing/graph_viewport.h"
#include "drawing/theme.h"
#include "run/timeline/short_names.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

class QPainter;

namespace racewalk::drawing {

/// What is marked in a graph.
struct GraphMarks {
    std::vector<StateIndex> walked; ///< from the start to the cursor
    std::vector<StateIndex> redo;   ///< from the cursor to the end of the walk
    std::optional<StateIndex> current;
    std::vector<StateIndex> matches;   ///< of a search
    std::optional<StateIndex> match;   ///< the one that the search is at
    std::optional<StateIndex> pointed; ///< under the pointer or the keyboard's focus
    bool operator==(const GraphMarks &) const = default;
};

/// A laid-out graph, and how it is seen. Does not own what it refers to.
struct GraphScene {
    const GraphLayout &layout;
    const GraphMarks &marks;
    GraphViewport viewport;
    /// The words for the step of a line: "lookup spin_lock(i_lock)". Asked only for what is seen.
    std::function<QString(StateIndex source, StateIndex target)> lineText{};
    /// Whether a line is one of those that are marked. Asked only where few lines are seen.
    std::function<bool(StateIndex source, StateIndex target)> isMarked{};
    /// While it moves, many lines are painted without smooth edges.
    bool isMoving = false;
    std::vector<QRectF> covered{}; ///< parts of the surface where something else stands: no texts
    ScreenNames names{};           ///< those of the program; texts that are too long are shortened
};

/// With more nodes in view than `mostMarks`, tiles show where which fates are; names of steps need
/// fewer than `mostLabelled`.
inline constexpr std::size_t mostMarks = 20'000, mostLabelled = 300;

/// Paints the part of the graph that the viewport shows, on the colour that is there.
void paintGraph(QPainter &painter, const GraphScene &scene, const Theme &theme);

/// Paints the mark of a node as in the graph, for a legend.
void paintGraphMark(QPainter &painter, QPointF center, GraphNode::Kind kind, Fate fate,
                    const Theme &theme);

/// The whole graph in small: lines and dots in the colours of fates, on the panel's colour. `ratio`
/// is in device pixels per pixel.
QImage miniMapImage(const GraphLayout &layout, const GraphViewport &viewport, double ratio,
                    const Theme &theme);

} // namespace racewalk::drawing
