// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLineF>
#include <QList>
#include <QPainter>

#include "drawing/graph_painter.h"

#include "drawing/graph_labels.h"
#include "drawing/graph_lines.h"
#include "drawing/graph_nodes.h"
#include "run/timeline/styles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace racewalk::drawing {
namespace {

/// Below this zoom nodes are plain marks of 4 pixels; a few keep their shapes for longer.
constexpr double leastMarkZoom = 0.5, leastZoomOfFew = 0.3;
constexpr std::size_t mostDrawnMarks = 300, mostMovingMarks = 60; ///< more are copied from an image
constexpr std::size_t mostNamedMarks = 1'000;
constexpr int tile = 4; ///< in pixels

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
            paintTiles();
            paintWalks();
            paintRings();
        } else {
            paintGraphLines(m_painter, m_scene, m_range, m_isFar, m_theme);
            paintWalks();
            paintMarks();
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
        const bool areDrawn =
            m_nodes.size() <= (m_scene.isMoving ? mostMovingMarks : mostDrawnMarks);
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

    /// Each tile has the colour of the fate that most of its nodes have, the paler the fewer they
    /// are; a failure is always seen.
    void paintTiles()
    {
        const int wide = std::max(1, static_cast<int>(m_scene.viewport.size.width()) / tile);
        const int high = std::max(1, static_cast<int>(m_scene.viewport.size.height()) / tile);
        struct Count {
            std::array<std::uint16_t, fates.size()> of{};
            bool hasFailure = false;
        };
        std::vector<Count> counts(static_cast<std::size_t>(wide) * static_cast<std::size_t>(high));
        forEachNodeIn(m_scene.layout, m_range, [&](const GraphNode &node) {
            const QPointF place = m_scene.viewport.toSurface(node.at) / tile;
            const int x = static_cast<int>(std::floor(place.x()));
            const int y = static_cast<int>(std::floor(place.y()));
            if (x < 0 || x >= wide || y < 0 || y >= high)
                return;
            Count &count = counts[static_cast<std::size_t>(y) * static_cast<std::size_t>(wide) +
                                  static_cast<std::size_t>(x)];
            std::uint16_t &of = count.of[static_cast<std::size_t>(node.fate)];
            of = static_cast<std::uint16_t>(std::min(of + 1, 0xffff));
            count.hasFailure = count.hasFailure || node.kind == GraphNode::Kind::Failure;
        });
        QImage image(wide, high, QImage::Format_RGB32);
        const QColor panel = m_theme.color(Token::Panel);
        constexpr int shades = 4;
        std::array<std::array<QRgb, shades>, fates.size()> colors;
        for (const Fate fate : fates)
            for (int shade = 0; shade < shades; ++shade) {
                const QColor full = m_theme.color(styleOf(fate).shape);
                const double part = 0.4 + 0.2 * shade;
                colors[static_cast<std::size_t>(fate)][static_cast<std::size_t>(shade)] =
                    qRgb(static_cast<int>(panel.red() + (full.red() - panel.red()) * part),
                         static_cast<int>(panel.green() + (full.green() - panel.green()) * part),
                         static_cast<int>(panel.blue() + (full.blue() - panel.blue()) * part));
            }
        for (int y = 0; y < high; ++y) {
            auto *row = reinterpret_cast<QRgb *>(image.scanLine(y));
            for (int x = 0; x < wide; ++x) {
                const Count &count =
                    counts[static_cast<std::size_t>(y) * static_cast<std::size_t>(wide) +
                           static_cast<std::size_t>(x)];
                const auto most = std::ranges::max_element(count.of);
                const auto fate = count.hasFailure
                                      ? static_cast<std::size_t>(Fate::Doomed)
                                      : static_cast<std::size_t>(most - count.of.begin());
                const int shade = count.hasFailure || *most > 7 ? 3 : *most > 3 ? 2 : *most > 1;
                row[x] = *most == 0 ? panel.rgb() : colors[fate][static_cast<std::size_t>(shade)];
            }
        }
        m_painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
        m_painter.drawImage(QRectF(0, 0, wide * tile, high * tile), image);
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
        return std::max(least, markRadius(shown.kind, shown.fate) * m_scale + 4);
    }

    void paintRings()
    {
        m_painter.setRenderHint(QPainter::Antialiasing);
        const QRectF seen = QRectF(QPointF(), m_scene.viewport.size).adjusted(-20, -20, 20, 20);
        const double matchRadius = m_isFar ? 5 : 10 * m_scale;
        std::size_t shown = 0;
        for (const StateIndex state : m_scene.marks.matches)
            if (seen.contains(at(state)) && ++shown <= mostNamedMarks)
                ring(state, ringRadius(state, matchRadius), 2, Token::Acc);
        if (m_scene.marks.match)
            ring(*m_scene.marks.match, ringRadius(*m_scene.marks.match, matchRadius) + 3, 3,
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
};

} // namespace

void paintGraph(QPainter &painter, const GraphScene &scene, const Theme &theme)
{
    GraphDrawing(painter, scene, theme).paint();
}

void paintGraphMark(QPainter &painter, QPointF center, GraphNode::Kind kind, Fate fate,
                    const Theme &theme)
{
    const double scale = kind == GraphNode::Kind::State ? 1 : 7 / markRadius(kind, fate);
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
