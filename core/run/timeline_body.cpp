// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline_body.h"

#include "run/styles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace racewalk {
namespace {

constexpr double iconRadius = 10, glyphSize = 12;
constexpr double markerSize = 14; // of the octagon of the point of no return
constexpr double leastLabel = 40; // a note must leave its label this much

Rect around(Point center, double size)
{
    return {center.x - size / 2, center.y - size / 2, size, size};
}

} // namespace

TimelineBody::TimelineBody(const TimelineLayout &layout, std::size_t position, Interval visible,
                           std::span<const std::size_t> marked)
    : m_layout(layout), m_timeline(layout.timeline()), m_position(position), m_visible(visible),
      m_marked(marked), m_first(layout.firstEventBelow(visible.begin, position)),
      m_last(std::min(layout.firstEventBelow(visible.end, position) + 1, m_timeline.events.size()))
{
    if (m_timeline.pointOfNoReturn)
        m_doomLane = columnForFateWords(*m_timeline.pointOfNoReturn);
    if (m_timeline.safeFromHere)
        m_safeLane = columnForFateWords(*m_timeline.safeFromHere);
}

Picture TimelineBody::picture()
{
    m_picture = {m_layout.width(), m_layout.bodyHeight(), {}};
    drawColumns();
    if (!m_timeline.events.empty()) {
        drawRows();
        drawStrip();
        drawSwitches();
        drawSpines();
        drawSpans();
        drawArrows();
        drawEvents();
        drawFateWords();
        drawNow();
    }
    return std::move(m_picture);
}

void TimelineBody::addText(Point at, std::string text, FontRole font, Token color,
                           TextShape::Anchor anchor)
{
    if (!text.empty())
        add(TextShape{at, std::move(text), font, color, anchor});
}

std::optional<std::size_t> TimelineBody::nextOfLane(std::size_t lane, std::size_t after) const
{
    const auto events = m_layout.laneEvents(lane);
    const auto next = std::ranges::upper_bound(events, after);
    if (next == events.end())
        return std::nullopt;
    return *next;
}

TimelineBody::Label TimelineBody::labelOf(std::size_t index) const
{
    const TimelineEvent &event = m_timeline.events[index];
    const TimelineColumn &column = m_layout.columns()[event.lane];
    const TextWidth &measure = m_layout.measure();
    const double room = column.right - labelMargin - column.label;
    double noteRoom = event.note.empty() ? 0 : measure(FontRole::Note, event.note) + noteGap;
    const bool showsNote = noteRoom > 0 && room - noteRoom >= leastLabel;
    if (!showsNote)
        noteRoom = 0;
    Label label;
    label.text = elidedMiddle(event.label, FontRole::TimelineLabel, room - noteRoom, measure);
    label.end = column.label + measure(FontRole::TimelineLabel, label.text);
    if (showsNote) {
        label.note = event.note;
        label.noteX = label.end + noteGap;
        label.end += noteRoom;
    }
    return label;
}

void TimelineBody::drawColumns()
{
    for (const TimelineColumn &column : m_layout.columns())
        add(LineShape{
            {column.left + 0.5, 0}, {column.left + 0.5, m_picture.height}, {Token::Line, 1}});
}

void TimelineBody::drawRows()
{
    const auto fill = [this](std::size_t event, Token color) {
        const Interval row = m_layout.row(event, m_position);
        if (isVisible(row.begin, row.end))
            add(RectShape{
                {0, row.begin, m_picture.width, row.end - row.begin}, 0, Fill{color, {}}, {}});
    };
    for (const std::size_t event : m_marked)
        if (event < m_timeline.events.size())
            fill(event, Token::Hover);
    const auto point = m_timeline.pointOfNoReturn;
    if (m_position > 0 && point != m_position - 1)
        fill(m_position - 1, Token::AccBg);
    if (point)
        fill(*point, Token::DoomBg);
}

void TimelineBody::drawStrip()
{
    const double now = m_layout.nowLine(m_position);
    const auto isSame = [this](std::size_t a, std::size_t b) {
        return m_timeline.events[a].fate == m_timeline.events[b].fate && isFuture(a) == isFuture(b);
    };
    const auto topOf = [&](std::size_t event) {
        return event == m_position ? now : m_layout.row(event, m_position).begin;
    };
    for (std::size_t begin = m_first, end = begin; begin < m_last; begin = end) {
        while (end < m_last && isSame(begin, end))
            ++end;
        double bottom = m_layout.row(end - 1, m_position).end;
        if (end < m_timeline.events.size())
            bottom = topOf(end);
        else if (end == m_position)
            bottom = now;
        drawStripPart(m_timeline.events[begin].fate, isFuture(begin), topOf(begin), bottom);
    }
}

void TimelineBody::drawStripPart(Fate fate, bool isFuture, double top, double bottom)
{
    const FateStyle style = styleOf(fate);
    const double center = m_layout.stripCenter();
    const auto outlined = [&](double width) {
        add(RectShape{{center - width / 2, top + 0.5, width, bottom - top - 1},
                      0,
                      Fill{isFuture ? style.fill : style.shape, {}},
                      Pen{style.shape, 1}});
    };
    switch (fate) {
    case Fate::Safe:
        outlined(5);
        return;
    case Fate::Doomed:
        outlined(9);
        return;
    case Fate::Open: {
        const Stripes stripes{isFuture ? Token::Open : Token::Panel, Stripes::Direction::Rising, 2,
                              6};
        add(RectShape{{center - 4, top, 8, bottom - top},
                      0,
                      Fill{isFuture ? Token::Panel : Token::Open, stripes},
                      {}});
        return;
    }
    case Fate::Unknown:
        add(LineShape{{center + 0.5, top}, {center + 0.5, bottom}, {Token::Ctl, 1, Dash::Dashed}});
    }
}

void TimelineBody::drawSwitches()
{
    double pillRight = m_picture.width - 8;
    for (std::size_t lane = 0; lane < m_timeline.lanes.size(); ++lane)
        if (!m_timeline.lanes[lane].isSystem)
            pillRight = m_layout.columns()[lane].right - 8;
    const auto first =
        std::ranges::lower_bound(m_timeline.switches, m_first, {}, &TimelineSwitch::before);
    for (auto it = first; it != m_timeline.switches.end() && it->before <= m_last; ++it) {
        const double y =
            m_layout.row(it->before, m_position).begin - TimelineLayout::switchHeight / 2;
        add(LineShape{{m_layout.columns().front().left + 1, y},
                      {m_picture.width - 10, y},
                      {Token::Ctl, 1.5, Dash::Dotted}});
        const std::string text =
            fmt::format("switch {}: {} \u2192 {}", it->number, m_timeline.lanes[it->fromLane].name,
                        m_timeline.lanes[it->toLane].name);
        const double width = std::round(m_layout.measure()(FontRole::Small, text)) + 32;
        add(RectShape{{pillRight - width + 0.5, y - 8, width - 1, 16},
                      8,
                      Fill{Token::Panel, {}},
                      Pen{Token::Line, 1}});
        addText({pillRight - width / 2, y}, text, FontRole::Small, Token::Text2,
                TextShape::Anchor::Middle);
    }
}

void TimelineBody::drawSpines()
{
    for (std::size_t lane = 0; lane < m_timeline.lanes.size(); ++lane) {
        const auto events = m_layout.laneEvents(lane);
        auto it = std::ranges::lower_bound(events, m_first);
        if (it != events.begin())
            --it; // the one above the view may reach into it
        for (; it != events.end() && it + 1 != events.end() && *it < m_last; ++it)
            drawSpine(m_layout.columns()[lane], lane, *it, *(it + 1));
    }
}

void TimelineBody::drawSpine(const TimelineColumn &column, std::size_t lane, std::size_t from,
                             std::size_t to)
{
    const auto runsOn = [this](std::size_t event) {
        return m_timeline.lanes[m_timeline.events[event].lane].isSystem;
    };
    bool isRunning = true;
    for (std::size_t between = from + 1; between < to && isRunning; ++between)
        isRunning = runsOn(between);
    const Pen pen = isRunning ? Pen{Token::Ctl, 1.5} : Pen{Token::Line, 2, Dash::Dotted};
    double top = center(from) + iconRadius;
    const auto drawTo = [&](double bottom) {
        if (bottom > top && isVisible(top, bottom))
            add(LineShape{{column.icon, top + (isRunning ? 0 : 3)}, {column.icon, bottom}, pen});
    };
    // Makes room for what stands in this column beside other threads' events.
    std::vector<std::size_t> markers;
    if (m_doomLane == lane)
        markers.push_back(*m_timeline.pointOfNoReturn);
    if (m_safeLane == lane)
        markers.push_back(*m_timeline.safeFromHere);
    for (const TimelineArrow &arrow : m_timeline.arrows)
        if (arrow.kind == TimelineArrow::Kind::WakesNobody && arrow.lane == lane)
            markers.push_back(arrow.from);
    std::ranges::sort(markers);
    for (const std::size_t marker : markers) {
        if (marker <= from || marker >= to)
            continue;
        drawTo(center(marker) - iconRadius);
        top = center(marker) + iconRadius;
    }
    drawTo(center(to) - iconRadius);
}

void TimelineBody::drawEvents()
{
    for (std::size_t index = m_first; index < m_last; ++index) {
        const TimelineEvent &event = m_timeline.events[index];
        const double x = m_layout.columns()[event.lane].icon, y = center(index);
        EventStyle style = styleOf(event.role);
        const bool future = isFuture(index);
        if (future)
            style = {style.icon, style.word, Token::Panel, Token::Ctl, Token::Text3};
        if (style.fill == style.outline)
            add(CircleShape{{x, y}, iconRadius, Fill{style.fill, {}}, {}});
        else
            add(CircleShape{
                {x, y}, iconRadius - 0.75, Fill{style.fill, {}}, Pen{style.outline, 1.5}});
        add(IconShape{std::string(style.icon), around({x, y}, glyphSize), style.glyph});

        Label label = labelOf(index);
        addText({m_layout.columns()[event.lane].label, y}, std::move(label.text),
                FontRole::TimelineLabel, future ? Token::Text3 : Token::Text);
        addText({label.noteX, y}, std::move(label.note), FontRole::Note,
                future ? Token::Text3 : Token::Text2);

        const bool isCurrent = index + 1 == m_position;
        addText({m_layout.numbersRight(), y}, std::to_string(index + 1),
                isCurrent ? FontRole::TimelineNumberStrong : FontRole::TimelineNumber,
                isCurrent ? Token::Text2 : Token::Text3, TextShape::Anchor::Right);
    }
}

bool TimelineBody::hasMarker(std::size_t lane, std::size_t event) const
{
    if ((m_doomLane == lane && m_timeline.pointOfNoReturn == event) ||
        (m_safeLane == lane && m_timeline.safeFromHere == event))
        return true;
    return std::ranges::any_of(m_timeline.arrows, [&](const TimelineArrow &arrow) {
        return arrow.kind == TimelineArrow::Kind::WakesNobody && arrow.lane == lane &&
               arrow.from == event;
    });
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
        if (lane == own || isStub || column.right - column.icon < needed)
            continue;
        if (!best || distance(lane) < distance(*best))
            best = lane;
    }
    return best;
}

void TimelineBody::drawFateWords()
{
    const auto words = [this](std::size_t event, std::optional<std::size_t> lane, Fate fate,
                              const char *text) {
        const FateStyle style = styleOf(fate);
        const double y = center(event);
        if (!isVisible(y - iconRadius, y + iconRadius))
            return;
        // Without an empty column that is wide enough they follow the label, cut if need be.
        const TimelineColumn &column =
            m_layout.columns()[lane.value_or(m_timeline.events[event].lane)];
        const double x = lane ? column.icon - 9 : labelOf(event).end + 10;
        const double room = (lane ? column.right : m_picture.width) - labelMargin - (x + 21);
        if (room < 0)
            return;
        add(IconShape{
            std::string(style.icon), {x, y - markerSize / 2, markerSize, markerSize}, style.shape});
        addText({x + 21, y}, elidedMiddle(text, FontRole::NoteStrong, room, m_layout.measure()),
                FontRole::NoteStrong, style.text);
    };
    if (const auto point = m_timeline.pointOfNoReturn) {
        words(*point, m_doomLane, Fate::Doomed, "point of no return");
        const double top = m_layout.row(*point, m_position).begin;
        if (*point != m_position && isVisible(top - 2, top + 2))
            add(LineShape{
                {m_layout.stripCenter() - 7, top}, {m_picture.width, top}, {Token::Doom, 2}});
    }
    if (const auto safe = m_timeline.safeFromHere)
        words(*safe, m_safeLane, Fate::Safe, "safe from here");
}

void TimelineBody::drawNow()
{
    using enum PathCommand::Kind;
    const double y = m_layout.nowLine(m_position);
    if (!isVisible(y - 8, y + 8))
        return;
    add(LineShape{{0, y}, {m_picture.width, y}, {Token::Acc, 2}});
    const double tip = m_layout.numbersRight() + 9;
    add(PathShape{{{Move, {}, {}, {1, y - 8}},
                   {Line, {}, {}, {tip - 7, y - 8}},
                   {Line, {}, {}, {tip, y}},
                   {Line, {}, {}, {tip - 7, y + 8}},
                   {Line, {}, {}, {1, y + 8}},
                   {Close, {}, {}, {}}},
                  Fill{Token::Acc, {}},
                  {}});
    addText({(tip - 6) / 2 + 0.5, y}, "now", FontRole::SmallStrong, Token::OnAcc,
            TextShape::Anchor::Middle);
}

} // namespace racewalk
