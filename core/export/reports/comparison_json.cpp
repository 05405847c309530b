// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/reports/comparison_report.h"

#include "export/reports/json_parts.h"
#include "export/reports/verdict_text.h"

namespace racewalk {

namespace {

const char *kindText(ComparedRow::Kind kind)
{
    switch (kind) {
    case ComparedRow::Kind::Equal:
        return "equal";
    case ComparedRow::Kind::Different:
        return "different";
    case ComparedRow::Kind::OneSide:
        return "one_side";
    }
    return "";
}

Json blockedJson(const ComparedSide &side)
{
    if (!side.blocked)
        return nullptr;
    const Program &program = side.run.machine().program();
    return {{"thread", program.threads[indexOf(side.blocked->thread)].name},
            {"text", side.blocked->text},
            {"reason", side.blocked->reason}};
}

Json sideJson(const ComparisonReport &report, std::size_t number)
{
    const ComparedSide &side = report.comparison.sides[number];
    const Program &program = report.program(number);
    const Verdict &verdict = report.explorations[number].verdict;
    Json steps = Json::array();
    for (std::size_t i = 0; i < side.run.length(); ++i) {
        const Event &event = side.run.event(i);
        steps.push_back({{"thread", program.threads[indexOf(event.step.thread)].name},
                         {"text", event.text},
                         {"note", event.note},
                         {"line", event.span.line},
                         {"only_here", isOnOwnLine(report, number, {i, false})}});
    }
    const bool isGoing = side.run.machine().standing(side.run.state()) == Standing::Going;
    Json json{{"name", report.names[number]},     {"variant", program.variant},
              {"memory", toText(program.memory)}, {"schedule", report.schedules[number]},
              {"walked", side.hasFollowed()},     {"followed", side.followed},
              {"blocked", blockedJson(side)}};
    if (!side.hasFollowed())
        json["message"] = side.message;
    json["context_switches"] = side.run.contextSwitches();
    json["steps"] = std::move(steps);
    const auto words = endingWords(side.run, verdict.outcomes);
    json["ending"] = {{"kind", isGoing ? "none" : toText(endingKind(side.run))},
                      {"name", words ? Json(words->name) : Json(nullptr)},
                      {"summary", endingText(side.run)}};
    json["complete"] = verdict.isComplete();
    json["states"] = verdict.states;
    json["reduced"] = verdict.isReduced;
    return json;
}

Json rowJson(const ComparedRow &row)
{
    const auto number = [&row](std::size_t side) {
        return row.steps[side] && !row.steps[side]->isBlocked ? Json(row.steps[side]->event + 1)
                                                              : Json(nullptr);
    };
    Json json{{"kind", kindText(row.kind)}, {"left", number(0)}, {"right", number(1)}};
    for (std::size_t side = 0; side < 2; ++side)
        if (row.steps[side] && row.steps[side]->isBlocked)
            json["blocked"].push_back(side == 0 ? "left" : "right");
    return json;
}

Json listJson(const Program &program, const std::vector<Difference> &differences)
{
    Json list = Json::array();
    for (const Difference &each : differences) {
        Json json{{"kind", toText(each.kind)}, {"name", each.words.name}, {"summary", each.text}};
        if (!each.isEnding) {
            json["file"] = program.source->fileName();
            json["line"] = each.span.line;
            json["object"] = each.object;
        }
        list.push_back(std::move(json));
    }
    return list;
}

Json countJson(const StateCount &count)
{
    return {{"states", count.states}, {"exact", count.isExact}};
}

/// Null where nothing is known.
Json graphJson(const ComparisonReport &report)
{
    const GraphDifference &graph = report.graph;
    if (!graph.isAvailable())
        return {{"compared", false}, {"message", graph.whyNot}};
    const auto onlyIn = [&](std::size_t side) {
        return report.explorations[1 - side].verdict.isComplete() ? countJson(graph.onlyIn[side])
                                                                  : Json(nullptr);
    };
    return {{"compared", true},
            {"both", countJson(graph.both)},
            {"only_left", onlyIn(0)},
            {"only_right", onlyIn(1)}};
}

} // namespace

std::string toJson(const ComparisonReport &report)
{
    const Program &left = report.program(0);
    Json json = subjectJson(left);
    json.erase("variant");
    json.erase("memory");
    if (!report.origin.empty())
        json["schedule_is"] = report.origin;
    json["sides"] = {sideJson(report, 0), sideJson(report, 1)};
    json["rows"] = Json::array();
    for (const ComparedRow &row : report.comparison.rows)
        json["rows"].push_back(rowJson(row));
    const auto &first = report.comparison.firstDifference;
    json["first_difference"] = first ? Json(*first + 1) : Json(nullptr);
    json["patch"] = patchText(report.patch, left, report.program(1));
    const auto known = [&](std::size_t side) {
        const Verdict &verdict = report.explorations[side].verdict;
        return verdict.isComplete() && !verdict.isListCut;
    };
    json["vanishes"] = known(1) ? listJson(left, report.results.vanishes) : Json(nullptr);
    json["appears"] = known(0) ? listJson(left, report.results.appears) : Json(nullptr);
    json["states"] = graphJson(report);
    return written(json);
}

} // namespace racewalk
