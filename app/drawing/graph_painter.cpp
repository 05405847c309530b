// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLineF>
#include <QList>
#include <QPainter>

#include "drawing/graph_painter.h"

#include "drawing/graph_labels.h"
#include "drawing/graph_lines.h"
#include "drawing/graph_nodes.h"
#include "drawing/graph_tiles.h"
#include "export/graph/graph_marks.h"
#include "run/timeline/styles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace racewalk::drawing {
namespace {

/// Below this zoom nodes are plain marks of 4 pixels; a few keep their shapes for longer.
constexpr double leastMarkZoom = 0.5, leastZoomOfFew = 0.3;
/// More marks, or rings around them, are copied from an image.
constexpr std::size_t mostDrawnMarks = 300, mostMovingMarks = 60;
constexpr std::size_t mostNamedMarks = 1'000;

constexpr std::array fates = {Fate::Unknown, Fate::Safe, Fate::Open, Fate::Doomed};

class GraphDrawing {
public:
    GraphDrawing(QPainter &painter, const GraphScene &scene, const Theme &theme)
        : m_painter(painter), m_scene(scene), m_theme(theme),
          m_range(visibleRange(scene.layout, scene.viewport, 40)),
          m_scale(std::clamp(scene.viewport.detail(), leastMarkZoom, 1.4))
    {}

    void paint()
    {
        forEachNodeIn(m_scene.layout, m_range, [&](const GraphNode &node) {
            if (m_count < mostMarks)
                m_nodes.push_back(&node);
            ++m_count;
        });
        m_isFar =
            m_scene.viewport.detail() < (m_count < mostLabelled ? leastZoomOfFew : leastMarkZoom);
        m_painter.save();
        if (m_count >= mostMarks) {
            paintGraphTiles(m_painter, m_scene, m_range, m_theme);
            paintWalks();
            paintRings();
        } else {
            paintGraphLines(m_painter, m_scene, m_range, m_isFar, m_theme);
            paintWalks();
            findMatches();
            paintFarMatches();
            paintMarks();
            paintMatches();
            paintRings();
            paintLabels();
        }
        m_painter.restore();
    }

private:
    QPointF at(StateIndex state) const
    {
        return m_scene.viewport.toSurface(m_scene.layout.place(state));
    }

    void paintWalks()
    {
        m_painter.setRenderHint(QPainter::Antialiasing);
        QPen pen(m_theme.color(Token::Acc), 3, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
        pen.setDashPattern({4.0 / 3, 1});
        paintWalk(m_scene.marks.redo, pen);
        paintWalk(m_scene.marks.walked,
                  QPen(m_theme.color(Token::Acc), 4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    }

    void paintWalk(const std::vector<StateIndex> &states, const QPen &pen)
    {
        // Only what is in sight: a long dashed line takes long.
        const QRectF seen = QRectF(QPointF(), m_scene.viewport.size).adjusted(-40, -40, 40, 40);
        QPainterPath path;
        for (std::size_t i = 0; i + 1 < states.size(); ++i) {
            const GraphCurve curve = m_scene.layout.curve(states[i], states[i + 1]);
            const QPainterPath part = m_scene.viewport.path(curve);
            if (!part.controlPointRect().adjusted(-1, -1, 1, 1).intersects(seen))
                continue;
            if (path.isEmpty() || path.currentPosition() != part.elementAt(0))
                path.addPath(part);
            else
                path.connectPath(part);
        }
        m_painter.strokePath(path, pen);
    }

    void paintMarks()
    {
        if (m_isFar) {
            paintFarMarks();
            return;
        }
        MarkImages images(m_scale, m_painter.device()->devicePixelRatioF(), m_theme);
        const bool areDrawn = m_nodes.size() <= mostDrawn();
        for (const GraphNode *node : m_nodes) {
            const QPointF center = m_scene.viewport.toSurface(node->at);
            if (areDrawn)
                paintMark(m_painter, center, node->kind, node->fate, m_scale, m_theme);
            else
                images.paint(m_painter, center, node->kind, node->fate);
        }
    }

    void paintFarMarks()
    {
        std::array<QList<QRectF>, fates.size()> marks;
        for (const GraphNode *node : m_nodes)
            marks[static_cast<std::size_t>(node->fate)].append(
                QRectF(m_scene.viewport.toSurface(node->at) - QPointF(2, 2), QSizeF(4, 4)));
        m_painter.setRenderHint(QPainter::Antialiasing, false);
        m_painter.setPen(Qt::NoPen);
        for (const Fate fate : fates) {
            m_painter.setBrush(m_theme.color(styleOf(fate).shape));
            m_painter.drawRects(marks[static_cast<std::size_t>(fate)]);
        }
        if (m_nodes.size() > mostNamedMarks)
            return;
        for (const GraphNode *node : m_nodes)
            if (node->kind != GraphNode::Kind::State)
                paintMark(m_painter, m_scene.viewport.toSurface(node->at), node->kind, node->fate,
                          m_scale, m_theme);
    }

    void ring(StateIndex state, double radius, double width, Token color)
    {
        m_painter.setPen(QPen(m_theme.color(color), width));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawEllipse(at(state), radius, radius);
    }

    /// As wide as the mark needs.
    double ringRadius(StateIndex state, double least) const
    {
        const auto node = m_scene.layout.nodeOf(state);
        if (!node)
            return least;
        const GraphNode &shown = m_scene.layout.nodes()[*node];
        return std::max(least, graphMarkRadius(shown.kind, shown.fate) * m_scale + 4);
    }

    double matchRadius() const { return m_isFar ? 5 : 10 * m_scale; }
    std::size_t mostDrawn() const { return m_scene.isMoving ? mostMovingMarks : mostDrawnMarks; }

    /// Those in sight.
    void findMatches()
    {
        const QRectF seen = QRectF(QPointF(), m_scene.viewport.size).adjusted(-20, -20, 20, 20);
        for (const StateIndex state : m_scene.marks.matches)
            if (seen.contains(at(state)))
                m_matches.push_back(state);
    }

    /// Many, from far away: frames around the marks that are painted after them.
    void paintFarMatches()
    {
        if (!m_isFar || m_matches.size() <= mostDrawn())
            return;
        QList<QRectF> frames;
        for (const StateIndex state : m_matches)
            frames.append(QRectF(at(state) - QPointF(4, 4), QSizeF(8, 8)));
        m_painter.setRenderHint(QPainter::Antialiasing, false);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_theme.color(Token::Acc));
        m_painter.drawRects(frames);
    }

    void paintMatches()
    {
        if (m_isFar && m_matches.size() > mostDrawn())
            return;
        m_painter.setRenderHint(QPainter::Antialiasing);
        RingImages images(m_painter.device()->devicePixelRatioF(), m_theme);
        for (const StateIndex state : m_matches) {
            const double radius = ringRadius(state, matchRadius());
            if (m_matches.size() <= mostDrawn())
                ring(state, radius, 2, Token::Acc);
            else
                images.paint(m_painter, at(state), radius);
        }
    }

    void paintRings()
    {
        m_painter.setRenderHint(QPainter::Antialiasing);
        if (m_scene.marks.match)
            ring(*m_scene.marks.match, ringRadius(*m_scene.marks.match, matchRadius()) + 3, 3,
                 Token::Acc);
        if (m_scene.marks.current) {
            if (!m_scene.layout.nodeOf(*m_scene.marks.current)) {
                // On the line of its chain.
                m_painter.setPen(Qt::NoPen);
                m_painter.setBrush(m_theme.color(Token::Acc));
                m_painter.drawEllipse(at(*m_scene.marks.current), 4.5, 4.5);
            }
            ring(*m_scene.marks.current, ringRadius(*m_scene.marks.current, 14 * m_scale), 3,
                 Token::Acc);
        }
        if (m_scene.marks.pointed) {
            ring(*m_scene.marks.pointed, ringRadius(*m_scene.marks.pointed, 10 * m_scale), 2,
                 Token::Text2);
        }
    }

    void paintLabels()
    {
        if (m_nodes.size() > mostNamedMarks)
            return;
        GraphLabels labels(m_painter, m_scene, m_scale, m_theme);
        labels.paintEndings(m_range, m_nodes);
        if (m_nodes.size() >= mostLabelled)
            return;
        labels.paintStart();
        labels.paintLines(m_range, m_nodes);
    }

    QPainter &m_painter;
    const GraphScene &m_scene;
    const Theme &m_theme;
    const GraphRange m_range;
    const double m_scale; ///< of marks
    bool m_isFar = false;
    std::vector<const GraphNode *> m_nodes; ///< in sight, up to mostMarks
    std::size_t m_count = 0;                ///< in sight
    std::vector<StateIndex> m_matches;
};

} // namespace

void paintGraph(QPainter &painter, const GraphScene &scene, const Theme &theme)
{
    GraphDrawing(painter, scene, theme).paint();
}

void paintGraphMark(QPainter &painter, QPointF center, GraphNode::Kind kind, Fate fate,
                    const Theme &theme)
{
    const double scale = kind == GraphNode::Kind::State ? 1 : 7 / graphMarkRadius(kind, fate);
    painter.save();
    paintMark(painter, center, kind, fate, scale * theme.textSize(), theme);
    painter.restore();
}

QImage miniMapImage(const GraphLayout &layout, const GraphViewport &viewport, double ratio,
                    const Theme &theme)
{
    QImage image((viewport.size * ratio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(theme.color(Token::Panel));
    QPainter painter(&image);
    const GraphRange range = visibleRange(layout, viewport, 0);
    if (num_edges(layout.space().graph()) <= 20'000) {
        painter.setPen(QPen(theme.color(Token::Line), 1));
        QList<QLineF> lines;
        forEachLineIn(layout, range, [&](StateIndex source, StateIndex target) {
            lines.append(QLineF(viewport.toSurface(layout.place(source)),
                                viewport.toSurface(layout.place(target))));
        });
        painter.drawLines(lines);
    }
    painter.setPen(Qt::NoPen);
    const double dot = layout.nodes().size() > 2'000 ? 1 : 3;
    if (dot <= 1) {
        for (const GraphNode &node : layout.nodes()) {
            const QPoint place = (viewport.toSurface(node.at) * ratio).toPoint();
            if (image.rect().contains(place))
                image.setPixel(place, theme.color(styleOf(node.fate).shape).rgb());
        }
        return image;
    }
    std::array<QList<QRectF>, fates.size()> dots;
    for (const GraphNode &node : layout.nodes())
        dots[static_cast<std::size_t>(node.fate)].append(
            QRectF(viewport.toSurface(node.at) - QPointF(dot / 2, dot / 2), QSizeF(dot, dot)));
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Fate fate : fates) {
        painter.setBrush(theme.color(styleOf(fate).shape));
        for (const QRectF &each : dots[static_cast<std::size_t>(fate)])
            painter.drawEllipse(each);
    }
    return image;
}

} // namespace racewalk::drawing
