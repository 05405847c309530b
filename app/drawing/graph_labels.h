// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineF>
#include <QPointF>
#include <QRectF>
#include <QString>

#include "drawing/graph_painter.h"
#include "drawing/parts.h"

#include <span>
#include <vector>

class QPainter;

namespace racewalk::drawing {

/// Paints the texts of a graph, none over another one and none over an ending's mark. What finds no
/// place is left out.
class GraphLabels {
public:
    /// Nodes' marks are painted at `markScale`. All outlive this.
    GraphLabels(QPainter &painter, const GraphScene &scene, double markScale, const Theme &theme);

    /// A name of an ending, as it is painted; of several if others share it, by a leader.
    struct Name {
        std::vector<const GraphNode *> nodes;
        QString whole, shown; ///< `shown` may be shortened
        QRectF place;
    };

    /// The names of the endings in view, failures first. If these are many, the same name is not
    /// repeated close by, and a name has its place next to the mark or none.
    void paintEndings(const GraphRange &range, const std::vector<const GraphNode *> &nodes);
    const std::vector<Name> &names() const { return m_names; }
    /// Lines from marks to names that are further away.
    const std::vector<QLineF> &leaders() const { return m_leaders; }
    void paintStart();
    /// The names of steps, along their lines.
    void paintLines(const GraphRange &range, const std::vector<const GraphNode *> &nodes);

private:
    bool isFree(const QRectF &place) const;
    void take(const QRectF &place) { m_taken.push_back(place); }
    struct Attempt;
    using Endings = std::vector<const GraphNode *>;
    /// Finds the places of names, with these widths of pills where there is room. Returns whether
    /// every name has one that needs one.
    bool placeNames(Endings endings, std::span<const double> widths, bool areMany);
    /// An ending's mark, with what marks the current state.
    struct Mark {
        QPointF center;
        double radius = 0;
    };
    Mark markOf(const GraphNode &node) const;
    bool placeName(const GraphNode &node, const Attempt &attempt, bool areMany);
    bool isRepeated(const QString &whole, QPointF mark) const;
    /// Whether a leader to a name that is there already will do.
    bool shareName(const GraphNode &node, const QString &whole);
    /// Where a name of that size hides least; null if everywhere too much.
    QRectF placeNear(const Mark &mark, QSizeF size, double mostCovered) const;
    QRectF placeFar(const Mark &mark, QSizeF size, const Attempt &attempt) const;
    /// Null if it would cross something that must be seen.
    QLineF leaderTo(const QRectF &place, const Mark &mark) const;
    Pill pillOf(const GraphNode &node, const QString &text) const;
    void paintNames();
    void collectInk(const GraphRange &range, const std::vector<const GraphNode *> &nodes);
    double covered(const QRectF &place) const;

    QPainter &m_painter;
    const GraphScene &m_scene;
    const double m_markScale;
    const Theme &m_theme;
    std::vector<QRectF> m_taken;
    std::vector<QPointF> m_ink; ///< places of lines and marks, by x
    std::vector<Name> m_names;
    std::vector<QLineF> m_leaders;
};

} // namespace racewalk::drawing
