// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a timeline: which events share one, and what stands in it.
#include "run/timeline/timeline_body.h"
#include "run/timeline/timeline_geometry.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string_view>

namespace racewalk {
namespace {

constexpr double leastLabel = 40; // a note must leave its label this much

} // namespace

void TimelineLayout::foldStatements(std::span<const std::size_t> folded)
{
    for (const std::size_t first : folded) {
        const TimelineStatement *statement = statementOf(first);
        if (!statement || statement->first != first)
            continue;
        if (m_foldedRows.empty()) {
            m_foldedRows.resize(m_timeline->events.size());
            std::iota(m_foldedRows.begin(), m_foldedRows.end(), std::size_t{0});
        }
        std::fill(m_foldedRows.begin() + static_cast<std::ptrdiff_t>(first),
                  m_foldedRows.begin() + static_cast<std::ptrdiff_t>(statement->last),
                  statement->last);
    }
    m_rowEvents = m_foldedRows;
}

void TimelineLayout::openStatement(std::optional<std::size_t> first)
{
    m_opened = first;
    m_rowEvents = m_foldedRows;
    if (first && foldedAt(*first))
        for (std::size_t event = *first; m_rowEvents[event] != event; ++event)
            m_rowEvents[event] = event;
    m_shownEvents.clear();
    for (std::size_t event = 0; event < m_rowEvents.size(); ++event)
        if (m_rowEvents[event] == event)
            m_shownEvents.push_back(event);
}

const TimelineStatement *TimelineLayout::statementOf(std::size_t event) const
{
    const auto &all = m_timeline->statements;
    const auto found = std::ranges::lower_bound(all, event, {}, &TimelineStatement::last);
    if (found == all.end() || event < found->first)
        return nullptr;
    const auto note = m_timeline->notes.lower_bound(found->first);
    const bool hasInnerNote = note != m_timeline->notes.end() && note->first < found->last;
    return hasInnerNote ? nullptr : &*found;
}

const TimelineStatement *TimelineLayout::foldedAt(std::size_t event) const
{
    const TimelineStatement *statement = m_rowEvents.empty() ? nullptr : statementOf(event);
    return statement && isHidden(statement->first) ? statement : nullptr;
}

std::string TimelineLayout::rowNumber(std::size_t event) const
{
    const TimelineStatement *folded = foldedAt(event);
    const std::size_t before = m_timeline->offset;
    return folded ? fmt::format("{}\u2013{}", before + folded->first + 1, before + folded->last + 1)
                  : std::to_string(before + event + 1);
}

const std::string &TimelineLayout::rowText(std::size_t event) const
{
    const TimelineStatement *folded = foldedAt(event);
    return folded ? folded->label : label(m_timeline->events[event]);
}

const std::string &TimelineLayout::rowNote(std::size_t event) const
{
    const TimelineStatement *folded = foldedAt(event);
    return folded ? folded->note : m_timeline->events[event].note;
}

bool TimelineLayout::hasMark(std::size_t event) const
{
    const TimelineStatement *statement = m_hasMarks ? statementOf(event) : nullptr;
    return statement && event == (isHidden(statement->first) ? statement->last : statement->first);
}

RowLabel TimelineLayout::rowLabel(std::size_t shown) const
{
    const std::size_t index = rowEvent(shown);
    const TimelineEvent &event = m_timeline->events[index];
    const TimelineColumn &column = m_columns[event.lane];
    double markRoom = hasMark(index) ? statementMarkRoom : 0;
    double room = column.right - TimelineBody::labelMargin - column.label - markRoom;
    std::string note = rowNote(index);
    std::string wanted = rowText(index);
    // A value that was left out of the short label comes back where the row has room for it.
    if (wanted.find(nameEllipsis) != std::string::npos && !foldedAt(index) &&
        m_measure(FontRole::TimelineLabel, event.label) +
                (note.empty() ? 0 : m_measure(FontRole::Note, note) + TimelineBody::noteGap) <=
            room)
        wanted = event.label;
    if (note == "buffered" && m_measure(FontRole::TimelineLabel, wanted) + TimelineBody::noteGap +
                                      m_measure(FontRole::Note, note) >
                                  room)
        note = "buf.";
    double noteRoom = note.empty() ? 0 : m_measure(FontRole::Note, note) + TimelineBody::noteGap;
    // A stub has its own text for a missing waiter.
    const bool hasStub = std::ranges::binary_search(m_stubs, index);
    const bool isTold = m_hasShortLabels && event.note == "found"; // "finds inode"
    bool showsNote = noteRoom > 0 && !hasStub && !isTold && room - noteRoom >= leastLabel;
    // A folded row keeps its mark, and its whole text before its note.
    if (foldedAt(index) && m_measure(FontRole::TimelineLabel, wanted) > room - noteRoom)
        showsNote = false;
    if (!showsNote)
        noteRoom = 0;
    RowLabel label;
    const auto fits = [&](std::string_view text) {
        return m_measure(FontRole::TimelineLabel, text) <= room - noteRoom;
    };
    label.text = wanted;
    if (!fits(label.text) && markRoom > 0 && !foldedAt(index)) { // a whole name is worth more
        room += markRoom;
        markRoom = 0;
    }
    if (!fits(label.text)) {
        const bool hasShort = !foldedAt(index) && !event.shortLabel.empty();
        label.text = m_names.fitting(hasShort ? event.shortLabel : wanted, fits);
    }
    if (m_timeline->lanes[event.lane].isSystem && label.text == nameEllipsis)
        label.text.clear(); // its icon says enough
    label.end = column.label + m_measure(FontRole::TimelineLabel, label.text);
    if (showsNote) {
        label.note = std::move(note);
        label.noteX = label.end + TimelineBody::noteGap;
        label.end += noteRoom;
    }
    if (markRoom > 0) {
        label.markX = label.end + statementMarkGap;
        label.end += markRoom;
    }
    return label;
}

std::optional<Rect> TimelineLayout::statementMark(std::size_t event, std::size_t position) const
{
    const std::size_t index = rowEvent(event);
    const std::optional<double> x = hasMark(index) ? rowLabel(index).markX : std::nullopt;
    if (!x)
        return std::nullopt;
    const Interval rows = row(index, position);
    return Rect{*x, rows.begin, statementMarkRoom - statementMarkGap, rows.end - rows.begin};
}

} // namespace racewalk
