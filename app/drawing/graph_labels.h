// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drawing/graph_painter.h"

#include <utility>
#include <vector>

class QPainter;

namespace racewalk::drawing {

/// Paints the texts of a graph, none over another one and none over an ending's mark. What finds no
/// place is left out.
class GraphLabels {
public:
    /// Nodes' marks are painted at `markScale`. All outlive this.
    GraphLabels(QPainter &painter, const GraphScene &scene, double markScale, const Theme &theme);

    /// The names of the endings in view, failures first; the same name not twice close together.
    void paintEndings(const GraphRange &range, const std::vector<const GraphNode *> &nodes);
    void paintStart();
    /// The names of steps, along their lines.
    void paintLines(const GraphRange &range, const std::vector<const GraphNode *> &nodes);

private:
    bool isFree(const QRectF &place) const;
    void take(const QRectF &place) { m_taken.push_back(place); }
    void paintEnding(const GraphNode &node);
    /// Where a name of that size hides least, near a mark; null if everywhere too much.
    QRectF placeFor(QPointF center, QSizeF size, double away) const;
    void collectInk(const GraphRange &range);
    double covered(const QRectF &place) const;

    QPainter &m_painter;
    const GraphScene &m_scene;
    const double m_markScale;
    const Theme &m_theme;
    std::vector<QRectF> m_taken;
    std::vector<QPointF> m_ink; ///< places of lines and marks
    std::vector<std::pair<QString, QPointF>> m_named;
};

} // namespace racewalk::drawing
