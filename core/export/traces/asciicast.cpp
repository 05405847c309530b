// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/formats.h"
#include "export/provenance.h"
#include "export/reports/json_parts.h"
#include "export/reports/run_ending.h"
#include "export/reports/verdict_text.h"
#include "export/traces/traced_run.h"
#include "program/one_line.h"
#include "program/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {
namespace {

constexpr std::size_t width = 80, height = 24; ///< of the terminal
constexpr std::size_t numberWidth = 5;         ///< of a step's number, with a blank
constexpr std::size_t narrowest = 20;          ///< a thread's column; else one below the other
constexpr std::size_t rows = 13, changeRows = 4, endingRows = 3;
constexpr std::size_t tenthsPerStep = 12;

constexpr std::string_view bold = "\x1b[1m", dim = "\x1b[2m", reverse = "\x1b[7m",
                           yellow = "\x1b[33m", red = "\x1b[31m", green = "\x1b[32m",
                           plain = "\x1b[0m";

/// The text in so many columns of a terminal: cut with "..", or filled with blanks. Nothing in it
/// steers the terminal.
std::string fitted(std::string_view text, std::size_t columns)
{
    const std::string line = onOneLine(text);
    std::string result, cut;
    std::size_t used = 0, cutUsed = 0;
    for (std::size_t at = 0; at < line.size();) {
        const DecodedCharacter character = decodeUtf8(line, at);
        const bool isSafe = character.isValid && !isControlCharacter(character.codePoint);
        const std::size_t wide = isSafe ? displayWidth(character.codePoint) : 1;
        if (used + wide > columns)
            return cut + std::string(columns - cutUsed, '.');
        result += isSafe ? line.substr(at, character.length) : "?";
        used += wide;
        if (used + 2 <= columns) {
            cut = result;
            cutUsed = used;
        }
        at += character.length;
    }
    return result + std::string(columns - used, ' ');
}

std::size_t columnsOf(std::string_view text)
{
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCharacter character = decodeUtf8(text, at);
        columns += character.isValid ? displayWidth(character.codePoint) : 1;
        at += character.length;
    }
    return columns;
}

std::string withoutEnd(std::string text)
{
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

/// In lines of the terminal's width, broken at blanks.
std::vector<std::string> brokenLines(std::string_view text, std::size_t most)
{
    std::vector<std::string> lines;
    std::string line;
    for (std::string_view left = text; !left.empty();) {
        const std::size_t end = std::min(left.find(' '), left.size());
        const std::string_view word = left.substr(0, end);
        left.remove_prefix(std::min(end + 1, left.size()));
        if (!line.empty() && characterCount(line) + 1 + characterCount(word) > width) {
            lines.push_back(std::exchange(line, {}));
            if (lines.size() == most)
                return lines;
        }
        line += (line.empty() ? "" : " ") + std::string(word);
    }
    lines.push_back(line);
    return lines;
}

/// A terminal that shows the run step by step: the last rows of a column for each thread, what the
/// step changed, and at the end how the run ends.
class Cast {
public:
    Cast(const RunToExport &run, const FormatOptions &options)
        : m_run(run.run), m_part(tracedPart(run, options)), m_ending(endingText(run))
    {
        for (std::size_t lane = 0; lane < m_part.lanes.size(); ++lane)
            if (!m_part.lanes[lane].isSystem ||
                std::ranges::find(m_part.events, lane, &TimelineEvent::lane) != m_part.events.end())
                m_columns.push_back(lane);
        if (m_columns.empty() || (width - numberWidth) / m_columns.size() < narrowest)
            m_columns.clear();
    }

    std::string text()
    {
        const Json header{{"version", 2},
                          {"width", width},
                          {"height", height},
                          {"command", replayCommand(provenanceOf(m_run))},
                          {"title", subjectText(m_run.machine().program())}};
        m_text = header.dump(-1, ' ', true, Json::error_handler_t::replace) + '\n';
        addFrame(0, "\x1b[?25l" + frame(0, false));
        for (std::size_t shown = 1; shown <= m_part.events.size(); ++shown)
            addFrame(shown, frame(shown, false));
        addFrame(m_part.events.size() + 1, frame(m_part.events.size(), true) + "\x1b[?25h");
        return std::move(m_text);
    }

private:
    void addFrame(std::size_t number, const std::string &output)
    {
        const std::size_t tenths = number * tenthsPerStep;
        m_text += fmt::format("[{}.{}, \"o\", {}]\n", tenths / 10, tenths % 10,
                              Json(output).dump(-1, ' ', true, Json::error_handler_t::replace));
    }

    /// The whole screen, after so many events.
    std::string frame(std::size_t shown, bool isEnd) const
    {
        std::string lines = "\x1b[2J\x1b[H";
        const auto add = [&](std::string_view style, std::string_view line) {
            lines += fmt::format("{}{}{}\r\n", style, withoutEnd(std::string(line)),
                                 style.empty() ? "" : plain);
        };
        add(bold, fitted(subjectText(m_run.machine().program()), width));
        add("", "");
        add(dim, headerLine());
        const std::size_t first = shown - std::min(shown, rows);
        for (std::size_t row = first; row < first + rows; ++row) {
            if (row >= shown)
                add("", "");
            else
                addRow(lines, row, row + 1 == shown && !isEnd);
        }
        add("", "");
        const std::vector<std::string> changes =
            shown == 0 || isEnd ? std::vector<std::string>() : changesOf(shown - 1);
        if (isEnd) {
            const bool isGood = endingKind(m_run) == FindingKind::None;
            for (const std::string &line : brokenLines(onOneLine(m_ending), endingRows))
                add(isGood ? green : red, fitted(line, width));
        } else {
            for (const std::string &change : changes)
                add(yellow, fitted(change, width));
        }
        lines.resize(lines.size() - 2); // the last line must not scroll the screen
        return lines;
    }

    std::size_t columnWidth() const
    {
        return m_columns.empty() ? width - numberWidth : (width - numberWidth) / m_columns.size();
    }

    std::string headerLine() const
    {
        std::string line(numberWidth, ' ');
        for (const std::size_t lane : m_columns)
            line += fitted(m_part.lanes[lane].caption + " (" + m_part.lanes[lane].name + ")",
                           columnWidth() - 1) +
                    ' ';
        return line;
    }

    void addRow(std::string &lines, std::size_t row, bool isCurrent) const
    {
        const TimelineEvent &event = m_part.events[row];
        std::size_t before = 0;
        if (!m_columns.empty())
            before =
                columnWidth() * static_cast<std::size_t>(std::ranges::find(m_columns, event.lane) -
                                                         m_columns.begin());
        const std::string cell = withoutEnd(cellText(event, columnWidth() - 1));
        lines += fmt::format("{:>{}} {}{}{}{}\r\n", m_part.offset + row + 1, numberWidth - 1,
                             std::string(before, ' '), isCurrent ? reverse : "", cell,
                             isCurrent ? plain : "");
    }

    /// A step and its result. If both do not fit, the step is shortened.
    std::string cellText(const TimelineEvent &event, std::size_t room) const
    {
        const std::string lane =
            m_columns.empty() ? m_part.lanes[event.lane].name + ": " : std::string();
        const std::string note = event.note.empty() ? "" : " [" + onOneLine(event.note) + "]";
        for (const std::string &label : {event.label, event.shortLabel})
            if (!label.empty() && columnsOf(lane + onOneLine(label) + note) <= room)
                return fitted(lane + label + note, room);
        const std::size_t noteColumns = columnsOf(note);
        if (noteColumns > room / 2)
            return fitted(lane + event.label + note, room);
        const std::string shortened = fitted(lane + event.label, room - noteColumns);
        return note.empty() ? shortened : shortened + ' ' + fitted(note, noteColumns - 1);
    }

    /// The note that the user wrote on the step, and the shared state that it changed.
    std::vector<std::string> changesOf(std::size_t shown) const
    {
        std::vector<std::string> lines;
        if (const auto note = m_part.notes.find(shown); note != m_part.notes.end())
            lines.push_back(note->second);
        for (const Change &change : m_run.event(m_part.offset + shown).changes)
            lines.push_back(fmt::format("{}: {} -> {}", change.place, change.before, change.after));
        if (lines.size() > changeRows) {
            const std::size_t more = lines.size() - changeRows + 1;
            lines.resize(changeRows - 1);
            lines.push_back(fmt::format("and {} more changes", more));
        }
        return lines;
    }

    const Run &m_run;
    Timeline m_part;
    std::string m_ending;
    std::vector<std::size_t> m_columns; ///< lanes; none: one below the other
    std::string m_text;
};

} // namespace

Written writeAsciicast(const RunToExport &run, const FormatOptions &options)
{
    return Cast(run, options).text();
}

} // namespace racewalk
