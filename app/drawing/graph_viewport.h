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
#include <cstdint>
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
/// The same for a part of the surface.
GraphRange rangeIn(const GraphLayout &layout, const GraphViewport &viewport, const QRectF &part);

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

/// In a graph with more states than this, lines of which neither end is near the range are not
/// looked for.
inline constexpr std::size_t mostLookedThrough = 5'000;

/// The y between which a line lies. A line that leads back may leave those of its ends.
std::pair<double, double> breadthOf(const GraphLayout &layout, StateIndex source,
                                    StateIndex target);

/// Calls `visit(source, target)` once for each line that crosses the range or has an end in it.
template <class Visit>
void forEachLineIn(const GraphLayout &layout, const GraphRange &range, Visit visit)
{
    const double beyond = (range.bottom - range.top) / 2;
    const bool isWhole = layout.space().size() <= mostLookedThrough;
    const double top = range.top - beyond, bottom = range.bottom + beyond;
    const auto y = [&](StateIndex state) { return layout.place(state).y; };
    const auto isNear = [&](double at) { return isWhole || (at >= top && at <= bottom); };
    const auto visitSeen = [&](StateIndex source, StateIndex target) {
        const auto [low, high] = breadthOf(layout, source, target);
        if (high >= range.top && low <= range.bottom)
            visit(source, target);
    };
    const std::size_t first = range.firstLayer > 0 ? range.firstLayer - 1 : 0;
    for (std::size_t number = first; number < range.endLayer; ++number) {
        const auto states = layout.layer(number);
        auto state = isWhole ? states.begin() : std::ranges::lower_bound(states, top, {}, y);
        for (; state != states.end() && isNear(y(*state)); ++state) {
            forEachSuccessor(layout.space().graph(), *state,
                             [&](StateIndex target) { visitSeen(*state, target); });
            // From far away, and so not among the states that are gone through.
            for (const std::uint32_t source : layout.sourcesOf(*state)) {
                const StateIndex other{source};
                const std::uint32_t layer = layout.layerOf(other);
                if (layer < first || layer >= range.endLayer || !isNear(y(other)))
                    visitSeen(other, *state);
            }
        }
    }
    // Back over the whole range.
    for (std::size_t number = range.endLayer; isWhole && number < layout.layerCount(); ++number)
        for (const StateIndex state : layout.layer(number))
            forEachSuccessor(layout.space().graph(), state, [&](StateIndex target) {
                if (layout.layerOf(target) < first)
                    visitSeen(state, target);
            });
}

} // namespace racewalk::drawing
