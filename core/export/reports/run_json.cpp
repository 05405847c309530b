// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/formats.h"

#include "export/provenance.h"
#include "export/reports/json_parts.h"
#include "export/reports/run_ending.h"
#include "program/version.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace racewalk {
namespace {

/// Raised when a key changes its meaning or goes away: docs/run.schema.json.
constexpr int formatVersion = 1;

std::string_view nameOf(Fate fate)
{
    switch (fate) {
    case Fate::Unknown:
        return "unknown";
    case Fate::Safe:
        return "safe";
    case Fate::Open:
        return "open";
    case Fate::Doomed:
        return "doomed";
    }
    return {};
}

Fate fateAfter(const Timeline &timeline, std::size_t step)
{
    const auto event = std::ranges::lower_bound(timeline.events, step, {}, &TimelineEvent::index);
    const bool isKnown = event != timeline.events.end() && event->index == step;
    return isKnown ? event->fate : Fate::Unknown;
}

Json stepsJson(const RunToExport &run)
{
    const Program &program = run.run.machine().program();
    Json steps = Json::array();
    for (std::size_t i = 0; i < run.run.position(); ++i) {
        Json step = {{"step", i + 1}};
        step.update(eventJson(program, run.run.event(i)));
        step["fate"] = nameOf(fateAfter(*run.timeline, i));
        steps.push_back(std::move(step));
    }
    return steps;
}

Json notesJson(const RunToExport &run, const FormatOptions &options)
{
    Json notes = Json::array();
    if (!options.notes)
        return notes;
    for (const auto &[event, text] : run.timeline->notes)
        if (event < run.run.position())
            notes.push_back({{"step", event + 1}, {"text", text}});
    return notes;
}

Json runEndingJson(const RunToExport &run)
{
    Json ending = endingJson(run.run);
    // The last state alone does not tell a livelock.
    if (run.timeline->livelock && run.run.position() == run.run.length())
        ending["kind"] = toText(FindingKind::Livelock);
    ending["summary"] = endingText(run);
    ending["remark"] = run.ending.remark;
    return ending;
}

} // namespace

Written writeJson(const RunToExport &run, const FormatOptions &options)
{
    const Provenance provenance = provenanceOf(run.run);
    // The command comes before all texts of the scenario, which could contain another one.
    Json json = {{"format", "racewalk-run"},
                 {"version", formatVersion},
                 {"racewalk", programVersion()},
                 {"replay", replayCommand(provenance)}};
    json.update(subjectJson(run.run.machine().program()));
    json["file"] = baseName(provenance.file);
    json["schedule"] = provenance.schedule.value();
    json["first"] = run.first + 1;
    json["steps"] = stepsJson(run);
    json["ending"] = runEndingJson(run);
    json["notes"] = notesJson(run, options);
    return written(json);
}

} // namespace racewalk
