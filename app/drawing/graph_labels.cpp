// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QLineF>
#include <QPainter>

#include "drawing/graph_labels.h"

#include "drawing/graph_nodes.h"
#include "drawing/names.h"
#include "drawing/text.h"
#include "export/graph/graph_marks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>

namespace racewalk::drawing {
namespace {

constexpr double longestLineText = 240, leastLineText = 64;
constexpr double nearby = 260; ///< within it the same name is not repeated
constexpr double endingGap = 6, edgeGap = 4;
constexpr double currentRadius = 16, ringGap = 6; ///< of what the current state's ring needs
constexpr int inkOfAMark = 2;                     ///< like so many places of lines
constexpr std::size_t mostNames = 24, mostInk = 5'000;
constexpr std::size_t fewEndings = 12; ///< up to so many all have their names
/// Of names with a leader: distances from the mark, directions, and what counts like a covered
/// place of a line.
constexpr std::array farDistances = {18.0, 40.0, 66.0, 96.0, 130.0, 170.0, 215.0};
constexpr int directions = 16;
constexpr double distanceOfAPlace = 24;
constexpr double longestShared = 130; ///< of a leader to the name of another ending

/// Widths of pills, from the first to the last choice.
constexpr std::array longWidths = {320.0, 230.0};
constexpr std::array middleWidths = {230.0, 150.0};
constexpr std::array shortWidths = {150.0, 110.0};

QRectF around(QPointF center, double radius)
{
    return {center.x() - radius, center.y() - radius, 2 * radius, 2 * radius};
}

QPointF nearestOf(const QRectF &place, QPointF to)
{
    return {std::clamp(to.x(), place.left(), place.right()),
            std::clamp(to.y(), place.top(), place.bottom())};
}

/// Whether the line passes through the rectangle, to a precision of some pixels.
bool crosses(const QLineF &line, const QRectF &place)
{
    const double steps = std::ceil(line.length() / 3);
    for (double step = 0; step <= steps; ++step)
        if (place.contains(line.pointAt(steps > 0 ? step / steps : 0)))
            return true;
    return false;
}

} // namespace

/// How a place for a name is looked for.
struct GraphLabels::Attempt {
    std::span<const double> widths; ///< of its pill, one after the other
    double mostDistance = 0;        ///< of the mark, for a leader; 0: without one
    double mostCovered = 0;         ///< places of lines and marks
};

GraphLabels::GraphLabels(QPainter &painter, const GraphScene &scene, double markScale,
                         const Theme &theme)
    : m_painter(painter), m_scene(scene), m_markScale(markScale), m_theme(theme),
      m_taken(scene.covered)
{
    if (scene.marks.current)
        take(around(scene.viewport.toSurface(scene.layout.place(*scene.marks.current)),
                    currentRadius * markScale));
}

bool GraphLabels::isFree(const QRectF &place) const
{
    return std::ranges::none_of(m_taken,
                                [&](const QRectF &taken) { return taken.intersects(place); }) &&
           std::ranges::none_of(m_leaders,
                                [&](const QLineF &leader) { return crosses(leader, place); });
}

/// The marks, and some places of each line, the walk's twice, for it matters more.
void GraphLabels::collectInk(const GraphRange &range, const std::vector<const GraphNode *> &nodes)
{
    for (const GraphNode *node : nodes)
        m_ink.insert(m_ink.end(), inkOfAMark, m_scene.viewport.toSurface(node->at));
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
    std::ranges::sort(m_ink, {}, &QPointF::x);
}

double GraphLabels::covered(const QRectF &place) const
{
    const QRectF wide = place.adjusted(-3, -3, 3, 3);
    const auto first = std::ranges::lower_bound(m_ink, wide.left(), {}, &QPointF::x);
    const auto last = std::ranges::upper_bound(m_ink, wide.right(), {}, &QPointF::x);
    return static_cast<double>(std::count_if(
        first, last, [&](QPointF at) { return at.y() >= wide.top() && at.y() <= wide.bottom(); }));
}

void GraphLabels::paintEndings(const GraphRange &range, const std::vector<const GraphNode *> &nodes)
{
    std::vector<const GraphNode *> endings;
    for (const GraphNode *node : nodes)
        if (node->kind != GraphNode::Kind::State) {
            endings.push_back(node);
            take(around(m_scene.viewport.toSurface(node->at),
                        graphMarkRadius(node->kind, node->fate) * m_markScale + 2));
        }
    std::ranges::stable_sort(
        endings, {}, [](const GraphNode *node) { return node->kind != GraphNode::Kind::Failure; });
    if (!endings.empty())
        collectInk(range, nodes);
    const bool areMany = endings.size() > fewEndings;
    endings.resize(std::min(endings.size(), mostNames));
    const std::size_t marks = m_taken.size();
    for (const std::span<const double> widths :
         {std::span<const double>(longWidths), std::span<const double>(middleWidths),
          std::span<const double>(shortWidths)})
        for (const bool isReversed : {false, true}) {
            m_taken.resize(marks);
            m_names.clear();
            m_leaders.clear();
            if (placeNames(isReversed ? Endings(endings.rbegin(), endings.rend()) : endings, widths,
                           areMany) ||
                areMany) {
                paintNames();
                return;
            }
        }
    paintNames();
}

/// A name on top of many lines would hide more than it says: rather it is further away, or
/// shortened. All of that is better than none.
bool GraphLabels::placeNames(Endings endings, std::span<const double> widths, bool areMany)
{
    for (const Attempt &attempt :
         {Attempt{.widths = widths, .mostDistance = 0, .mostCovered = 10},
          Attempt{.widths = widths, .mostDistance = 96, .mostCovered = 24},
          Attempt{.widths = shortWidths, .mostDistance = 0, .mostCovered = 16},
          Attempt{.widths = widths, .mostDistance = 215, .mostCovered = 24},
          Attempt{.widths = shortWidths, .mostDistance = 215, .mostCovered = mostInk}}) {
        std::erase_if(endings,
                      [&](const GraphNode *node) { return placeName(*node, attempt, areMany); });
        if (endings.empty() || areMany)
            break;
    }
    return endings.empty();
}

QRectF GraphLabels::placeNear(const Mark &mark, QSizeF size, double mostCovered) const
{
    const QPointF center = mark.center;
    const double away = mark.radius + endingGap;
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
            places[i].moveLeft(
                std::clamp(places[i].left(), std::min(edgeGap, center.x() - away),
                           std::max(edgeGap, surface.width() - size.width() - edgeGap)));
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

QRectF GraphLabels::placeFar(const Mark &mark, QSizeF size, const Attempt &attempt) const
{
    const QRectF surface =
        QRectF(QPointF(), m_scene.viewport.size).adjusted(edgeGap, edgeGap, -edgeGap, -edgeGap);
    QRectF best;
    double least = attempt.mostCovered;
    const auto consider = [&](QPointF middle, double distance) {
        QRectF place(QPointF(), size);
        place.moveCenter(middle);
        if (distance > attempt.mostDistance || distance / distanceOfAPlace >= least ||
            !surface.contains(place) || !isFree(place.adjusted(-3, -2, 3, 2)))
            return;
        const double cost = covered(place) + distance / distanceOfAPlace;
        if (cost >= least || leaderTo(place, mark).isNull())
            return;
        least = cost;
        best = place;
    };
    for (const double distance : farDistances)
        for (int i = 0; i < directions; ++i) {
            const double angle = 2 * std::numbers::pi * i / directions;
            const QPointF towards(std::cos(angle), std::sin(angle));
            const QPointF corner(towards.x() * size.width() / 2, towards.y() * size.height() / 2);
            const double reach = mark.radius + endingGap + m_theme.scaled(distance);
            for (const double shift : {0.0, -0.25, 0.25, -0.5, 0.5})
                consider(mark.center + towards * reach + corner + QPointF(shift * size.width(), 0),
                         distance);
        }
    return best;
}

QLineF GraphLabels::leaderTo(const QRectF &place, const Mark &mark) const
{
    QLineF line(nearestOf(place, mark.center), mark.center);
    line.setLength(std::max(1.0, line.length() - mark.radius - 2));
    const auto isCrossed = [&](const QRectF &taken) {
        return taken != place && !taken.contains(mark.center) && crosses(line, taken);
    };
    const auto isOther = [&](const QLineF &other) {
        return line.intersects(other, nullptr) == QLineF::BoundedIntersection;
    };
    return std::ranges::any_of(m_taken, isCrossed) || std::ranges::any_of(m_leaders, isOther)
               ? QLineF()
               : line;
}

GraphLabels::Mark GraphLabels::markOf(const GraphNode &node) const
{
    const double radius = graphMarkRadius(node.kind, node.fate) * m_markScale;
    return {m_scene.viewport.toSurface(node.at),
            m_scene.marks.current == node.state
                ? std::max(radius + ringGap, currentRadius * m_markScale)
                : radius};
}

bool GraphLabels::isRepeated(const QString &whole, QPointF mark) const
{
    return std::ranges::any_of(m_names, [&](const Name &name) {
        return name.whole == whole &&
               QLineF(m_scene.viewport.toSurface(name.nodes.front()->at), mark).length() <
                   m_theme.scaled(nearby);
    });
}

bool GraphLabels::shareName(const GraphNode &node, const QString &whole)
{
    const Mark mark = markOf(node);
    Name *nearest = nullptr;
    QLineF leader;
    for (Name &name : m_names) {
        const QLineF line = name.whole == whole ? leaderTo(name.place, mark) : QLineF();
        if (line.isNull() || line.length() > m_theme.scaled(longestShared) ||
            (nearest != nullptr && line.length() >= leader.length()))
            continue;
        nearest = &name;
        leader = line;
    }
    if (nearest == nullptr)
        return false;
    nearest->nodes.push_back(&node);
    m_leaders.push_back(leader);
    return true;
}

bool GraphLabels::placeName(const GraphNode &node, const Attempt &attempt, bool areMany)
{
    const bool isFar = attempt.mostDistance > 0;
    const Mark mark = markOf(node);
    const QString whole = QString::fromStdString(m_scene.layout.endingAt(node.state)->name);
    if (areMany && isRepeated(whole, mark.center))
        return true;
    if (isFar && shareName(node, whole))
        return true;
    for (const double width : attempt.widths) {
        const QString shown = fittingWords(whole, m_theme.font(FontRole::Pill),
                                           m_theme.scaled(width - 20), m_scene.names);
        const QSizeF size = pillSize(pillOf(node, shown), m_theme);
        const QRectF place =
            isFar ? placeFar(mark, size, attempt) : placeNear(mark, size, attempt.mostCovered);
        if (place.isNull())
            continue;
        if (isFar)
            m_leaders.push_back(leaderTo(place, mark));
        take(place);
        m_names.push_back({{&node}, whole, shown, place});
        return true;
    }
    return false;
}

Pill GraphLabels::pillOf(const GraphNode &node, const QString &text) const
{
    const bool isFailure = node.kind == GraphNode::Kind::Failure;
    return {"", text, Token::Panel, Token::Line, isFailure ? Token::DoomText : Token::SafeText};
}

void GraphLabels::paintNames()
{
    QPen pen(m_theme.color(Token::Text2), 1.5, Qt::SolidLine, Qt::RoundCap);
    pen.setDashPattern({0.01, 2.6});
    m_painter.setPen(pen);
    for (const QLineF &leader : m_leaders)
        m_painter.drawLine(leader);
    for (const Name &name : m_names)
        paintPill(m_painter, name.place, pillOf(*name.nodes.front(), name.shown), m_theme);
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
                    graphMarkRadius(node->kind, node->fate) * m_markScale));
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
