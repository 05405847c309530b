// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/styles.h"
#include "run/timeline/timeline_body.h"

#include "program/ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace racewalk {
namespace {

constexpr double markerSize = 14; // of the octagon of the point of no return

} // namespace

void TimelineBody::findMarkers()
{
    if (m_doomLane)
        m_markers.push_back({*m_doomLane, *m_timeline.pointOfNoReturn});
    if (m_safeLane)
        m_markers.push_back({*m_safeLane, *m_timeline.safeFromHere});
    for (const TimelineArrow &arrow : m_timeline.arrows)
        if (arrow.kind == TimelineArrow::Kind::WakesNobody)
            m_markers.push_back({arrow.lane, arrow.from});
    std::ranges::sort(m_markers);
}

std::span<const TimelineBody::Marker>
TimelineBody::markersBetween(std::size_t lane, std::size_t from, std::size_t to) const
{
    const auto begin = std::ranges::upper_bound(m_markers, Marker{lane, from});
    const auto end = std::ranges::lower_bound(begin, m_markers.end(), Marker{lane, to});
    return {begin, end};
}

bool TimelineBody::hasMarker(std::size_t lane, std::size_t event) const
{
    return std::ranges::binary_search(m_markers, Marker{lane, event});
}

std::optional<std::size_t> TimelineBody::columnForFateWords(std::size_t event) const
{
    const std::size_t own = m_timeline.events[event].lane;
    const double needed = m_layout.measure()(FontRole::NoteStrong, "point of no return") + 14;
    std::optional<std::size_t> best;
    const auto distance = [own](std::size_t lane) { return lane > own ? lane - own : own - lane; };
    for (std::size_t lane = 0; lane < m_timeline.lanes.size(); ++lane) {
        const TimelineColumn &column = m_layout.columns()[lane];
        const bool isStub = std::ranges::any_of(m_timeline.arrows, [&](const TimelineArrow &arrow) {
            return arrow.kind == TimelineArrow::Kind::WakesNobody && arrow.from == event &&
                   std::min(arrow.lane, own) <= lane && lane <= std::max(arrow.lane, own);
        });
        const bool isInView = column.icon >= m_across.begin && column.right <= m_across.end + 1;
        if (lane == own || isStub || !isInView || column.right - column.icon < needed)
            continue;
        if (!best || distance(lane) < distance(*best))
            best = lane;
    }
    return best;
}

void TimelineBody::drawFateWords()
{
    const auto words = [this](std::size_t event, std::optional<std::size_t> lane, Fate fate,
                              std::string_view text, std::string_view shortText) {
        const FateStyle style = styleOf(fate);
        const double y = center(event);
        if (!isVisible(y - iconRadius, y + iconRadius))
            return;
        // Without an empty column that is wide enough they follow the label, shorter if need be.
        const TimelineColumn &column =
            m_layout.columns()[lane.value_or(m_timeline.events[event].lane)];
        const double x = lane ? column.icon - 9 : m_layout.rowLabel(event).end + 10;
        const double right = lane ? column.right : std::min(m_picture.width, m_across.end);
        const double room = right - labelMargin - (x + 21);
        if (room < -7)
            return;
        add(IconShape{
            std::string(style.icon), {x, y - markerSize / 2, markerSize, markerSize}, style.shape});
        for (const std::string_view fitting : {text, shortText})
            if (m_layout.measure()(FontRole::NoteStrong, fitting) <= room) {
                addWords({x + 21, y}, std::string(fitting), FontRole::NoteStrong, style.text);
                break;
            }
    };
    if (const auto point = m_timeline.pointOfNoReturn) {
        words(*point, m_doomLane, Fate::Doomed, "point of no return", "no return");
    }
    if (const auto safe = m_timeline.safeFromHere)
        words(*safe, m_safeLane, Fate::Safe, "safe from here", "safe");
}

/// Above the point of no return, unless the now line is there.
void TimelineBody::drawTurningLine()
{
    const auto point = m_timeline.pointOfNoReturn;
    if (!point || *point == m_position)
        return;
    const double top = m_layout.row(*point, m_position).begin;
    if (isVisible(top - 2, top + 2))
        add(LineShape{{m_layout.stripCenter() - 7, top}, {m_picture.width, top}, {Token::Doom, 2}});
}

/// Below the last row, in the column of each thread that runs or waits forever.
void TimelineBody::drawTail()
{
    const std::string_view name = rowOf(FindingKind::Livelock).noun;
    if (m_timeline.livelock)
        for (const ThreadId thread : m_timeline.livelock->runners)
            drawEndOf(indexOf(thread), fmt::format("{}: runs forever", name), name);
    for (const TimelineStuck &each : m_timeline.stuck)
        drawEndOf(each.lane, each.words, "waits");
}

void TimelineBody::drawEndOf(std::size_t lane, const std::string &words, std::string_view shortly)
{
    const double y = m_picture.height - TimelineLayout::margin - m_layout.rowHeight() / 2;
    if (!isVisible(y - iconRadius, y + iconRadius))
        return;
    const FateStyle style = styleOf(Fate::Doomed);
    const bool isAhead = m_position < m_timeline.events.size();
    const TimelineColumn &column = m_layout.columns()[lane];
    if (const auto events = m_layout.laneEvents(lane); !events.empty())
        add(LineShape{{column.icon, center(events.back()) + iconRadius},
                      {column.icon, y - markerSize / 2},
                      {isAhead ? Token::Ctl : Token::Doom, 1.5, Dash::Dashed}});
    add(IconShape{std::string(style.icon),
                  {column.icon - markerSize / 2, y - markerSize / 2, markerSize, markerSize},
                  style.shape});
    const bool fits = m_layout.measure()(FontRole::NoteStrong, words) <=
                      column.right - labelMargin - column.label;
    addWords({column.label, y}, fits ? words : std::string(shortly), FontRole::NoteStrong,
             isAhead ? Token::Text3 : style.text);
}

void TimelineBody::drawNow()
{
    using enum PathCommand::Kind;
    const double y = m_layout.nowLine(m_position);
    if (!hasCursor() || m_layout.placement() || !isVisible(y - 8, y + 8))
        return;
    add(LineShape{{0, y}, {m_picture.width, y}, {Token::Acc, 2}});
    if (m_part == TimelinePart::Columns)
        return;
    const double tip = m_layout.numbersRight() + 9;
    add(PathShape{{{Move, {}, {}, {2, y - 8}},
                   {Line, {}, {}, {tip - 7, y - 8}},
                   {Line, {}, {}, {tip, y}},
                   {Line, {}, {}, {tip - 7, y + 8}},
                   {Line, {}, {}, {2, y + 8}},
                   {Close, {}, {}, {}}},
                  Fill{Token::Acc, {}},
                  {}});
    addText({(tip - 3) / 2, y}, "now", FontRole::SmallStrong, Token::OnAcc,
            TextShape::Anchor::Middle);
}

std::span<const TimelineSwitch> TimelineBody::visibleSwitches() const
{
    const auto &all = m_timeline.switches;
    const auto first = std::ranges::lower_bound(all, m_first, {}, &TimelineSwitch::before);
    return {first, std::ranges::upper_bound(first, all.end(), m_last, {}, &TimelineSwitch::before)};
}

double TimelineBody::lineOf(const TimelineSwitch &each) const
{
    return m_layout.row(each.before, m_position).begin - TimelineLayout::switchHeight / 2;
}

void TimelineBody::drawSwitches()
{
    for (const TimelineSwitch &each : visibleSwitches())
        add(LineShape{{m_layout.columns().front().left + 1, lineOf(each)},
                      {m_picture.width - 10, lineOf(each)},
                      {Token::Ctl, 1.5, Dash::Dotted}});
}

/// With the threads' names, as far as they fit.
std::string TimelineBody::switchName(const TimelineSwitch &each, double room) const
{
    const TextWidth &measure = m_layout.measure();
    const std::string number = fmt::format("switch {}", each.number);
    const std::string &from = m_timeline.lanes[each.fromLane].name;
    const std::string &to = m_timeline.lanes[each.toLane].name;
    const std::string arrow = " \u2192 ";
    const auto text = [&](std::string_view first, std::string_view second) {
        return fmt::format("{}: {}{}{}", number, first, arrow, second);
    };
    const auto fits = [&](std::string_view whole) {
        return measure(FontRole::Small, whole) <= room;
    };
    if (std::string all = text(from, to); fits(all))
        return all;
    const double half = (room - measure(FontRole::Small, text("", ""))) / 2;
    const auto shortened = [&](const std::string &name) {
        return m_layout.names().fitting(
            name, [&](std::string_view form) { return measure(FontRole::Small, form) <= half; });
    };
    const std::string first = shortened(from), second = shortened(to);
    const bool hasNames = first.find("\u2026") == std::string::npos && !first.empty() &&
                          second.find("\u2026") == std::string::npos && !second.empty();
    return hasNames ? text(first, second) : number;
}

/// After the arrows, so that none goes through a name. In the part of the columns that is in view,
/// at most half as wide.
void TimelineBody::drawSwitchNames()
{
    constexpr double edges = 32, edge = 8;
    double last = m_picture.width - edge;
    for (std::size_t lane = 0; lane < m_timeline.lanes.size(); ++lane)
        if (!m_timeline.lanes[lane].isSystem)
            last = m_layout.columns()[lane].right - edge;
    const double room = (m_across.end - m_across.begin) / 2 - edges;
    for (const TimelineSwitch &each : visibleSwitches()) {
        const double y = lineOf(each);
        const std::string text = switchName(each, room);
        const double width = std::round(m_layout.measure()(FontRole::Small, text)) + edges;
        const double pillRight =
            std::min(m_across.end - edge, std::max(last, m_across.begin + width + edge));
        add(RectShape{{pillRight - width + 0.5, y - 8, width - 1, 16},
                      8,
                      Fill{Token::Panel, {}},
                      Pen{Token::Line, 1}});
        addText({pillRight - width / 2, y}, text, FontRole::Small, Token::Text2,
                TextShape::Anchor::Middle);
    }
}

} // namespace racewalk
