// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/styles.h"
#include "run/timeline/timeline_body.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace racewalk {
namespace {

constexpr double headLength = 8, headHalf = 3.5;

Point middle(Point a, Point b)
{
    return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

/// Whether a cubic touches an area, to within a pixel: halves it until its parts are outside, or
/// small.
bool touches(const std::array<Point, 4> &curve, const Rect &area)
{
    const auto [left, right] = std::ranges::minmax(curve, {}, &Point::x);
    const auto [top, bottom] = std::ranges::minmax(curve, {}, &Point::y);
    if (right.x < area.x || left.x > area.x + area.width || bottom.y < area.y ||
        top.y > area.y + area.height)
        return false;
    if (right.x - left.x < 1 && bottom.y - top.y < 1)
        return true;
    const auto &[a, b, c, d] = curve;
    const Point ab = middle(a, b), bc = middle(b, c), cd = middle(c, d);
    const Point abc = middle(ab, bc), bcd = middle(bc, cd), half = middle(abc, bcd);
    return touches({a, ab, abc, half}, area) || touches({half, bcd, cd, d}, area);
}

/// The left end of what a lane draws in a row: where arrows leave and enter from that side.
double leftEdge(const TimelineColumn &column)
{
    return std::min(column.left + 8, column.icon - TimelineBody::iconRadius - 2);
}

} // namespace

bool TimelineBody::isCrossed(const Rect &area) const
{
    return std::ranges::any_of(m_curves, [&](const auto &curve) { return touches(curve, area); });
}

void TimelineBody::drawArrows()
{
    for (const TimelineArrow &arrow : m_timeline.arrows) {
        const double top = center(std::min(arrow.from, arrow.to)) - iconRadius;
        const double bottom = center(std::max(arrow.from, arrow.to)) + iconRadius;
        if (!isVisible(top, bottom))
            continue;
        if (arrow.kind == TimelineArrow::Kind::WakesNobody)
            drawStub(arrow);
        else
            drawArrow(arrow);
    }
}

Pen TimelineBody::penOf(const TimelineArrow &arrow) const
{
    const bool future = isFuture(arrow.to);
    switch (arrow.kind) {
    case TimelineArrow::Kind::LockHandover:
        return {future ? Token::Ctl : Token::Text2, 1.5};
    case TimelineArrow::Kind::Wake:
        return future ? Pen{Token::Ctl, 1.5} : Pen{Token::Acc, 2};
    case TimelineArrow::Kind::Callback:
        return {future ? Token::Ctl : Token::Text3, 1.5, Dash::Dashed};
    case TimelineArrow::Kind::WakesNobody:
        break;
    }
    const bool isDoom = m_timeline.events[arrow.from].fate == Fate::Doomed;
    return {isFuture(arrow.from) ? Token::Ctl
            : isDoom             ? Token::Doom
                                 : Token::Text3,
            1.5, Dash::Dashed};
}

bool TimelineBody::entersFromAbove(const TimelineArrow &arrow) const
{
    const std::size_t lane = m_timeline.events[arrow.to].lane;
    const auto next = nextOfLane(lane, arrow.from);
    if (arrow.from >= arrow.to || next != arrow.to)
        return false;
    if (!markersBetween(lane, arrow.from, arrow.to).empty())
        return false;
    // The first of several has the place above the icon.
    return std::ranges::none_of(m_timeline.arrows, [&](const TimelineArrow &other) {
        return other.to == arrow.to && other.from < arrow.from &&
               other.kind != TimelineArrow::Kind::WakesNobody;
    });
}

void TimelineBody::drawArrow(const TimelineArrow &arrow)
{
    const std::size_t fromLane = m_timeline.events[arrow.from].lane;
    const std::size_t toLane = m_timeline.events[arrow.to].lane;
    if (fromLane == toLane)
        return;
    const TimelineColumn &source = m_layout.columns()[fromLane];
    const TimelineColumn &target = m_layout.columns()[toLane];
    const Pen pen = penOf(arrow);
    const bool goesLeft = target.left < source.left;
    const double fromY = center(arrow.from), toY = center(arrow.to);
    const Point from{goesLeft ? leftEdge(source) : m_layout.rowLabel(arrow.from).end + 4, fromY};

    if (entersFromAbove(arrow)) {
        const Point to{target.icon + (goesLeft ? 6 : 0), toY - iconRadius - 1};
        const double dx = to.x - from.x, dy = to.y - from.y;
        if (goesLeft)
            drawCurve(from, {from.x + 0.45 * dx, fromY}, {to.x - 0.1 * dx, to.y - 0.35 * dy}, to,
                      pen);
        else
            drawCurve(from, {from.x + 0.75 * dx, fromY}, {to.x, from.y + 0.2 * dy}, to, pen);
        return;
    }
    if (goesLeft) {
        const Point to{m_layout.rowLabel(arrow.to).end + 5, toY};
        const double middle = (from.x + to.x) / 2;
        drawCurve(from, {std::min(middle, from.x - 20), fromY}, {std::max(middle, to.x + 30), toY},
                  to, pen);
        return;
    }
    const Point to{target.bracket || leftEdge(target) < target.icon - 14
                       ? leftEdge(target)
                       : target.icon - iconRadius - 1,
                   toY};
    const double reach = std::max(0.45 * (to.x - from.x), 28.0);
    drawCurve(from, {from.x + reach, fromY}, {to.x - reach, toY}, to, pen);
}

void TimelineBody::drawCurve(Point from, Point control1, Point control2, Point to, const Pen &pen)
{
    using enum PathCommand::Kind;
    const double dx = to.x - control2.x, dy = to.y - control2.y;
    const double length = std::hypot(dx, dy);
    const Point along = length > 0 ? Point{dx / length, dy / length} : Point{0, 1};
    const Point neck{to.x - along.x * (headLength - 1), to.y - along.y * (headLength - 1)};
    const Point base{to.x - along.x * headLength, to.y - along.y * headLength};
    const Point side{-along.y * headHalf, along.x * headHalf};
    m_curves.push_back({from, control1, control2, neck});
    add(PathShape{{{Move, {}, {}, from}, {Cubic, control1, control2, neck}}, {}, pen});
    add(PathShape{{{Move, {}, {}, to},
                   {Line, {}, {}, {base.x + side.x, base.y + side.y}},
                   {Line, {}, {}, {base.x - side.x, base.y - side.y}},
                   {Close, {}, {}, {}}},
                  Fill{pen.color, {}},
                  {}});
}

void TimelineBody::drawStub(const TimelineArrow &arrow)
{
    using enum PathCommand::Kind;
    const TimelineColumn &source = m_layout.columns()[m_timeline.events[arrow.from].lane];
    const TimelineColumn &target = m_layout.columns()[arrow.lane];
    if (&source == &target)
        return;
    constexpr double radius = 7;
    constexpr double cross = 3.2;
    const double y = center(arrow.from);
    const bool goesLeft = target.left < source.left;
    const Pen pen = penOf(arrow);
    const Pen solid{pen.color, 1.5};
    const Point hub{target.icon + 2, y};
    const double start =
        goesLeft ? source.icon - iconRadius : m_layout.rowLabel(arrow.from).end + 4;
    const double end = hub.x + (goesLeft ? radius : -radius);
    const auto line = [&](double fromX, double toX) {
        const Point from{fromX, y}, to{toX, y};
        m_curves.push_back({from, from, to, to});
        add(LineShape{from, to, pen});
    };

    constexpr std::string_view words = "nobody waits yet";
    const double width = m_layout.measure()(FontRole::NoteMedium, words);
    // Coming from the right, the line has the words in it; from the left they follow the circle.
    const double wordsX = hub.x + radius + (goesLeft ? 14 : 6);
    const bool hasWords = wordsX + width + labelMargin <= target.right;
    if (goesLeft && hasWords) {
        line(end, end + 10);
        line(wordsX + width + 6, start);
    } else {
        line(start, end);
    }
    if (hasWords)
        addWords({wordsX, y}, std::string(words), FontRole::NoteMedium,
                 pen.color == Token::Doom ? Token::DoomText : Token::Text2);
    add(CircleShape{hub, radius, Fill{Token::Panel, {}}, solid});
    add(PathShape{{{Move, {}, {}, {hub.x - cross, y - cross}},
                   {Line, {}, {}, {hub.x + cross, y + cross}},
                   {Move, {}, {}, {hub.x + cross, y - cross}},
                   {Line, {}, {}, {hub.x - cross, y + cross}}},
                  {},
                  solid});
}

} // namespace racewalk
