// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QLineF>
#include <QPainter>

#include "drawing/graph_labels.h"

#include "drawing/graph_nodes.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace racewalk::drawing {
namespace {

constexpr double longestPill = 230, longestLineText = 190, leastLineText = 64;
constexpr double nearby = 260; ///< within it the same name is not repeated
constexpr double pillGap = 6;

QRectF around(QPointF center, double radius)
{
    return {center.x() - radius, center.y() - radius, 2 * radius, 2 * radius};
}

} // namespace

GraphLabels::GraphLabels(QPainter &painter, const GraphScene &scene, double markScale,
                         const Theme &theme)
    : m_painter(painter), m_scene(scene), m_markScale(markScale), m_theme(theme)
{}

bool GraphLabels::isFree(const QRectF &place) const
{
    return std::ranges::none_of(m_taken,
                                [&](const QRectF &taken) { return taken.intersects(place); });
}

double GraphLabels::covered(const QRectF &place, const std::vector<const GraphNode *> &nodes) const
{
    const QRectF wide = place.adjusted(-5, -5, 5, 5);
    return static_cast<double>(std::ranges::count_if(nodes, [&](const GraphNode *node) {
        return wide.contains(m_scene.viewport.toSurface(node->at));
    }));
}

void GraphLabels::paintEndings(const std::vector<const GraphNode *> &nodes)
{
    std::vector<const GraphNode *> endings;
    for (const GraphNode *node : nodes)
        if (node->kind != GraphNode::Kind::State) {
            endings.push_back(node);
            take(around(m_scene.viewport.toSurface(node->at),
                        markRadius(node->kind, node->fate) * m_markScale + 2));
        }
    std::ranges::stable_sort(
        endings, {}, [](const GraphNode *node) { return node->kind != GraphNode::Kind::Failure; });
    m_nodes = &nodes;
    for (const GraphNode *node : endings)
        paintEnding(*node);
}

void GraphLabels::paintEnding(const GraphNode &node)
{
    const GraphEnding *ending = m_scene.layout.endingAt(node.state);
    const QPointF center = m_scene.viewport.toSurface(node.at);
    const QString name = QString::fromStdString(ending->name);
    const auto isRepeated = [&](const auto &named) {
        return named.first == name &&
               QLineF(named.second, center).length() < m_theme.scaled(nearby);
    };
    if (std::ranges::any_of(m_named, isRepeated))
        return;
    const bool isFailure = node.kind == GraphNode::Kind::Failure;
    Pill pill{"", {}, Token::Panel, Token::Line, isFailure ? Token::DoomText : Token::SafeText};
    const double width = m_theme.scaled(longestPill);
    pill.text = elidedRight(name, m_theme.font(FontRole::Pill), width - m_theme.scaled(20));
    const QSizeF size = pillSize(pill, m_theme);
    const double away = markRadius(node.kind, node.fate) * m_markScale + pillGap;
    const QPointF right = center + QPointF(away, -size.height() / 2);
    const QPointF left = center + QPointF(-away - size.width(), -size.height() / 2);
    const QPointF below = center + QPointF(-size.width() / 2, away);
    const QPointF above = center + QPointF(-size.width() / 2, -away - size.height());
    const std::array places = m_scene.viewport.isDown ? std::array{below, right, left, above}
                                                      : std::array{right, below, above, left};
    const QRectF surface(QPointF(), m_scene.viewport.size);
    const QRectF *best = nullptr;
    QRectF place;
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < places.size(); ++i) {
        QRectF wanted(places[i], size);
        // Beside the mark it must fit; above or below it, it may be pushed in from the edge.
        const bool isBeside = places[i] == right || places[i] == left;
        if (!isBeside)
            wanted.moveLeft(std::clamp(wanted.left(), std::min(4.0, center.x() - away),
                                       std::max(4.0, surface.width() - size.width() - 4)));
        if (!surface.contains(wanted) || !isFree(wanted.adjusted(-3, -2, 3, 2)))
            continue;
        const double cost = covered(wanted, *m_nodes) + 0.1 * static_cast<double>(i);
        if (cost < least) {
            least = cost;
            place = wanted;
            best = &place;
        }
    }
    // A name on top of many marks would hide more than it says.
    if (best == nullptr || least > 3)
        return;
    paintPill(m_painter, place, pill, m_theme);
    take(place);
    m_named.emplace_back(name, center);
}

void GraphLabels::paintStart()
{
    const QPointF center = m_scene.viewport.toSurface(m_scene.layout.place(StateIndex{0}));
    const QFont font = m_theme.font(FontRole::Secondary);
    const QString text = QCoreApplication::translate("Graph", "start");
    const double wide = textWidth(font, text);
    const double high = m_theme.scaled(16);
    const QRectF place(center.x() - wide / 2, center.y() - 16 - high, wide, high);
    if (!isFree(place))
        return;
    paintText(m_painter, place, text, font, m_theme.color(Token::Text2), Qt::AlignHCenter);
    take(place);
}

void GraphLabels::paintLines(const GraphRange &range, const std::vector<const GraphNode *> &nodes)
{
    const double gap = m_scene.layout.layerGap() * m_scene.viewport.zoom;
    const bool isDown = m_scene.viewport.isDown;
    const double room = isDown
                            ? m_theme.scaled(longestLineText)
                            : std::min(m_theme.scaled(longestLineText), gap - 2 * 15 * m_markScale);
    const double high = m_theme.scaled(15);
    if (!m_scene.lineText || room < m_theme.scaled(leastLineText) || gap < 3 * high)
        return;
    for (const GraphNode *node : nodes)
        take(around(m_scene.viewport.toSurface(node->at),
                    markRadius(node->kind, node->fate) * m_markScale));
    const QFont font = m_theme.font(FontRole::SmallCode);
    const QRectF surface(QPointF(), m_scene.viewport.size);
    forEachLineIn(m_scene.layout, range, [&](StateIndex source, StateIndex target) {
        const QPointF middle =
            m_scene.viewport.path(m_scene.layout.curve(source, target)).pointAtPercent(0.5);
        if (!surface.contains(middle) || m_scene.layout.isBackwards(source, target))
            return;
        const QString text = elidedMiddle(m_scene.lineText(source, target), font, room - 6);
        const double wide = textWidth(font, text) + 6;
        const QRectF place(middle.x() - wide / 2, middle.y() - high / 2, wide, high);
        if (text.isEmpty() || !surface.contains(place) || !isFree(place.adjusted(-2, -1, 2, 1)))
            return;
        m_painter.fillRect(place, m_theme.color(Token::Panel));
        paintText(m_painter, place, text, font, m_theme.color(Token::Text2), Qt::AlignHCenter);
        take(place);
    });
}

} // namespace racewalk::drawing
