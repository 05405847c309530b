// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/timeline_body.h"

#include "run/timeline/styles.h"

#include <algorithm>
#include <cmath>

namespace racewalk {
namespace {

constexpr double glyphSize = 12;

Rect around(Point center, double size)
{
    return {center.x - size / 2, center.y - size / 2, size, size};
}

} // namespace

TimelineBody::TimelineBody(const TimelineLayout &layout, TimelinePart part, std::size_t position,
                           const TimelineWindow &window)
    : m_layout(layout), m_timeline(layout.timeline()), m_position(position), m_part(part),
      m_visible(window.rows), m_across(window.columns), m_marked(window.marked),
      m_first(layout.firstEventBelow(m_visible.begin, position)), m_last(0)
{
    if (!m_timeline.events.empty())
        m_last = layout.rowEvent(std::min(layout.firstEventBelow(m_visible.end, position),
                                          m_timeline.events.size() - 1)) +
                 1;
    if (m_timeline.pointOfNoReturn)
        m_doomLane = columnForFateWords(*m_timeline.pointOfNoReturn);
    if (m_timeline.safeFromHere)
        m_safeLane = columnForFateWords(*m_timeline.safeFromHere);
    findMarkers();
}

Picture TimelineBody::picture()
{
    const bool isPinned = m_part == TimelinePart::Pinned;
    m_picture = {
        isPinned ? m_layout.pinnedWidth() : m_layout.width(), m_layout.bodyHeight(m_position), {}};
    if (isPinned) {
        add(RectShape{{0, m_visible.begin, m_picture.width, m_visible.end - m_visible.begin},
                      0,
                      Fill{Token::Panel, {}},
                      {}});
        drawRows();
        drawStrip();
        drawTurningLine();
        drawNumbers();
        drawNow();
        const double edge = m_picture.width - 0.5;
        add(LineShape{{edge, m_visible.begin}, {edge, m_visible.end}, {Token::Ctl, 1}});
        return std::move(m_picture);
    }
    drawColumns();
    if (!m_timeline.events.empty()) {
        drawRows();
        if (m_part == TimelinePart::All)
            drawStrip();
        drawSwitches();
        drawSpines();
        drawTail();
        drawSpans();
        drawArrows();
        drawSwitchNames();
        drawEvents();
        if (m_part == TimelinePart::All)
            drawNumbers();
        drawFateWords();
        drawTurningLine();
        drawWords();
        drawNotes();
        drawNow();
    }
    return std::move(m_picture);
}

void TimelineBody::addWords(Point at, std::string text, FontRole font, Token color)
{
    if (!text.empty())
        m_words.push_back({at, std::move(text), font, color, TextShape::Anchor::Left});
}

void TimelineBody::drawWords()
{
    constexpr double edge = 2, half = 8; // of the area that an arrow leaves free
    for (TextShape &words : m_words) {
        const double width = m_layout.measure()(words.font, words.text);
        const Rect area{words.at.x - edge, words.at.y - half, width + 2 * edge, 2 * half};
        if (isCrossed(area)) {
            const auto event = m_layout.eventAt(words.at.y, m_position);
            add(RectShape{area, 0, Fill{event ? rowFill(*event) : Token::Panel, {}}, {}});
        }
        add(std::move(words));
    }
}

Token TimelineBody::rowFill(std::size_t event) const
{
    const auto isHere = [&](std::size_t other) { return m_layout.rowEvent(other) == event; };
    if (m_timeline.pointOfNoReturn && isHere(*m_timeline.pointOfNoReturn))
        return Token::DoomBg;
    if (hasCursor() && event + 1 == m_position)
        return Token::AccBg;
    return std::ranges::any_of(m_marked, isHere) ? Token::Hover : Token::Panel;
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

void TimelineBody::drawColumns()
{
    for (const TimelineColumn &column : m_layout.columns())
        add(LineShape{
            {column.left + 0.5, 0}, {column.left + 0.5, m_picture.height}, {Token::Line, 1}});
}

void TimelineBody::drawRows()
{
    for (std::size_t event = m_first; event < m_last; ++event) {
        if (m_layout.isHidden(event))
            continue;
        const Interval row = m_layout.row(event, m_position);
        if (const Token color = rowFill(event); color != Token::Panel)
            add(RectShape{
                {0, row.begin, m_picture.width, row.end - row.begin}, 0, Fill{color, {}}, {}});
    }
}

void TimelineBody::drawStrip()
{
    const double now = m_layout.nowLine(m_position);
    const auto fateOf = [this](std::size_t event) {
        return m_timeline.events[m_layout.rowEvent(event)].fate;
    };
    const auto isSame = [&](std::size_t a, std::size_t b) {
        return fateOf(a) == fateOf(b) && isFuture(a) == isFuture(b);
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
        drawStripPart(fateOf(begin), isFuture(begin), topOf(begin), bottom);
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
    const auto runsOn = [this](std::size_t index) {
        const TimelineEvent &event = m_timeline.events[index];
        return m_timeline.lanes[event.lane].isSystem || event.role == Role::Drain;
    };
    bool isRunning = true;
    for (std::size_t between = from + 1; between < to && isRunning; ++between)
        isRunning = runsOn(between);
    const Pen pen = isRunning ? Pen{Token::Ctl, 1.5} : Pen{Token::Line, 1.5, Dash::Dotted};
    double top = center(from) + iconRadius;
    const auto drawTo = [&](double bottom) {
        if (bottom > top && isVisible(top, bottom))
            add(LineShape{{column.icon, top + (isRunning ? 0 : 3)}, {column.icon, bottom}, pen});
    };
    // Makes room for what stands in this column beside other threads' events.
    for (const Marker &marker : markersBetween(lane, from, to)) {
        drawTo(center(marker.event) - iconRadius);
        top = center(marker.event) + iconRadius;
    }
    drawTo(center(to) - iconRadius);
}

void TimelineBody::drawEvents()
{
    for (std::size_t index = m_first; index < m_last; ++index) {
        if (m_layout.isHidden(index))
            continue;
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

        RowLabel label = m_layout.rowLabel(index);
        if (label.markX)
            add(IconShape{m_layout.foldedAt(index) ? "chevron-right" : "chevron-down",
                          around({*label.markX + glyphSize / 2, y}, glyphSize), Token::Text3});
        const std::optional<LabelBox> box = boxOf(index);
        if (box)
            drawBox(index, label, *box);
        addWords({m_layout.columns()[event.lane].label, y}, std::move(label.text),
                 FontRole::TimelineLabel,
                 future ? Token::Text3
                 : box  ? box->text
                        : Token::Text);
        addWords({label.noteX, y}, std::move(label.note), FontRole::Note,
                 future ? Token::Text3 : Token::Text2);
    }
}

void TimelineBody::drawNumbers()
{
    for (std::size_t index = m_first; index < m_last; ++index) {
        const bool isCurrent = index + 1 == m_position;
        if (m_layout.isHidden(index))
            continue;
        addText({m_layout.numbersRight(), center(index)}, m_layout.rowNumber(index),
                isCurrent ? FontRole::TimelineNumberStrong : FontRole::TimelineNumber,
                isCurrent ? Token::Text2 : Token::Text3, TextShape::Anchor::Right);
    }
}

std::optional<LabelBox> TimelineBody::boxOf(std::size_t event) const
{
    const auto &placement = m_layout.placement();
    return placement && event < placement->boxes.size() ? placement->boxes[event] : std::nullopt;
}

void TimelineBody::drawBox(std::size_t event, const RowLabel &label, const LabelBox &box)
{
    constexpr double side = 4, most = 18;
    const double left = m_layout.columns()[m_timeline.events[event].lane].label - side;
    const double width = m_layout.measure()(FontRole::TimelineLabel, label.text) + 2 * side;
    const double height = std::min(most, m_layout.rowHeight() - 2);
    add(RectShape{{left, center(event) - height / 2, width, height}, 3, Fill{box.fill, {}}, {}});
}

} // namespace racewalk
