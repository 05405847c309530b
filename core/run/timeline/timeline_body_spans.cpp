// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/timeline_body.h"

#include <algorithm>

namespace racewalk {
namespace {

constexpr double barWidth = 5, sleepWidth = 12;

} // namespace

TimelineBody::Extent TimelineBody::extentOf(const TimelineSpan &span, double overhang) const
{
    Extent extent;
    extent.begin = center(span.first) - overhang;
    extent.end = span.last ? center(*span.last) + overhang : m_layout.rowsEnd(m_position) - 0.5;
    if (isFuture(span.first))
        extent.cut = extent.begin;
    else if (span.last && !isFuture(*span.last))
        extent.cut = extent.end;
    else
        extent.cut = std::clamp(m_layout.nowLine(m_position), extent.begin, extent.end);
    return extent;
}

void TimelineBody::drawSpans()
{
    for (const TimelineDamage &damage : m_timeline.damage)
        drawDamage(damage);
    for (const TimelineSpan &span : m_timeline.spans) {
        switch (span.kind) {
        case TimelineSpan::Kind::LockHeld:
            drawBar(span);
            break;
        case TimelineSpan::Kind::RcuReader:
            drawBracket(span);
            break;
        case TimelineSpan::Kind::Asleep:
            drawSleep(span);
            break;
        }
    }
}

/// At the left edge of the column, dashed in the future; the name stands where the first change is.
void TimelineBody::drawDamage(const TimelineDamage &damage)
{
    using enum PathCommand::Kind;
    const TimelineColumn &column = m_layout.columns()[damage.lane];
    const double top = center(damage.check), bottom = center(damage.sleep);
    if (!isVisible(top, bottom))
        return;
    const double x = column.left + 3, foot = x + 4;
    const double now = std::clamp(m_layout.nowLine(m_position), top, bottom);
    const double cut = isFuture(damage.check) ? top : isFuture(damage.sleep) ? now : bottom;
    const auto draw = [&](double begin, double end, const Pen &pen) {
        if (end <= begin)
            return;
        Path path;
        if (begin == top)
            path.push_back({Move, {}, {}, {foot, begin}});
        path.push_back({path.empty() ? Move : Line, {}, {}, {x, begin}});
        path.push_back({Line, {}, {}, {x, end}});
        if (end == bottom)
            path.push_back({Line, {}, {}, {foot, end}});
        add(PathShape{std::move(path), {}, pen});
    };
    draw(top, cut, {Token::Doom, 1.5});
    draw(cut, bottom, {Token::Ctl, 1.5, Dash::Dashed});

    std::size_t row = damage.writes.front();
    const auto isTaken = [&](std::size_t event) {
        return m_timeline.events[event].lane == damage.lane || hasMarker(damage.lane, event);
    };
    while (row < damage.sleep && isTaken(row))
        ++row;
    const double room = column.right - labelMargin - column.label;
    const std::string words =
        m_layout.names().fittingWords(damage.place + " has changed", [&](std::string_view text) {
            return m_layout.measure()(FontRole::NoteMedium, text) <= room;
        });
    if (row < damage.sleep)
        addWords({column.label, center(row)}, words, FontRole::NoteMedium,
                 isFuture(row) ? Token::Text3 : Token::DoomText);
}

void TimelineBody::drawSleep(const TimelineSpan &span)
{
    const TimelineColumn &column = m_layout.columns()[span.lane];
    const auto next = nextOfLane(span.lane, span.first);
    const std::size_t below = span.first + 1;
    const double top = center(span.first) + iconRadius - 1;
    double bottom = m_layout.rowsEnd(m_position) - 0.5;
    if (next)
        bottom = center(*next) - iconRadius;
    else if (span.last) // woken, but it has not run since
        bottom = center(*span.last);
    const bool isLast = below >= m_timeline.events.size();
    if (isLast)
        bottom = m_picture.height - 5;
    if (bottom <= top || !isVisible(top, bottom))
        return;
    const Token color = isFuture(span.first) ? Token::Ctl : Token::KWait;
    const Stripes stripes{color, Stripes::Direction::Rising, 2.2, 6};
    add(RectShape{{column.icon - sleepWidth / 2, top, sleepWidth, bottom - top},
                  3,
                  Fill{Token::Panel, stripes},
                  Pen{color, 1}});

    std::size_t row = below;
    while (row < m_timeline.events.size() && hasMarker(span.lane, row))
        ++row;
    const double y = row < m_timeline.events.size()
                         ? center(row)
                         : (m_layout.nowLine(m_timeline.events.size()) + bottom) / 2 + 3;
    const char *text = span.isForever ? "forever" : span.last ? "asleep until woken" : "asleep";
    const double room = column.right - labelMargin - (column.icon + 12);
    const std::string words = m_layout.names().fittingWords(text, [&](std::string_view form) {
        return m_layout.measure()(FontRole::NoteMedium, form) <= room;
    });
    addWords({column.icon + 12, y}, words, FontRole::NoteMedium,
             isFuture(span.first) ? Token::Text3 : Token::AccText);
}

void TimelineBody::drawBar(const TimelineSpan &span)
{
    const auto left = m_layout.columns()[span.lane].bars[span.lock];
    const Extent extent = extentOf(span, 6);
    if (!left || !isVisible(extent.begin, extent.end))
        return;
    const auto bar = [&](double top, double bottom, const Fill &fill, Token pen) {
        if (bottom - top >= barWidth)
            add(RectShape{{*left, top, barWidth, bottom - top}, barWidth / 2, fill, Pen{pen, 1}});
    };
    const Fill outline{Token::Panel, {}};
    Fill fill = outline;
    if (span.lock % 3 == 0)
        fill.color = Token::KLock;
    else if (span.lock % 3 == 1)
        fill.stripes = Stripes{Token::KLock, Stripes::Direction::Across, 2, 4};
    bar(extent.begin, extent.cut, fill, Token::KLock);
    bar(extent.cut, extent.end, outline, Token::Ctl);
    if (span.lock >= 3) {
        const auto letter = static_cast<char>('a' + span.lock / 3);
        addText({*left + barWidth / 2, extent.begin - 6}, std::string(1, letter), FontRole::Small,
                isFuture(span.first) ? Token::Text3 : Token::Text2, TextShape::Anchor::Middle);
    }
}

void TimelineBody::drawBracket(const TimelineSpan &span)
{
    using enum PathCommand::Kind;
    const auto left = m_layout.columns()[span.lane].bracket;
    const Extent extent = extentOf(span, 6);
    if (!left || !isVisible(extent.begin, extent.end))
        return;
    const double x = *left + 1, foot = x + 5;
    const auto draw = [&](double top, double bottom, const Pen &pen) {
        if (bottom <= top)
            return;
        Path path;
        if (top == extent.begin)
            path.push_back({Move, {}, {}, {foot, top}});
        path.push_back({path.empty() ? Move : Line, {}, {}, {x, top}});
        path.push_back({Line, {}, {}, {x, bottom}});
        if (bottom == extent.end && span.last)
            path.push_back({Line, {}, {}, {foot, bottom}});
        add(PathShape{std::move(path), {}, pen});
    };
    draw(extent.begin, extent.cut, {Token::Acc, 2});
    draw(extent.cut, extent.end, {Token::Ctl, 2, Dash::Dense});
}

} // namespace racewalk
