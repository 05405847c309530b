// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/timeline_geometry.h"

#include "program/utf8.h"
#include "run/timeline/timeline_body.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <ranges>
#include <utility>

namespace racewalk {
namespace {

constexpr double rowMost = 26, rowLeast = 20;
constexpr double systemWidth = 106;  // of a system lane's column
constexpr double beforeColumns = 24; // from the numbers: gap 8, fate strip 10, gap 6
constexpr double columnPadding = 6, stripWidth = 7, iconSize = 20, labelGap = 6;
// Of the room for labels: no column becomes narrower, and none gets more for one long label.
constexpr double leastLabelColumn = 136, mostLabel = 240;

/// Shares `total` in proportion to `wishes`, but gives nobody less than its `least`.
std::vector<double> shared(double total, const std::vector<double> &wishes,
                           const std::vector<double> &least)
{
    std::vector<double> shares(wishes.size());
    std::vector<bool> isFixed(wishes.size(), false);
    for (bool again = true; again;) {
        again = false;
        double rest = total, wished = 0;
        for (std::size_t i = 0; i < wishes.size(); ++i)
            if (isFixed[i])
                rest -= least[i];
            else
                wished += wishes[i];
        for (std::size_t i = 0; i < wishes.size(); ++i) {
            if (isFixed[i])
                continue;
            shares[i] = wished > 0 ? rest * wishes[i] / wished : 0;
            if (shares[i] < least[i]) {
                shares[i] = least[i];
                isFixed[i] = again = true;
            }
        }
    }
    return shares;
}

} // namespace

TimelineLayout::TimelineLayout(std::shared_ptr<const Timeline> timeline,
                               const TimelineOptions &options, TextWidth measure)
    : m_timeline(std::move(timeline)), m_measure(std::move(measure)),
      m_foldsNotes(options.foldsNotes), m_placement(options.placement),
      m_laneEvents(m_timeline->lanes.size()), m_columns(m_timeline->lanes.size())
{
    for (const TimelineEvent &event : m_timeline->events)
        m_laneEvents[event.lane].push_back(event.index);
    layOutNumbers();
    layOutColumns(options.width);
    layOutNotes();
    layOutRows(options.height);
}

void TimelineLayout::layOutNumbers()
{
    const std::string widest = std::to_string(m_timeline->events.size());
    m_numbersRight =
        std::max(26.0, std::ceil(m_measure(FontRole::TimelineNumberStrong, widest)) + 5);
}

void TimelineLayout::layOutRows(double height)
{
    const auto &events = m_timeline->events;
    const auto &switches = m_timeline->switches;
    double fixed = 2 * margin + nowGap + static_cast<double>(switches.size()) * switchHeight;
    for (const auto &[event, note] : m_notes)
        fixed += note.height;
    const bool sleepsLast =
        std::ranges::any_of(m_timeline->spans, [&events](const TimelineSpan &span) {
            return span.kind == TimelineSpan::Kind::Asleep && !span.last &&
                   span.first + 1 == events.size();
        });
    const bool hasTail = sleepsLast || m_timeline->livelock;
    const auto rows = static_cast<double>(events.size() + (hasTail ? 1 : 0));
    m_rowHeight = m_placement ? m_placement->rowHeight : rowHeightFor(rows, fixed, height);
    m_tail = hasTail ? m_rowHeight : 0;
    if (m_placement) {
        m_tops = m_placement->tops;
        return;
    }
    m_tops.reserve(events.size());
    double top = margin;
    auto nextSwitch = switches.begin();
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (nextSwitch != switches.end() && nextSwitch->before == i) {
            top += switchHeight;
            ++nextSwitch;
        }
        m_tops.push_back(top);
        top += m_rowHeight + heightOfNote(i);
    }
}

double TimelineLayout::rowHeightFor(double rows, double fixed, double height)
{
    if (height <= 0 || rows * rowLeast + fixed > height)
        return rowMost;
    return std::clamp(std::floor((height - fixed) / std::max(rows, 1.0)), rowLeast, rowMost);
}

double TimelineLayout::naturalWidth(std::size_t lane) const
{
    // Labels are in a fixed-pitch font, and notes are few: so this measures a handful of texts.
    const double pitch = m_measure(FontRole::TimelineLabel, "0");
    std::map<std::string_view, double> notes;
    double widest = 0;
    for (const std::size_t index : m_laneEvents[lane]) {
        const TimelineEvent &event = m_timeline->events[index];
        double width = pitch * static_cast<double>(characterCount(event.label));
        if (!event.note.empty()) {
            const auto [note, isNew] = notes.try_emplace(event.note);
            if (isNew)
                note->second = m_measure(FontRole::Note, event.note) + TimelineBody::noteGap;
            width += note->second;
        }
        widest = std::max(widest, width);
    }
    return std::min(widest, mostLabel) + TimelineBody::labelMargin;
}

void TimelineLayout::placeInColumn(std::size_t lane)
{
    TimelineColumn &column = m_columns[lane];
    column.bars.resize(m_timeline->locks.size());
    bool hasBracket = false;
    std::vector<bool> takes(m_timeline->locks.size(), false);
    for (const TimelineSpan &span : m_timeline->spans) {
        if (span.lane != lane)
            continue;
        if (span.kind == TimelineSpan::Kind::RcuReader)
            hasBracket = true;
        else if (span.kind == TimelineSpan::Kind::LockHeld)
            takes[span.lock] = true;
    }
    const double first = column.left + columnPadding;
    double x = first;
    const auto nextStrip = [&x] { return std::exchange(x, x + stripWidth); };
    if (hasBracket)
        column.bracket = nextStrip();
    // The lock used first stands next to the icons.
    for (std::size_t lock = takes.size(); lock-- > 0;)
        if (takes[lock])
            column.bars[lock] = nextStrip();
    if (x > first)
        x += 4;
    column.icon = x + iconSize / 2;
    column.label = x + iconSize + labelGap;
}

void TimelineLayout::layOutColumns(double width)
{
    const double left = m_numbersRight + beforeColumns;
    double systems = 0;
    std::vector<double> wishes, least;
    for (std::size_t lane = 0; lane < m_columns.size(); ++lane) {
        placeInColumn(lane); // at x = 0, to learn what stands before the labels
        if (m_timeline->lanes[lane].isSystem) {
            systems += systemWidth;
            continue;
        }
        const double before = m_columns[lane].label;
        const double title = m_measure(FontRole::LaneTitle, m_timeline->lanes[lane].name) +
                             m_measure(FontRole::Small, m_timeline->lanes[lane].caption) + 24;
        least.push_back(std::max(before + leastLabelColumn, std::min(title, 2 * leastLabelColumn)));
        wishes.push_back(std::max(before + naturalWidth(lane), least.back()));
    }
    const double needed = std::accumulate(least.begin(), least.end(), left + systems);
    m_width = std::max(std::ceil(needed), width);
    const auto shares = shared(m_width - left - systems, wishes, least);

    double x = left;
    auto share = shares.begin();
    for (std::size_t lane = 0; lane < m_columns.size(); ++lane) {
        TimelineColumn &column = m_columns[lane];
        const double wide = m_timeline->lanes[lane].isSystem ? systemWidth : *share++;
        column = TimelineColumn();
        column.left = std::round(x);
        column.right = std::round(x + wide);
        placeInColumn(lane);
        x += wide;
    }
}

double TimelineLayout::bodyHeight(std::size_t position) const
{
    if (m_placement)
        return m_placement->height;
    const double rows = m_tops.empty() ? margin
                                       : m_tops.back() + m_rowHeight +
                                             heightOfNote(m_tops.size() - 1);
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
    return event;
}

Picture TimelineLayout::body(std::size_t position, std::optional<Interval> visible,
                             std::span<const std::size_t> marked) const
{
    return TimelineBody(*this, position, visible.value_or(Interval{0, bodyHeight(position)}),
                        marked)
        .picture();
}

std::string accessibleRow(const Timeline &timeline, std::size_t index, std::size_t position)
{
    const TimelineEvent &event = timeline.events[index];
    std::string text =
        fmt::format("Step {}, {}, {}", index + 1, timeline.lanes[event.lane].name, event.spoken);
    if (index >= position)
        text += ", future";
    else if (index + 1 == position)
        text += ", current";
    if (timeline.pointOfNoReturn == index)
        text += ", point of no return";
    if (timeline.safeFromHere == index)
        text += ", safe from here";
    if (timeline.livelock && timeline.livelock->position == index + 1)
        text += ", livelock from here";
    if (const auto note = timeline.notes.find(index); note != timeline.notes.end())
        text += ", note: " + note->second;
    return text;
}

} // namespace racewalk
