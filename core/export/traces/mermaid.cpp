// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/formats.h"
#include "export/provenance.h"
#include "export/reports/run_ending.h"
#include "export/reports/verdict_text.h"
#include "export/traces/traced_run.h"
#include "program/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {
namespace {

/// More than a page shows, and less than what viewers refuse.
constexpr std::size_t mostMermaidEvents = 250;

constexpr bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr bool isOfWord(char c)
{
    return isLetter(c) || (c >= '0' && c <= '9') || c == '_';
}

/// Whether the word `end` begins at `at`, in any case, which Mermaid would take for its own.
bool isLoneEnd(std::string_view text, std::size_t at)
{
    constexpr std::string_view end = "end";
    if (text.size() - at < end.size() || (at > 0 && isOfWord(text[at - 1])) ||
        (at + end.size() < text.size() && isOfWord(text[at + end.size()])))
        return false;
    return std::ranges::equal(text.substr(at, end.size()), end,
                              [](char a, char b) { return (a | 0x20) == b; });
}

/// Mermaid quotes nothing: what may mean something to it becomes an entity, as `#59;` for `;`.
std::string escapedForMermaid(std::string_view text)
{
    constexpr std::string_view harmless = " _().=*!/|?'[]";
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCharacter character = decodeUtf8(text, at);
        const auto code = character.codePoint;
        const char c = text[at];
        if (isLoneEnd(text, at)) {
            result += fmt::format("{}#{};{}", c, static_cast<int>(text[at + 1]), text[at + 2]);
            at += 3;
            continue;
        }
        if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029)
            result += ' ';
        else if (code >= 0x80)
            result += character.isValid ? text.substr(at, character.length) : "\uFFFD";
        else if (isOfWord(c) || harmless.contains(c))
            result += c;
        else
            result += fmt::format("#{};", static_cast<int>(c));
        at += character.length;
    }
    return result;
}

/// In one line, and not `%%{`, which is no comment: it can only be within quotation marks, which
/// may end and begin again.
std::string asMermaidComment(std::string text)
{
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    for (std::size_t at = 0; (at = text.find("%%{", at)) != std::string::npos;)
        text.insert(at + 2, "''");
    return "%% " + text + '\n';
}

class SequenceDiagram {
public:
    SequenceDiagram(const RunToExport &run, const FormatOptions &options)
        : m_run(run), m_part(tracedPart(run, options)),
          m_shown(std::min(m_part.events.size(), mostMermaidEvents))
    {}

    std::string text()
    {
        m_text = asMermaidComment(replayCommand(provenanceOf(m_run.run))) + "sequenceDiagram\n";
        add("title {}", escapedForMermaid(subjectText(m_run.run.machine().program())));
        addParticipants();
        for (std::size_t event = 0; event < m_shown; ++event)
            addEvent(event);
        if (const std::size_t left = m_part.events.size() - m_shown; left > 0)
            addNoteOverAll(
                fmt::format("{} more {} left out", left, left == 1 ? "step is" : "steps are"));
        addNoteOverAll(endingText(m_run));
        return std::move(m_text);
    }

private:
    template <class... Values>
    void add(fmt::format_string<Values...> format, Values &&...values)
    {
        m_text += "    " + fmt::format(format, std::forward<Values>(values)...) + '\n';
    }

    void addNoteOverAll(std::string_view text)
    {
        if (m_participants.empty())
            return;
        const std::string first = fmt::format("t{}", m_participants.front());
        const std::string last =
            m_participants.size() < 2 ? std::string() : fmt::format(",t{}", m_participants.back());
        add("Note over {}{}: {}", first, last, escapedForMermaid(text));
    }

    /// Callbacks have a lane only where some run.
    void addParticipants()
    {
        for (std::size_t lane = 0; lane < m_part.lanes.size(); ++lane) {
            if (m_part.lanes[lane].isSystem &&
                std::ranges::find(m_part.events, lane, &TimelineEvent::lane) == m_part.events.end())
                continue;
            m_participants.push_back(lane);
            add("participant t{} as {}", lane, escapedForMermaid(m_part.lanes[lane].name));
        }
    }

    void addEvent(std::size_t index)
    {
        const TimelineEvent &event = m_part.events[index];
        for (const TimelineArrow &arrow : m_part.arrows)
            if (arrow.to == index && arrow.kind == TimelineArrow::Kind::LockHandover)
                addArrow(arrow, "hands over " + lockTakenAt(index));
            else if (arrow.to == index && arrow.kind == TimelineArrow::Kind::Callback)
                addArrow(arrow, "lets the callback run");
        std::string text =
            fmt::format("{} {}", m_part.offset + index + 1, escapedForMermaid(event.label));
        if (!event.note.empty())
            text += "<br/>" + escapedForMermaid(event.note);
        if (const auto note = m_part.notes.find(index); note != m_part.notes.end())
            text += "<br/>" + escapedForMermaid(note->second);
        add("Note over t{}: {}", event.lane, text);
        for (const TimelineArrow &arrow : m_part.arrows)
            if (arrow.from == index && arrow.kind == TimelineArrow::Kind::Wake)
                addArrow(arrow, "wakes");
            else if (arrow.from == index && arrow.kind == TimelineArrow::Kind::WakesNobody)
                add("t{}-xt{}: wakes nobody", event.lane, arrow.lane);
    }

    void addArrow(const TimelineArrow &arrow, std::string_view text)
    {
        add("t{}->>t{}: {}", m_part.events[arrow.from].lane, m_part.events[arrow.to].lane,
            escapedForMermaid(text));
    }

    std::string lockTakenAt(std::size_t event) const
    {
        for (const TimelineSpan &span : m_part.spans)
            if (span.kind == TimelineSpan::Kind::LockHeld && span.first == event)
                return m_part.locks[span.lock];
        return "the lock";
    }

    const RunToExport &m_run;
    Timeline m_part;
    std::size_t m_shown;
    std::vector<std::size_t> m_participants; ///< lanes
    std::string m_text;
};

} // namespace

Written writeMermaid(const RunToExport &run, const FormatOptions &options)
{
    return SequenceDiagram(run, options).text();
}

} // namespace racewalk
