// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/formats.h"
#include "export/provenance.h"
#include "export/reports/json_parts.h"
#include "export/reports/run_ending.h"
#include "export/reports/verdict_text.h"
#include "export/traces/traced_run.h"
#include "program/one_line.h"
#include "run/happens_before.h"

#include <fmt/format.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {
namespace {

// ShiViz takes the first two lines of a file for its two regular expressions: of an event, and of
// the line before each execution. It ignores lines that match neither.
constexpr std::string_view eventExpression = R"(^(?<host>\S+) (?<clock>\{\S*\}) (?<event>.*)$)";
constexpr std::string_view executionExpression = "^=== (?<trace>.*) ===$";

/// A text as part of a line, as valid UTF-8.
std::string lineText(std::string_view text)
{
    std::string line = onOneLine(text);
    for (char &c : line)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            c = ' ';
    return line;
}

/// One execution.
class ShivizLog {
public:
    ShivizLog(const RunToExport &run, const FormatOptions &options)
        : m_run(run.run), m_part(tracedPart(run, options)), m_ending(endingText(run)),
          m_first(run.first)
    {}

    std::string text() const
    {
        const Program &program = m_run.machine().program();
        std::string text =
            fmt::format("=== {} ===\n# {}\n# {}\n", lineText(subjectText(program)),
                        lineText(replayCommand(provenanceOf(m_run))), lineText(m_ending));
        const auto clocks = vectorClocks(m_run, happensBefore(m_run), m_first);
        for (const TimelineEvent &event : m_part.events)
            text += fmt::format("{} {} {}\n", m_part.lanes[event.lane].name,
                                clockText(clocks[event.index]), eventText(event));
        return text;
    }

private:
    /// {"lookup":3,"evict":1}, without the lanes of which nothing is known yet.
    std::string clockText(const std::vector<std::size_t> &clock) const
    {
        Json json = Json::object();
        for (std::size_t lane = 0; lane < clock.size(); ++lane)
            if (clock[lane] != 0)
                json[m_part.lanes[lane].name] = clock[lane];
        return json.dump();
    }

    /// Without its number, so that the same step of two executions has the same text.
    std::string eventText(const TimelineEvent &shown) const
    {
        const Event &event = m_run.event(m_part.offset + shown.index);
        std::string text = event.text;
        if (!event.note.empty())
            text += fmt::format(" [{}]", event.note);
        if (const auto note = m_part.notes.find(shown.index); note != m_part.notes.end())
            text += fmt::format(" ({})", note->second);
        return lineText(text);
    }

    const Run &m_run;
    Timeline m_part;
    std::string m_ending;
    std::size_t m_first;
};

} // namespace

Written writeShiviz(const RunToExport &run, const FormatOptions &options)
{
    std::string text = fmt::format("{}\n{}\n", eventExpression, executionExpression) +
                       ShivizLog(run, options).text();
    if (run.against) {
        const auto timeline = std::make_shared<const Timeline>(
            timelineOf(*run.against, [](StateView) { return Fate::Unknown; }));
        text += ShivizLog({.run = *run.against, .timeline = timeline, .ending = {}}, {}).text();
    }
    return text;
}

} // namespace racewalk
