// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/reports/json.h"

#include "explore/results/verdict_words.h"
#include "export/reports/certificate_json.h"
#include "export/reports/json_parts.h"
#include "run/schedule/schedule.h"

#include <cstdint>

namespace racewalk {
namespace {

std::string limitName(Limit limit)
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
    case Limit::FirstFailure:
        return "first_failure";
    case Limit::Enough:
        return "enough";
    }
    return {};
}

/// Whole numbers without a point.
Json numberJson(double number)
{
    const auto whole = static_cast<std::uint64_t>(number);
    return static_cast<double>(whole) == number ? Json(whole) : Json(number);
}

Json findingJson(const CheckedVariant &variant, const Finding &finding)
{
    const Machine &machine = *variant.machine;
    const Program &program = machine.program();
    const bool isFailure = severityIn(variant, finding) == Severity::Failure;
    Json json = {
        {"kind", toText(finding.kind)},  {"severity", isFailure ? "failure" : "warning"},
        {"message", finding.message},    {"thread", nullptr},
        {"object", finding.object},      {"file", program.source->fileName()},
        {"line", finding.span.line},     {"schedule", toText(scheduleOf(machine, finding.steps))},
        {"steps", finding.steps.size()}, {"context_switches", finding.contextSwitches}};
    if (finding.thread)
        json["thread"] = program.threads[indexOf(*finding.thread)].name;
    if (finding.certificate)
        json["certificate"] = certificateJson(program, *finding.certificate);
    return json;
}

Json outcomeJson(const Machine &machine, const Outcome &outcome)
{
    return {{"kind", toText(outcome.kind)},
            {"name", outcome.words.name},
            {"summary", outcome.summary},
            {"schedule", toText(scheduleOf(machine, outcome.steps))},
            {"steps", outcome.steps.size()},
            {"context_switches", outcome.contextSwitches},
            {"probability", outcome.probability ? Json(*outcome.probability) : Json(nullptr)},
            {"schedules", schedulesJson(outcome.schedules)}};
}

Json variantJson(const CheckedVariant &variant)
{
    const Machine &machine = *variant.machine;
    const Verdict &verdict = variant.verdict;
    Json json = subjectJson(machine.program());
    json["complete"] = verdict.isComplete();
    if (!verdict.isComplete())
        json["limit"] = {{"kind", limitName(verdict.limit)},
                         {"value", numberJson(verdict.limitValue)}};
    if (verdict.isListCut)
        json["list_cut"] = true;
    if (!verdict.isGraphKept)
        json["graph_kept"] = false;
    json["states"] = verdict.states;
    json["transitions"] = verdict.transitions;
    json["reduced"] = verdict.isReduced;
    json["steps_reduced"] = verdict.areStepsReduced;
    json["shortest_runs"] = verdict.areRunsShortest;
    json["schedules"] = schedulesJson(verdict.schedules);
    json["seconds"] = verdict.seconds;
    if (variant.ranks > 1)
        json["ranks"] = variant.ranks;
    json["expected"] = toTexts(expectedKinds(machine.program()));
    const auto asExpected = isAsExpected(variant);
    json["as_expected"] = asExpected ? Json(*asExpected) : Json(nullptr);
    json["findings"] = Json::array();
    for (const Finding &finding : verdict.findings)
        json["findings"].push_back(findingJson(variant, finding));
    json["outcomes"] = Json::array();
    for (const Outcome &outcome : verdict.outcomes)
        json["outcomes"].push_back(outcomeJson(machine, outcome));
    json["unreached"] = variant.unreached ? Json(*variant.unreached) : Json(nullptr);
    return json;
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
    json["ending"] = endingJson(run);
    return written(json);
}

} // namespace racewalk
