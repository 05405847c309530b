// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/comparison/comparison_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ranges>
#include <utility>

namespace racewalk {

namespace {

constexpr double markHalf = 7;    // half the width of a mark in the gutter
constexpr double pillHeight = 18; // of the first difference
constexpr double iconRadius = 10; // as those of events

bool hasSwitchBefore(const Timeline &timeline, std::size_t event)
{
    return std::ranges::binary_search(timeline.switches, event, {}, &TimelineSwitch::before);
}

std::shared_ptr<const Timeline> withShortLabels(const Timeline &timeline)
{
    auto result = std::make_shared<Timeline>(timeline);
    for (TimelineEvent &event : result->events) {
        if (event.shortLabel.empty())
            continue;
        event.label = event.shortLabel;
        if (event.note == "found") // "finds inode"
            event.note.clear();
    }
    return result;
}

/// The reason why a step is blocked, or the part of it that fits: "held by evict", "waiting".
std::string fittingReason(const std::string &reason, double room, const TextWidth &measure)
{
    const std::size_t holder = reason.rfind(", ");
    const std::string last = holder == std::string::npos ? reason : reason.substr(holder + 2);
    for (const std::string &text : {reason, last, reason.substr(0, reason.find(' '))})
        if (measure(FontRole::NoteMedium, text) <= room)
            return text;
    return {};
}

template <class S>
void add(Picture &picture, S shape)
{
    picture.shapes.emplace_back(std::move(shape));
}

} // namespace

ComparisonLayout::ComparisonLayout(const ComparisonPicture &picture, TextWidth measure)
    : m_rows(picture.comparison.rows), m_firstDifference(picture.comparison.firstDifference),
      m_gutter(gutterFor(picture.width))
{
    placeRows(picture);
    for (std::size_t side = 0; side < 2; ++side)
        m_sides.push_back(layOut(picture, side, measure));
    // Equal rows are to look equal: where one side has short labels, so has the other.
    if (m_sides[0].hasShortLabels() != m_sides[1].hasShortLabels()) {
        const std::size_t full = m_sides[0].hasShortLabels() ? 1 : 0;
        ComparisonPicture shorter = picture;
        shorter.timelines[full] = withShortLabels(*picture.timelines[full]);
        m_sides[full] = layOut(shorter, full, measure);
    }
    for (std::size_t side = 0; side < 2; ++side) {
        for (std::size_t row = 0; row < m_rows.size(); ++row)
            if (m_rows[row].steps[side] && m_rows[row].steps[side]->isBlocked) {
                const BlockedStep &step = *picture.comparison.sides[side].blocked;
                m_blocked[side] = {row, indexOf(step.thread), step.label, step.reason,
                                   step.isAsleep};
            }
    }
    m_rightEdge = m_sides[0].width() + m_gutter;
}

void ComparisonLayout::placeRows(const ComparisonPicture &picture)
{
    const auto switchesBefore = [&](const ComparedRow &row) {
        for (std::size_t side = 0; side < 2; ++side)
            if (const auto &step = row.steps[side];
                step && !step->isBlocked && hasSwitchBefore(*picture.timelines[side], step->event))
                return true;
        return false;
    };
    std::vector<bool> isSwitch;
    for (const ComparedRow &row : m_rows)
        isSwitch.push_back(switchesBefore(row));
    const auto switches = static_cast<double>(std::ranges::count(isSwitch, true));
    const bool isTailed = hasTail(*picture.timelines[0]) || hasTail(*picture.timelines[1]);
    const double rows = static_cast<double>(m_rows.size()) + (isTailed ? 1 : 0);
    const double fixed = 2 * TimelineLayout::margin + switches * TimelineLayout::switchHeight;
    m_rowHeight = TimelineLayout::rowHeightFor(rows, fixed, picture.height);
    double top = TimelineLayout::margin;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        top += isSwitch[row] ? TimelineLayout::switchHeight : 0;
        m_tops.push_back(top);
        top += m_rowHeight;
    }
    m_height = top + (isTailed ? m_rowHeight : 0) + TimelineLayout::margin;
}

TimelineLayout ComparisonLayout::layOut(const ComparisonPicture &picture, std::size_t side,
                                        const TextWidth &measure) const
{
    RowPlacement placement{.rowHeight = m_rowHeight, .height = m_height};
    placement.boxes = picture.boxes[side];
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        if (const auto &step = m_rows[row].steps[side]; step && !step->isBlocked)
            placement.tops.push_back(m_tops[row]);
    return {picture.timelines[side],
            {.width = (picture.width - m_gutter) / 2, .placement = std::move(placement)},
            measure};
}

std::size_t ComparisonLayout::position(std::size_t side, std::size_t taken) const
{
    for (std::size_t row = std::min(taken, m_rows.size()); row > 0; --row)
        if (const auto &step = m_rows[row - 1].steps[side])
            return step->event + (step->isBlocked ? 0 : 1);
    return 0;
}

std::optional<std::size_t> ComparisonLayout::rowAt(double y) const
{
    const auto below = std::ranges::upper_bound(m_tops, y);
    if (below == m_tops.begin())
        return std::nullopt;
    const auto row = static_cast<std::size_t>(below - m_tops.begin()) - 1;
    return y < this->row(row).end ? std::optional(row) : std::nullopt;
}

ComparisonLayout::View ComparisonLayout::view(double width, double scrolled) const
{
    if (this->width() < width + 1) // but for a fraction of a pixel
        return {.gutterLeft = gutterLeft(), .width = width, .scrolled = {}};
    const double half = std::floor((width - m_gutter) / 2);
    View view{.gutterLeft = std::min(gutterLeft(), half), .width = width, .scrolled = {}};
    const std::array<double, 2> room{view.gutterLeft, width - view.gutterLeft - m_gutter};
    for (std::size_t side = 0; side < 2; ++side)
        view.scrolled[side] =
            std::clamp(scrolled, 0.0, std::max(0.0, m_sides[side].width() - room[side]));
    return view;
}

double ComparisonLayout::scrollRange(double width) const
{
    const View most = view(width, this->width());
    return std::max(most.scrolled[0], most.scrolled[1]);
}

Picture ComparisonLayout::header(const View &view) const
{
    Picture picture{view.width, headerHeight, {}};
    const double right = view.gutterLeft + m_gutter;
    const std::array<double, 2> left{0, right}, room{view.gutterLeft, view.width - right};
    for (std::size_t side = 0; side < 2; ++side) {
        const double begin = m_sides[side].pinnedWidth() + view.scrolled[side];
        append(picture,
               m_sides[side].header(
                   Interval{begin, std::max(begin, view.scrolled[side] + room[side])}),
               {left[side], 0});
    }
    add(picture,
        RectShape{{view.gutterLeft, 0, m_gutter, headerHeight}, 0, Fill{Token::Sunken, {}}, {}});
    add(picture, LineShape{{view.gutterLeft, headerHeight - 0.5},
                           {right, headerHeight - 0.5},
                           {Token::Line, 1}});
    for (const double x : {view.gutterLeft + 0.5, right - 0.5})
        add(picture, LineShape{{x, 0}, {x, headerHeight}, {Token::Line, 1}});
    return picture;
}

Picture ComparisonLayout::body(std::size_t taken, Interval visible) const
{
    Picture picture{width(), m_height, {}};
    for (std::size_t side = 0; side < 2; ++side) {
        append(picture, m_sides[side].body(position(side, taken), visible),
               {side == 0 ? 0 : m_rightEdge, 0});
        drawBlocked(side, taken, picture);
    }
    drawGutter(taken, visible, picture);
    drawFirstDifference(picture);
    drawNow(taken, picture);
    return picture;
}

void ComparisonLayout::drawGutter(std::size_t taken, Interval visible, Picture &picture) const
{
    const double left = gutterLeft();
    add(picture, RectShape{{left, 0, m_gutter, m_height}, 0, Fill{Token::Sunken, {}}, {}});
    for (const double x : {left + 0.5, m_rightEdge - 0.5})
        add(picture, LineShape{{x, 0}, {x, m_height}, {Token::Line, 1}});
    for (std::size_t number = 0; number < m_rows.size(); ++number) {
        const Interval place = row(number);
        if (!visible.touches(place))
            continue;
        if (number + 1 == taken)
            add(picture, RectShape{{left + 1, place.begin, m_gutter - 2, m_rowHeight},
                                   0,
                                   Fill{Token::AccBg, {}},
                                   {}});
        if (number != m_firstDifference)
            drawMark(m_rows[number].kind, (place.begin + place.end) / 2, picture);
    }
}

void ComparisonLayout::drawMark(ComparedRow::Kind kind, double y, Picture &picture) const
{
    const double x = gutterLeft() + m_gutter / 2;
    const bool isEqual = kind == ComparedRow::Kind::Equal;
    const Pen pen{isEqual ? Token::Ctl : Token::Acc, isEqual ? 1.25 : 1.75};
    const auto line = [&](Point from, Point to) { add(picture, LineShape{from, to, pen}); };
    if (kind == ComparedRow::Kind::OneSide) {
        line({x - markHalf, y}, {x + markHalf, y});
        line({x, y - markHalf}, {x, y + markHalf});
        return;
    }
    line({x - markHalf, y - 3}, {x + markHalf, y - 3});
    line({x - markHalf, y + 3}, {x + markHalf, y + 3});
    if (!isEqual)
        line({x - 5, y + 7}, {x + 5, y - 7});
}

void ComparisonLayout::drawFirstDifference(Picture &picture) const
{
    if (!m_firstDifference)
        return;
    const Interval place = row(*m_firstDifference);
    add(picture, LineShape{{0, place.begin}, {width(), place.begin}, {Token::Acc, 2}});
    const double y = (place.begin + place.end) / 2, x = gutterLeft() + m_gutter / 2;
    std::string text =
        m_rows[*m_firstDifference].kind == ComparedRow::Kind::OneSide ? "+" : "\u2260";
    text += m_gutter == wideGutter ? " first difference" : " first";
    const double wide =
        std::min(m_sides[0].measure()(FontRole::SmallStrong, text) + 16, m_gutter - 6);
    add(picture, RectShape{{x - wide / 2, y - pillHeight / 2, wide, pillHeight},
                           pillHeight / 2,
                           Fill{Token::Acc, {}},
                           {}});
    add(picture,
        TextShape{{x, y}, text, FontRole::SmallStrong, Token::OnAcc, TextShape::Anchor::Middle});
}

/// Between the last row that was taken and the next one; nothing at the end.
void ComparisonLayout::drawNow(std::size_t taken, Picture &picture) const
{
    using enum PathCommand::Kind;
    if (taken >= m_rows.size())
        return;
    const double y = taken == 0 ? TimelineLayout::margin : row(taken - 1).end;
    add(picture, LineShape{{0, y}, {width(), y}, {Token::Acc, 2}});
    // The rows leave no gap for a flag, which would hide the numbers beside it.
    constexpr double tip = 7, half = 5;
    const double middle = std::max(y, half);
    add(picture, PathShape{{{Move, {}, {}, {0, middle - half}},
                            {Line, {}, {}, {tip, middle}},
                            {Line, {}, {}, {0, middle + half}},
                            {Close, {}, {}, {}}},
                           Fill{Token::Acc, {}},
                           {}});
}

void ComparisonLayout::drawBlocked(std::size_t side, std::size_t taken, Picture &picture) const
{
    if (!m_blocked[side])
        return;
    const Blocked &blocked = *m_blocked[side];
    if (blocked.lane >= m_sides[side].columns().size())
        return;
    const TimelineColumn &column = m_sides[side].columns()[blocked.lane];
    const TextWidth &measure = m_sides[side].measure();
    const double edge = side == 0 ? 0 : m_rightEdge;
    const Interval place = row(blocked.row);
    const double y = (place.begin + place.end) / 2, x = edge + column.icon;
    const bool isFuture = blocked.row >= taken;
    add(picture,
        CircleShape{{x, y}, iconRadius - 0.75, Fill{Token::Panel, {}}, Pen{Token::Ctl, 1.5}});
    add(picture, IconShape{blocked.isAsleep ? "sleep" : "spinning",
                           {x - 6, y - 6, 12, 12},
                           isFuture ? Token::Text3 : Token::Text2});
    const double right = edge + m_sides[side].width() - 4;
    const double label = edge + column.label;
    const std::string text =
        m_sides[side].names().fitting(blocked.label, [&](std::string_view form) {
            return measure(FontRole::TimelineLabel, form) <= column.right - column.label - 2;
        });
    add(picture, TextShape{{label, y}, text, FontRole::TimelineLabel, Token::Text3});
    const double note = label + measure(FontRole::TimelineLabel, text) + 7;
    add(picture, TextShape{{note, y},
                           fittingReason(blocked.reason, right - note, measure),
                           FontRole::NoteMedium,
                           isFuture ? Token::Text3 : Token::OpenText});
}

} // namespace racewalk
