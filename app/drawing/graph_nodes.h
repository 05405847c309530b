// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPointF>

#include "drawing/theme.h"
#include "explore/graph_layout/graph_layout.h"

#include <map>
#include <utility>

class QPainter;

namespace racewalk::drawing {

/// Paints a state's mark: see addGraphMark().
void paintMark(QPainter &painter, QPointF center, GraphNode::Kind kind, Fate fate, double scale,
               const Theme &theme);

/// Marks that were painted once, for graphs of which thousands of nodes are seen.
class MarkImages {
public:
    MarkImages(double scale, double ratio, const Theme &theme)
        : m_scale(scale), m_ratio(ratio), m_theme(theme)
    {}

    void paint(QPainter &painter, QPointF center, GraphNode::Kind kind, Fate fate);

private:
    const double m_scale, m_ratio;
    const Theme &m_theme;
    std::map<std::pair<GraphNode::Kind, Fate>, QImage> m_images;
};

/// Rings around found states that were painted once, for thousands of them.
class RingImages {
public:
    RingImages(double ratio, const Theme &theme) : m_ratio(ratio), m_theme(theme) {}

    void paint(QPainter &painter, QPointF center, double radius);

private:
    const double m_ratio;
    const Theme &m_theme;
    std::map<double, QImage> m_images; ///< by radius
};

} // namespace racewalk::drawing
