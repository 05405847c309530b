// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMarginsF>
#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include "explore/graph_layout/graph_layout.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace racewalk::drawing {

/// Where a laid-out graph lies on a surface of pixels.
struct GraphViewport {
    QSizeF size;         ///< of the surface
    bool isDown = false; ///< whether the layers follow each other downwards; else to the right
    double zoom = 1;     ///< pixels for each unit of the layout
    double stretch = 1;  ///< of y: a flat graph uses the room that there is, a broad one fits in
    QPointF origin;      ///< the place of the graph's point (0, 0)
    /// Of the fitted graph. A squeezed one gets its proportions back on the way to 100 %.
    double fittedZoom = 1, fittedStretch = 1;

    /// Pixels for a unit where they are fewest: how much can be told apart.
    double detail() const { return zoom * std::min(1.0, stretch); }

    QPointF toSurface(GraphPoint point) const
    {
        const QPointF at(point.x * zoom, point.y * zoom * stretch);
        return origin + (isDown ? at.transposed() : at);
    }
    GraphPoint toGraph(QPointF place) const
    {
        QPointF at = (place - origin) / zoom;
        if (isDown)
            at = at.transposed();
        return {at.x(), at.y() / stretch};
    }
    QPainterPath path(const GraphCurve &curve) const;
    bool operator==(const GraphViewport &) const = default;
};

inline constexpr double mostGraphZoom = 8;

/// The viewport that shows the whole graph inside the margins, at no more than 130 %: to the right
/// if the surface is wider than high, else downwards. A flat graph is stretched up to twofold; one
/// with very many states in a layer is squeezed.
GraphViewport fittedViewport(const GraphLayout &layout, QSizeF size, const QMarginsF &margins);
/// Zooms by `factor`, with the place `fixed` of the surface unmoved, between 1 % and mostGraphZoom.
GraphViewport zoomed(const GraphViewport &viewport, double factor, QPointF fixed);

/// The layers and the range of y that can be seen, with `margin` pixels around.
struct GraphRange {
    std::size_t firstLayer = 0, endLayer = 0;
    double top = 0, bottom = 0;
};
GraphRange visibleRange(const GraphLayout &layout, const GraphViewport &viewport, double margin);

/// The number of the node nearest to a place, at most `distance` pixels away.
std::optional<std::size_t> nodeNear(const GraphLayout &layout, const GraphViewport &viewport,
                                    QPointF place, double distance);

/// Calls `visit(node)` for the nodes in the range, by layer.
template <class Visit>
void forEachNodeIn(const GraphLayout &layout, const GraphRange &range, Visit visit)
{
    const auto nodes = layout.nodes();
    for (std::size_t layer = range.firstLayer; layer < range.endLayer; ++layer) {
        const auto row = nodes.subspan(layout.firstNode(layer),
                                       layout.firstNode(layer + 1) - layout.firstNode(layer));
        const auto first = std::ranges::lower_bound(
            row, range.top, {}, [](const GraphNode &node) { return node.at.y; });
        for (auto node = first; node != row.end() && node->at.y <= range.bottom; ++node)
            visit(*node);
    }
}

/// Calls `visit(source, target)` for the lines that may be seen in the range: those of which an end
/// or both are in it, and those that cross it.
template <class Visit>
void forEachLineIn(const GraphLayout &layout, const GraphRange &range, Visit visit)
{
    const std::size_t first = range.firstLayer > 0 ? range.firstLayer - 1 : 0;
    for (std::size_t layer = first; layer < range.endLayer; ++layer)
        for (const StateIndex source : layout.layer(layer)) {
            const double from = layout.place(source).y;
            forEachSuccessor(layout.space().graph(), source, [&](StateIndex target) {
                const double to = layout.place(target).y;
                if (std::max(from, to) >= range.top && std::min(from, to) <= range.bottom)
                    visit(source, target);
            });
        }
}

} // namespace racewalk::drawing
