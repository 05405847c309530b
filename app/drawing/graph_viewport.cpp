// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawing/graph_viewport.h"

#include <cmath>

namespace racewalk::drawing {
namespace {

constexpr double mostFittedZoom = 1.3, leastZoom = 0.01, mostStretch = 2;
/// A graph that would be smaller than this is squeezed instead.
constexpr double leastWholeZoom = 0.5;

double stretchAt(const GraphViewport &viewport, double zoom)
{
    if (viewport.fittedStretch >= 1 || viewport.fittedZoom >= 1)
        return viewport.fittedStretch;
    const double way = std::log(std::min(zoom, 1.0)) / std::log(viewport.fittedZoom);
    return std::pow(viewport.fittedStretch, std::min(way, 1.0));
}

} // namespace

QPainterPath GraphViewport::path(const GraphCurve &curve) const
{
    QPainterPath result(toSurface(curve.from));
    result.cubicTo(toSurface(curve.control1), toSurface(curve.control2), toSurface(curve.to));
    return result;
}

GraphViewport fittedViewport(const GraphLayout &layout, QSizeF size, const QMarginsF &margins)
{
    GraphViewport viewport{.size = size, .isDown = size.height() > size.width(), .origin = {}};
    const double along =
        std::max(1.0, (static_cast<double>(layout.layerCount()) - 1) * layout.layerGap());
    const double across = std::max(1.0, layout.bottom() - layout.top());
    const QRectF room = QRectF(QPointF(), size).marginsRemoved(margins);
    const QSizeF oriented = viewport.isDown ? room.size().transposed() : room.size();
    const double alongRoom = std::max(1.0, oriented.width());
    const double acrossRoom = std::max(1.0, oriented.height());
    viewport.zoom = std::min(
        {mostFittedZoom, alongRoom / along, std::max(acrossRoom / across, leastWholeZoom)});
    viewport.stretch = std::min(acrossRoom / (across * viewport.zoom), mostStretch);
    viewport.fittedZoom = viewport.zoom;
    viewport.fittedStretch = viewport.stretch;
    const QPointF middle = viewport.toSurface({along / 2, (layout.top() + layout.bottom()) / 2});
    viewport.origin = room.center() - middle;
    return viewport;
}

GraphViewport zoomed(const GraphViewport &viewport, double factor, QPointF fixed)
{
    GraphViewport result = viewport;
    result.zoom =
        std::clamp(viewport.zoom * factor, std::min(viewport.zoom, leastZoom), mostGraphZoom);
    result.stretch = stretchAt(viewport, result.zoom);
    result.origin = {};
    result.origin = fixed - result.toSurface(viewport.toGraph(fixed));
    return result;
}

GraphRange visibleRange(const GraphLayout &layout, const GraphViewport &viewport, double margin)
{
    return rangeIn(layout, viewport,
                   QRectF(QPointF(), viewport.size).adjusted(-margin, -margin, margin, margin));
}

GraphRange rangeIn(const GraphLayout &layout, const GraphViewport &viewport, const QRectF &part)
{
    const GraphPoint low = viewport.toGraph(part.topLeft());
    const GraphPoint high = viewport.toGraph(part.bottomRight());
    const auto layers = static_cast<double>(layout.layerCount());
    const double first = std::clamp(std::ceil(low.x / layout.layerGap()), 0.0, layers);
    const double end = std::clamp(std::floor(high.x / layout.layerGap()) + 1, first, layers);
    return {.firstLayer = static_cast<std::size_t>(first),
            .endLayer = static_cast<std::size_t>(end),
            .top = low.y,
            .bottom = high.y};
}

std::pair<double, double> breadthOf(const GraphLayout &layout, StateIndex source, StateIndex target)
{
    const double from = layout.place(source).y, to = layout.place(target).y;
    if (!layout.isBackwards(source, target))
        return std::minmax({from, to});
    const GraphCurve curve = layout.curve(source, target);
    return std::minmax({curve.from.y, curve.control1.y, curve.control2.y, curve.to.y});
}

std::optional<std::size_t> nodeNear(const GraphLayout &layout, const GraphViewport &viewport,
                                    QPointF place, double distance)
{
    const double reach = distance / viewport.zoom;
    const GraphPoint at = viewport.toGraph(place);
    const GraphRange range =
        rangeIn(layout, viewport,
                QRectF(place - QPointF(distance, distance), QSizeF(2 * distance, 2 * distance)));
    std::optional<std::size_t> nearest;
    double best = reach;
    forEachNodeIn(layout, range, [&](const GraphNode &node) {
        const double away = std::hypot(node.at.x - at.x, (node.at.y - at.y) * viewport.stretch);
        if (away <= best) {
            best = away;
            nearest = static_cast<std::size_t>(&node - layout.nodes().data());
        }
    });
    return nearest;
}

} // namespace racewalk::drawing
