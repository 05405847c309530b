// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/reports/json_parts.h"

#include "export/reports/verdict_text.h"

namespace racewalk {

std::string written(const Json &json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json subjectJson(const Program &program)
{
    Json parameters = Json::object();
    for (const Parameter &parameter : program.parameters)
        parameters[parameter.name] = parameter.value;
    return {{"scenario", program.scenario.title},
            {"file", program.source->fileName()},
            {"variant", program.variant},
            {"params", parameters},
            {"memory", toText(program.memory)}};
}

Json schedulesJson(const std::optional<ScheduleCount> &schedules)
{
    if (!schedules)
        return nullptr;
    if (schedules->isInfinite())
        return "infinite";
    if (const auto number = schedules->exactly())
        return *number;
    return schedules->roughly();
}

Json eventJson(const Program &program, const Event &event)
{
    Json changes = Json::array();
    for (const Change &change : event.changes)
        changes.push_back(
            {{"place", change.place}, {"before", change.before}, {"after", change.after}});
    Json json = {{"thread", program.threads[indexOf(event.step.thread)].name},
                 {"text", event.text},
                 {"note", event.note},
                 {"line", event.span.line},
                 {"changes", changes}};
    if (event.source != event.text)
        json["source"] = event.source;
    if (event.access.kind != Access::Kind::None && !event.access.value.empty())
        json["access"] = {{"kind", event.access.isRead() ? "read" : "write"},
                          {"place", event.access.place},
                          {"value", event.access.value}};
    return json;
}

Json endingJson(const Run &run)
{
    const bool isGoing = run.machine().standing(run.state()) == Standing::Going;
    const FindingKind kind = endingKind(run);
    // Which values a good end is named after depends on the other outcomes.
    const auto words = kind == FindingKind::None ? std::nullopt : endingWords(run, {});
    return {{"kind", isGoing ? "none" : toText(kind)},
            {"name", words ? Json(words->name) : Json(nullptr)},
            {"summary", endingText(run)},
            {"data_races", dataRacesAt(run)}};
}

} // namespace racewalk
