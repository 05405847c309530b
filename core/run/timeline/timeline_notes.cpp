// SPDX-License-Identifier: GPL-3.0-or-later
// The notes in a timeline: their bubbles, each in a row of its own below its event.
#include "run/timeline/timeline_body.h"
#include "run/timeline/timeline_geometry.h"

#include "program/utf8.h"
#include "run/timeline/wrapped_lines.h"

#include <algorithm>

namespace racewalk {
namespace {

constexpr double bubbleHeight = 22, rowOfOneLine = 27, noteLineHeight = 16;
constexpr double beforeText = 8 + 14 + 6,
                 afterText = 10; // in a bubble: what stands beside the text
constexpr double noteEdge = 6;   // of the timeline, to the right of a bubble
constexpr double leastText = 60;
constexpr std::size_t mostLines = 3;

} // namespace

void TimelineLayout::layOutNotes(const TimelineOptions &options)
{
    if (options.edited)
        m_notes.emplace(*options.edited, NoteBox{{}, 0, options.editorHeight});
    if (m_foldsNotes)
        return;
    for (const auto &[event, text] : m_timeline->notes) {
        if (event == options.edited)
            continue;
        const double left = m_columns[m_timeline->events[event].lane].label;
        const double room = std::max(leastText, m_width - noteEdge - left - beforeText - afterText);
        NoteBox box;
        box.lines = wrappedLines(text, FontRole::Note, room, m_measure);
        if (box.lines.size() > mostLines) {
            box.lines.resize(mostLines);
            std::string &last = box.lines.back();
            while (!last.empty() && m_measure(FontRole::Note, last + "\u2026") > room)
                last.resize(afterCharacters(last, 0, characterCount(last) - 1));
            last += "\u2026";
        }
        for (const std::string &line : box.lines)
            box.width = std::max(box.width, m_measure(FontRole::Note, line));
        box.width += beforeText + afterText;
        box.height = rowOfOneLine + noteLineHeight * static_cast<double>(box.lines.size() - 1);
        m_notes.emplace(event, std::move(box));
    }
}

double TimelineLayout::heightOfNote(std::size_t event) const
{
    const auto found = m_notes.find(event);
    return found == m_notes.end() ? 0 : found->second.height;
}

std::optional<Rect> TimelineLayout::notePlace(std::size_t event, std::size_t position) const
{
    const auto found = m_notes.find(event);
    if (found == m_notes.end())
        return std::nullopt;
    const NoteBox &box = found->second;
    if (box.lines.empty())
        return std::nullopt; // being edited
    return Rect{m_columns[m_timeline->events[event].lane].label, row(event, position).end + 2,
                box.width, box.height - (rowOfOneLine - bubbleHeight)};
}

std::optional<std::size_t> TimelineLayout::noteAt(double y, std::size_t position) const
{
    for (const auto &[event, box] : m_notes)
        if (const auto place = notePlace(event, position);
            place && y >= place->y && y < place->bottom())
            return event;
    return std::nullopt;
}

void TimelineBody::drawNotes()
{
    for (const auto &[event, text] : m_timeline.notes) {
        if (m_layout.foldsNotes()) {
            const double y = center(event);
            if (isVisible(y - 7, y + 7))
                add(IconShape{
                    "note", {m_layout.rowLabel(event).end + 6, y - 7, 14, 14}, Token::Text2});
            continue;
        }
        const std::optional<Rect> place = m_layout.notePlace(event, m_position);
        if (!place || !isVisible(place->y - 5, place->bottom()))
            continue;
        const Rect &box = *place;
        const double icon = m_layout.columns()[m_timeline.events[event].lane].icon;
        add(RectShape{box, 5, Fill{Token::Chg, {}}, Pen{Token::ChgEdge, 1}});
        // Toward the icon of the event; it covers the border where it stands.
        const double left = box.x + 6, tip = std::max(icon, box.x + 2), top = box.y;
        using Kind = PathCommand::Kind;
        add(PathShape{{{Kind::Move, {}, {}, {left, top + 1}},
                       {Kind::Line, {}, {}, {tip, top - 5}},
                       {Kind::Line, {}, {}, {left + 10, top + 1}}},
                      Fill{Token::Chg, {}},
                      {}});
        add(PathShape{{{Kind::Move, {}, {}, {left, top}},
                       {Kind::Line, {}, {}, {tip, top - 5}},
                       {Kind::Line, {}, {}, {left + 10, top}}},
                      {},
                      Pen{Token::ChgEdge, 1}});
        add(IconShape{"note", {box.x + 8, box.y + 4, 14, 14}, Token::Text2});
        double y = box.y + bubbleHeight / 2;
        for (const std::string &line : m_layout.noteLines(event)) {
            addText({box.x + beforeText, y}, line, FontRole::Note, Token::Text);
            y += noteLineHeight;
        }
    }
}

} // namespace racewalk
