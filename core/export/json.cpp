// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/json.h"

#include "export/certificate_json.h"
#include "run/schedule.h"

#include <nlohmann/json.hpp>

namespace racewalk {
namespace {

using Json = nlohmann::ordered_json;

std::string written(const Json &json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

/// A good end is "ok", as `expect` and tours write it.
std::string kindText(FindingKind kind)
{
    return kind == FindingKind::None ? "ok" : std::string(toText(kind));
}

std::string limitText(Limit limit)
{
    switch (limit) {
    case Limit::None:
        return "none";
    case Limit::States:
        return "states";
    case Limit::Memory:
        return "memory";
    case Limit::Time:
        return "time";
    case Limit::Cancelled:
        return "cancelled";
    }
    return {};
}

/// What both reports begin with.
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

Json findingJson(const CheckedVariant &variant, const Finding &finding)
{
    const Machine &machine = *variant.machine;
    const Program &program = machine.program();
    const bool isFailure = severityIn(variant, finding) == Severity::Failure;
    Json json = {
        {"kind", kindText(finding.kind)}, {"severity", isFailure ? "failure" : "warning"},
        {"message", finding.message},     {"thread", nullptr},
        {"object", finding.object},       {"file", program.source->fileName()},
        {"line", finding.span.line},      {"schedule", toText(scheduleOf(machine, finding.steps))},
        {"steps", finding.steps.size()},  {"context_switches", finding.contextSwitches}};
    if (finding.thread)
        json["thread"] = program.threads[indexOf(*finding.thread)].name;
    if (finding.certificate)
        json["certificate"] = certificateJson(program, *finding.certificate);
    return json;
}

Json outcomeJson(const Machine &machine, const Outcome &outcome)
{
    return {{"kind", kindText(outcome.kind)},
            {"summary", outcome.summary},
            {"schedule", toText(scheduleOf(machine, outcome.steps))},
            {"steps", outcome.steps.size()},
            {"context_switches", outcome.contextSwitches}};
}

Json variantJson(const CheckedVariant &variant)
{
    const Machine &machine = *variant.machine;
    const Verdict &verdict = variant.verdict;
    Json json = subjectJson(machine.program());
    json["complete"] = verdict.isComplete();
    if (!verdict.isComplete())
        json["limit"] = {{"kind", limitText(verdict.limit)}, {"value", verdict.limitValue}};
    if (verdict.isListCut)
        json["list_cut"] = true;
    json["states"] = verdict.states;
    json["transitions"] = verdict.transitions;
    json["seconds"] = verdict.seconds;
    json["expected"] = expectedKinds(machine.program());
    const auto asExpected = isAsExpected(variant);
    json["as_expected"] = asExpected ? Json(*asExpected) : Json(nullptr);
    json["findings"] = Json::array();
    for (const Finding &finding : verdict.findings)
        json["findings"].push_back(findingJson(variant, finding));
    json["outcomes"] = Json::array();
    for (const Outcome &outcome : verdict.outcomes)
        json["outcomes"].push_back(outcomeJson(machine, outcome));
    return json;
}

Json eventJson(const Program &program, const Event &event)
{
    Json changes = Json::array();
    for (const Change &change : event.changes)
        changes.push_back(
            {{"place", change.place}, {"before", change.before}, {"after", change.after}});
    return {{"thread", program.threads[indexOf(event.step.thread)].name},
            {"text", event.text},
            {"note", event.note},
            {"line", event.span.line},
            {"changes", changes}};
}

} // namespace

std::string toJson(const CheckedVariant &variant)
{
    return written(variantJson(variant));
}

std::string toJson(std::span<const CheckedVariant> variants)
{
    Json array = Json::array();
    for (const CheckedVariant &variant : variants)
        array.push_back(variantJson(variant));
    return written(array);
}

std::string toJson(const Run &run, const std::string &message)
{
    const Program &program = run.machine().program();
    const auto steps = run.steps().first(run.position());
    Json json = subjectJson(program);
    json["schedule"] = toText(scheduleOf(run.machine(), steps));
    json["walked"] = message.empty();
    if (!message.empty())
        json["message"] = message;
    json["context_switches"] = run.contextSwitches();
    json["steps"] = Json::array();
    for (std::size_t i = 0; i < run.position(); ++i)
        json["steps"].push_back(eventJson(program, run.event(i)));
    const bool isGoing = run.machine().standing(run.state()) == Standing::Going;
    json["ending"] = {{"kind", isGoing ? "none" : kindText(endingKind(run))},
                      {"summary", endingText(run)},
                      {"data_races", dataRacesAt(run)}};
    return written(json);
}

} // namespace racewalk
