// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QLineF>
#include <QPainter>

#include "drawing/graph_labels.h"

#include "drawing/graph_nodes.h"
#include "drawing/names.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace racewalk::drawing {
namespace {

constexpr double longestPill = 320, shorterPill = 230;
constexpr double longestLineText = 240, leastLineText = 64;
constexpr double nearby = 260; ///< within it the same name is not repeated
constexpr double endingGap = 6;
constexpr double mostCovered = 10; ///< places of lines and marks
constexpr std::size_t mostNames = 24, mostInk = 5'000;

QRectF around(QPointF center, double radius)
{
    return {center.x() - radius, center.y() - radius, 2 * radius, 2 * radius};
}

} // namespace

GraphLabels::GraphLabels(QPainter &painter, const GraphScene &scene, double markScale,
                         const Theme &theme)
    : m_painter(painter), m_scene(scene), m_markScale(markScale), m_theme(theme),
      m_taken(scene.covered)
{
    if (scene.marks.current)
        take(around(scene.viewport.toSurface(scene.layout.place(*scene.marks.current)),
                    16 * markScale));
}

bool GraphLabels::isFree(const QRectF &place) const
{
    return std::ranges::none_of(m_taken,
                                [&](const QRectF &taken) { return taken.intersects(place); });
}

/// Some places of each line, the walk's twice, for it matters more.
void GraphLabels::collectInk(const GraphRange &range)
{
    const auto add = [this](StateIndex source, StateIndex target) {
        if (m_ink.size() >= mostInk)
            return;
        const QPainterPath path = m_scene.viewport.path(m_scene.layout.curve(source, target));
        for (const double part : {0.2, 0.5, 0.8})
            m_ink.push_back(path.pointAtPercent(part));
    };
    forEachLineIn(m_scene.layout, range, add);
    for (const auto *states : {&m_scene.marks.walked, &m_scene.marks.redo})
        for (std::size_t i = 0; i + 1 < states->size() && states->size() < 500; ++i)
            add((*states)[i], (*states)[i + 1]);
}

double GraphLabels::covered(const QRectF &place) const
{
    return static_cast<double>(std::ranges::count_if(
        m_ink, [wide = place.adjusted(-3, -3, 3, 3)](QPointF at) { return wide.contains(at); }));
}

void GraphLabels::paintEndings(const GraphRange &range, const std::vector<const GraphNode *> &nodes)
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
    if (!endings.empty())
        collectInk(range);
    for (std::size_t i = 0; i < std::min(endings.size(), mostNames); ++i)
        paintEnding(*endings[i]);
}

QRectF GraphLabels::placeFor(QPointF center, QSizeF size, double away) const
{
    const auto beside = [&](double x, double y) { // -1, 0, 1: before, centred, after
        return QRectF(center + QPointF(x * (away + size.width() / 2) - size.width() / 2,
                                       y * (away + size.height() / 2) - size.height() / 2),
                      size);
    };
    // A little further in at the corners, where marks are round.
    const double corner = 0.7;
    std::array places{beside(1, 0),       beside(0, 1),       beside(0, -1),
                      beside(1, corner),  beside(1, -corner), beside(-1, -corner),
                      beside(-1, corner), beside(-1, 0)};
    if (m_scene.viewport.isDown)
        std::swap(places[0], places[1]);
    const QRectF surface(QPointF(), m_scene.viewport.size);
    QRectF best;
    double least = mostCovered;
    for (std::size_t i = 0; i < places.size(); ++i) {
        // Above or below the mark it may be pushed in from the edge.
        if (std::abs(places[i].center().x() - center.x()) < 1)
            places[i].moveLeft(std::clamp(places[i].left(), std::min(4.0, center.x() - away),
                                          std::max(4.0, surface.width() - size.width() - 4)));
        if (!surface.contains(places[i]) || !isFree(places[i].adjusted(-3, -2, 3, 2)))
            continue;
        const double cost = covered(places[i]) + 0.2 * static_cast<double>(i);
        if (cost < least) {
            least = cost;
            best = places[i];
        }
    }
    return best;
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
    QRectF place;
    for (const double width : {longestPill, shorterPill}) {
        pill.text = fittingWords(name, m_theme.font(FontRole::Pill), m_theme.scaled(width - 20),
                                 m_scene.names);
        place = placeFor(center, pillSize(pill, m_theme),
                         markRadius(node.kind, node.fate) * m_markScale + endingGap);
        if (!place.isNull())
            break;
    }
    // A name on top of many lines would hide more than it says.
    if (place.isNull())
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
                            : std::min(m_theme.scaled(longestLineText), gap - 2 * 11 * m_markScale);
    const double high = m_theme.scaled(15);
    if (!m_scene.lineText || room < m_theme.scaled(leastLineText) || gap < 3 * high)
        return;
    for (const GraphNode *node : nodes)
        take(around(m_scene.viewport.toSurface(node->at),
                    markRadius(node->kind, node->fate) * m_markScale));
    const QFont font = m_theme.font(FontRole::SmallCode);
    const QRectF surface(QPointF(), m_scene.viewport.size);
    forEachLineIn(m_scene.layout, range, [&](StateIndex source, StateIndex target) {
        const QPainterPath path = m_scene.viewport.path(m_scene.layout.curve(source, target));
        const QPointF middle = path.pointAtPercent(0.5);
        if (!surface.contains(middle) || m_scene.layout.isBackwards(source, target))
            return;
        const QString text =
            fittingName(m_scene.lineText(source, target), font, room - 6, m_scene.names);
        const double wide = textWidth(font, text) + 6;
        QRectF place(middle.x() - wide / 2, middle.y() - high / 2, wide, high);
        // On a steep line, above a flat one, beside one that goes downwards.
        const QRectF box = path.boundingRect();
        if (box.height() < high)
            place.moveBottom(box.top() - 3);
        else if (box.width() < high)
            place.moveLeft(box.right() + 5);
        if (text.isEmpty() || !surface.contains(place) || !isFree(place.adjusted(-2, -1, 2, 1)))
            return;
        if (place.contains(middle))
            m_painter.fillRect(place, m_theme.color(Token::Panel));
        paintText(m_painter, place, text, font, m_theme.color(Token::Text2), Qt::AlignHCenter);
        take(place);
    });
}

} // namespace racewalk::drawing
