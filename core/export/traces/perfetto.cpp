// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/formats.h"
#include "export/provenance.h"
#include "export/reports/json_parts.h"
#include "export/reports/run_ending.h"
#include "export/reports/verdict_text.h"
#include "export/traces/traced_run.h"
#include "program/one_line.h"
#include "program/version.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace racewalk {
namespace {

/// Writes Chrome trace events. Slices of one thread must nest, which kernel locks do not: only the
/// steps are slices, and what lasts is an asynchronous track of its own.
class ChromeTrace {
public:
    ChromeTrace(const RunToExport &run, const FormatOptions &options)
        : m_run(run.run), m_part(tracedPart(run, options)), m_ending(endingText(run))
    {}

    std::string text()
    {
        addNames();
        for (const TimelineEvent &event : m_part.events)
            addStep(event);
        for (const TimelineSpan &span : m_part.spans)
            addTrack(span);
        for (const TimelineArrow &arrow : m_part.arrows)
            addFlow(arrow);
        // In front of all texts of the run: provenanceIn() takes the first command.
        return written({{"otherData",
                         {{"replay", replayCommand(provenanceOf(m_run))},
                          {"version", programVersion()},
                          {"ending", m_ending}}},
                        {"displayTimeUnit", "ns"},
                        {"traceEvents", std::move(m_events)}});
    }

private:
    // Microseconds: a step takes 8 of its 10, arrows leave it near its end and arrive near its
    // start.
    static constexpr std::uint64_t pitch = 10, duration = 8, leaves = 6, arrives = 2;

    std::uint64_t startOf(std::size_t event) const { return pitch * (m_part.offset + event + 1); }

    Json base(std::string_view phase, std::size_t lane) const
    {
        return {{"ph", phase}, {"pid", 1}, {"tid", lane + 1}};
    }

    void addMeta(std::string_view what, std::size_t lane, Json arguments)
    {
        Json event = base("M", lane);
        event["name"] = what;
        event["args"] = std::move(arguments);
        m_events.push_back(std::move(event));
    }

    void addNames()
    {
        addMeta("process_name", 0, {{"name", subjectText(m_run.machine().program())}});
        for (std::size_t lane = 0; lane < m_part.lanes.size(); ++lane) {
            addMeta("thread_name", lane, {{"name", m_part.lanes[lane].name}});
            addMeta("thread_sort_index", lane, {{"sort_index", lane + 1}});
        }
    }

    Json argumentsOf(const TimelineEvent &shown) const
    {
        const Program &program = m_run.machine().program();
        const Event &event = m_run.event(m_part.offset + shown.index);
        Json arguments{{"step", m_part.offset + shown.index + 1}, {"text", event.text}};
        if (const std::string statement = onOneLine(program.textOf(event.statement));
            !statement.empty())
            arguments["statement"] = statement;
        if (!shown.note.empty())
            arguments["result"] = shown.note;
        if (const auto note = m_part.notes.find(shown.index); note != m_part.notes.end())
            arguments["note"] = note->second;
        if (event.span.line != 0 && program.source)
            arguments["source"] =
                fmt::format("{}:{}", baseName(program.source->fileName()), event.span.line);
        for (const Change &change : event.changes)
            arguments["changes"][change.place] = change.before + " -> " + change.after;
        return arguments;
    }

    void addStep(const TimelineEvent &event)
    {
        Json slice = base("X", event.lane);
        slice["ts"] = startOf(event.index);
        slice["dur"] = duration;
        slice["name"] = event.label;
        slice["cat"] = "step";
        slice["args"] = argumentsOf(event);
        m_events.push_back(std::move(slice));
    }

    std::pair<std::string_view, std::string> namesOf(const TimelineSpan &span) const
    {
        const std::string &thread = m_part.lanes[span.lane].name;
        switch (span.kind) {
        case TimelineSpan::Kind::LockHeld:
            return {"lock", fmt::format("{} holds {}", thread, m_part.locks[span.lock])};
        case TimelineSpan::Kind::RcuReader:
            return {"rcu", thread + " reads under RCU"};
        case TimelineSpan::Kind::Asleep:
            return {"sleep", thread + (span.isForever ? " sleeps forever" : " sleeps")};
        }
        return {};
    }

    /// From the start of the step that begins it to the end of the step that ends it, or beyond
    /// the last step.
    void addTrack(const TimelineSpan &span)
    {
        const auto [category, name] = namesOf(span);
        const std::uint64_t end =
            span.last ? startOf(*span.last) + duration : startOf(m_part.events.size());
        ++m_tracks;
        for (const bool isBegin : {true, false}) {
            Json event = base(isBegin ? "b" : "e", span.lane);
            event["ts"] = isBegin ? startOf(span.first) : end;
            event["id"] = m_tracks;
            event["cat"] = category;
            event["name"] = name;
            m_events.push_back(std::move(event));
        }
    }

    static std::string_view nameOf(TimelineArrow::Kind kind)
    {
        switch (kind) {
        case TimelineArrow::Kind::LockHandover:
            return "handover";
        case TimelineArrow::Kind::Wake:
            return "wake";
        case TimelineArrow::Kind::Callback:
            return "callback";
        case TimelineArrow::Kind::WakesNobody:
            return "wakes nobody";
        }
        return {};
    }

    /// A flow joins two steps, the earlier first: not a wakeup that no step follows yet.
    void addFlow(const TimelineArrow &arrow)
    {
        if (arrow.to <= arrow.from)
            return;
        ++m_flows;
        for (const bool isStart : {true, false}) {
            const std::size_t event = isStart ? arrow.from : arrow.to;
            Json flow = base(isStart ? "s" : "f", m_part.events[event].lane);
            flow["ts"] = startOf(event) + (isStart ? leaves : arrives);
            flow["id"] = m_flows;
            flow["cat"] = "flow";
            flow["name"] = nameOf(arrow.kind);
            if (!isStart)
                flow["bp"] = "e";
            m_events.push_back(std::move(flow));
        }
    }

    const Run &m_run;
    Timeline m_part;
    std::string m_ending;
    Json m_events = Json::array();
    std::size_t m_tracks = 0, m_flows = 0;
};

} // namespace

Written writePerfetto(const RunToExport &run, const FormatOptions &options)
{
    return ChromeTrace(run, options).text();
}

} // namespace racewalk
