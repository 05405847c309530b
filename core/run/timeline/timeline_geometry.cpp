// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/timeline_geometry.h"

#include "run/timeline/timeline_body.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ranges>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace racewalk {
namespace {

/// Without the digits that belong to no name.
std::string withoutNumbers(std::string_view label)
{
    std::string rest;
    bool isInName = false;
    for (const char c : label) {
        const bool isDigit = c >= '0' && c <= '9';
        isInName =
            (isDigit && isInName) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!isDigit || isInName)
            rest += c;
    }
    return rest;
}

} // namespace

TimelineLayout::TimelineLayout(std::shared_ptr<const Timeline> timeline,
                               const TimelineOptions &options, TextWidth measure)
    : m_timeline(std::move(timeline)), m_measure(std::move(measure)),
      m_foldsNotes(options.foldsNotes), m_hasMarks(options.hasMarks),
      m_placement(options.placement), m_height(options.height), m_leastRow(options.leastRow),
      m_mostRow(options.mostRow), m_squeeze(options.squeeze),
      m_laneEvents(m_timeline->lanes.size()), m_columns(m_timeline->lanes.size())
{
    for (const TimelineEvent &event : m_timeline->events)
        m_laneEvents[event.lane].push_back(event.index);
    for (const TimelineArrow &arrow : m_timeline->arrows)
        if (arrow.kind == TimelineArrow::Kind::WakesNobody)
            m_stubs.push_back(arrow.from);
    std::ranges::sort(m_stubs);
    if (!m_placement)
        foldStatements(options.folded);
    collectNames();
    layOutNumbers();
    layOutColumns(options.width);
    layOutNotes(options);
    openStatement(options.opened);
    layOutRows();
}

TimelineLayout TimelineLayout::withOpened(std::optional<std::size_t> opened) const
{
    TimelineLayout other = *this;
    other.openStatement(opened);
    other.layOutRows();
    return other;
}

void TimelineLayout::layOutNumbers()
{
    const auto widthOf = [this](std::string_view number) {
        return std::ceil(m_measure(FontRole::TimelineNumberStrong, number));
    };
    double widest = widthOf(std::to_string(m_timeline->offset + m_timeline->events.size()));
    const auto statements = m_timeline->statements | std::views::reverse;
    const auto last = std::ranges::find_if(statements, [this](const TimelineStatement &each) {
        return foldedAt(each.last) != nullptr;
    });
    if (last != statements.end()) // numbers grow: the last has the most digits
        widest = std::max(widest, widthOf(rowNumber(last->last)));
    m_numbersRight = std::max(26.0, widest + 5);
}

void TimelineLayout::collectNames()
{
    for (const TimelineLane &lane : m_timeline->lanes)
        m_names.add(lane.name);
    for (const std::string &lock : m_timeline->locks)
        m_names.add(lock);
    for (const TimelineDamage &damage : m_timeline->damage)
        m_names.add(damage.place);
    std::unordered_set<std::string> labels; // a long run has few that differ in more than a value
    for (const TimelineEvent &event : m_timeline->events)
        if (labels.insert(withoutNumbers(event.label)).second)
            m_names.add(event.label);
    for (const TimelineStatement &each : m_timeline->statements)
        if (labels.insert(each.label).second)
            m_names.add(each.label);
}

void TimelineLayout::layOutRows()
{
    const auto &events = m_timeline->events;
    const auto &switches = m_timeline->switches;
    double fixed = 2 * margin + nowGap + static_cast<double>(switches.size()) * switchHeight;
    for (const auto &[event, note] : m_notes)
        fixed += note.lines.empty() ? 0 : note.height; // no row changes while a note is edited
    const bool hasTail = racewalk::hasTail(*m_timeline);
    const std::size_t shown = m_rowEvents.empty() ? events.size() : m_shownEvents.size();
    const auto rows = static_cast<double>(shown + (hasTail ? 1 : 0));
    m_rowHeight = m_placement ? m_placement->rowHeight
                              : rowHeightFor(rows, fixed, m_height, m_leastRow, m_mostRow);
    m_tail = hasTail ? m_rowHeight : 0;
    if (m_placement) {
        m_tops = m_placement->tops;
        return;
    }
    m_tops.clear();
    m_tops.reserve(events.size());
    double top = margin;
    auto nextSwitch = switches.begin();
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (nextSwitch != switches.end() && nextSwitch->before == i) {
            top += switchHeight;
            ++nextSwitch;
        }
        m_tops.push_back(top);
        if (!isHidden(i))
            top += m_rowHeight + heightOfNote(i);
    }
}

double TimelineLayout::rowHeightFor(double rows, double fixed, double height, double least,
                                    double most)
{
    if (height <= 0 || rows * least + fixed > height)
        return most;
    return std::clamp(std::floor((height - fixed) / std::max(rows, 1.0)), least, most);
}

double TimelineLayout::bodyHeight(std::size_t position) const
{
    if (m_placement)
        return m_placement->height;
    const double rows =
        m_tops.empty() ? margin : m_tops.back() + m_rowHeight + heightOfNote(m_tops.size() - 1);
    return rows + (position == noCursor ? 0 : gap()) + m_tail + margin;
}

Interval TimelineLayout::row(std::size_t event, std::size_t position) const
{
    const double top = m_tops[event] + (event >= position ? gap() : 0);
    return {top, top + m_rowHeight};
}

double TimelineLayout::rowCenter(std::size_t event, std::size_t position) const
{
    return row(event, position).begin + m_rowHeight / 2;
}

double TimelineLayout::rowsEnd(std::size_t position) const
{
    return m_tops.empty() ? margin : row(m_tops.size() - 1, position).end;
}

double TimelineLayout::nowLine(std::size_t position) const
{
    const std::size_t last = std::min(position, m_tops.size());
    const double above =
        last == 0 ? margin : m_tops[last - 1] + m_rowHeight + heightOfNote(last - 1);
    return above + gap() / 2;
}

std::size_t TimelineLayout::firstEventBelow(double y, std::size_t position) const
{
    const auto events = std::views::iota(std::size_t{0}, m_tops.size());
    const auto first = std::ranges::partition_point(
        events, [&](std::size_t event) { return row(event, position).end <= y; });
    return static_cast<std::size_t>(first - events.begin());
}

std::optional<std::size_t> TimelineLayout::eventAt(double y, std::size_t position) const
{
    const std::size_t event = firstEventBelow(y, position);
    if (event == m_tops.size() || row(event, position).begin > y)
        return std::nullopt;
    return rowEvent(event);
}

Picture TimelineLayout::part(TimelinePart part, std::size_t position,
                             const TimelineWindow &window) const
{
    return TimelineBody(*this, part, position, window).picture();
}

Picture TimelineLayout::body(std::size_t position, std::optional<Interval> visible,
                             std::span<const std::size_t> marked) const
{
    return part(
        TimelinePart::All, position,
        {visible.value_or(Interval{0, bodyHeight(position)}), {pinnedWidth(), m_width}, marked});
}

std::string accessibleRow(const Timeline &timeline, std::size_t index, std::size_t position,
                          const TimelineStatement *folded)
{
    const TimelineEvent &event = timeline.events[index];
    const std::string &lane = timeline.lanes[event.lane].name;
    const std::size_t first = folded ? folded->first : index;
    const std::size_t last = folded ? folded->last : index;
    const auto isHere = [&](std::size_t each) { return each >= first && each <= last; };
    // Which of the steps of one row.
    const auto at = [&](std::size_t each) {
        return each == last ? std::string() : fmt::format(" in step {}", each + 1);
    };
    std::string text = fmt::format("Step {}, {}, {}", index + 1, lane, event.spoken);
    if (folded) {
        text = fmt::format("Steps {} to {}, {}, {}", folded->first + 1, folded->last + 1, lane,
                           folded->label);
        text += folded->note.empty() ? ", folded" : ", " + folded->note + ", folded";
    }
    if (index >= position)
        text += ", future";
    else if (index + 1 == position)
        text += ", current";
    if (timeline.pointOfNoReturn && isHere(*timeline.pointOfNoReturn))
        text += ", point of no return" + at(*timeline.pointOfNoReturn);
    if (timeline.safeFromHere && isHere(*timeline.safeFromHere))
        text += ", safe from here" + at(*timeline.safeFromHere);
    for (const TimelineDamage &damage : timeline.damage) {
        if (isHere(damage.check))
            text += fmt::format(", stale{} before the sleep in step {}", at(damage.check),
                                damage.sleep + 1);
        for (const std::size_t write : damage.writes)
            if (isHere(write))
                text += fmt::format(", makes the check in step {} stale{}", damage.check + 1,
                                    at(write));
    }
    if (timeline.livelock && timeline.livelock->position > first &&
        timeline.livelock->position <= last + 1)
        text += ", livelock from here" + at(timeline.livelock->position - 1);
    if (last + 1 == timeline.events.size())
        for (const TimelineStuck &each : timeline.stuck)
            text += fmt::format(", then {} {}", timeline.lanes[each.lane].name, each.words);
    if (const auto note = timeline.notes.find(index); note != timeline.notes.end())
        text += ", note: " + note->second;
    return text;
}

} // namespace racewalk
