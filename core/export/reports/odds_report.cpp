// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/reports/odds_report.h"

#include "explore/base/number_words.h"
#include "export/reports/json_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace racewalk {

namespace {

/// Name, what is said of its odds, how many, and its details.
using Row = std::array<std::string, 4>;

/// Columns as wide as their widest cell, percents to the right; empty columns are left out.
std::vector<std::string> linesOf(const std::vector<Row> &rows)
{
    std::array<std::size_t, 4> widths{2, 0, 0, 0};
    for (const Row &row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    std::vector<std::string> lines;
    for (const Row &row : rows) {
        std::string line = fmt::format("{:<{}}", row[0], widths[0]);
        if (widths[1] != 0)
            line += fmt::format("  {:>{}}", row[1], widths[1]);
        if (widths[2] != 0)
            line += fmt::format("  {:<{}}", row[2], widths[2]);
        lines.push_back(line + "  " + row[3]);
    }
    return lines;
}

std::string schedulesText(const ScheduleCount &schedules, const ScheduleCount &all)
{
    if (schedules.isInfinite())
        return "infinitely many schedules";
    return fmt::format("{} of {} schedule{}", toText(schedules), toText(all),
                       all.exactly() == 1 ? "" : "s");
}

/// Failures first, then the likely ones.
std::vector<Outcome> byProbability(std::vector<Outcome> outcomes)
{
    std::ranges::stable_sort(outcomes, {}, [](const Outcome &outcome) {
        return std::pair(outcome.kind == FindingKind::None, -outcome.probability.value_or(0));
    });
    return outcomes;
}

double partOf(std::uint64_t runs, const Sample &sample)
{
    return sample.runs == 0 ? 0 : static_cast<double>(runs) / static_cast<double>(sample.runs);
}

std::string intervalText(std::uint64_t runs, const Sample &sample)
{
    const ConfidenceInterval interval = confidenceInterval(runs, sample.runs);
    return fmt::format("({} to {})", percentText(interval.low), percentText(interval.high));
}

std::vector<Row> sampledRows(const Sample &sample)
{
    std::vector<Row> rows;
    for (const SampledOutcome &outcome : sample.outcomes)
        rows.push_back({outcome.words.name, percentText(partOf(outcome.runs, sample)),
                        intervalText(outcome.runs, sample), outcome.words.detail});
    if (sample.unended != 0)
        rows.push_back({"Not ended", percentText(partOf(sample.unended, sample)),
                        intervalText(sample.unended, sample),
                        fmt::format("after {} steps", grouped(SampleSettings{}.maxSteps))});
    return rows;
}

std::vector<Row> exactRows(const Verdict &verdict)
{
    std::vector<Row> rows;
    for (const Outcome &outcome : byProbability(verdict.outcomes))
        rows.push_back({outcome.words.name, percentText(outcome.probability.value_or(0)),
                        schedulesText(outcome.schedules.value_or(ScheduleCount()),
                                      verdict.schedules.value_or(ScheduleCount())),
                        outcome.words.detail});
    return rows;
}

Json exactJson(const Outcome &outcome)
{
    return {{"kind", toText(outcome.kind)},
            {"summary", outcome.summary},
            {"probability", outcome.probability.value_or(0)},
            {"schedules", schedulesJson(outcome.schedules)}};
}

Json sampledJson(std::string_view kind, const std::string &summary, std::uint64_t runs,
                 const Sample &sample)
{
    const ConfidenceInterval interval = confidenceInterval(runs, sample.runs);
    return {{"kind", kind}, {"summary", summary},  {"probability", partOf(runs, sample)},
            {"runs", runs}, {"low", interval.low}, {"high", interval.high}};
}

void addSample(const Sample &sample, std::uint64_t seed, Json &json)
{
    json["runs"] = sample.runs;
    json["seed"] = seed;
    json["unended"] = sample.unended;
    json["confidence"] = 0.95;
    json["outcomes"] = Json::array();
    for (const SampledOutcome &outcome : sample.outcomes)
        json["outcomes"].push_back(
            sampledJson(toText(outcome.kind), outcome.summary, outcome.runs, sample));
}

} // namespace

bool hasOdds(const Verdict &verdict)
{
    return verdict.isComplete() && !verdict.outcomes.empty() &&
           std::ranges::all_of(verdict.outcomes, [](const Outcome &outcome) {
               return outcome.probability.has_value();
           });
}

std::string oddsHeading(const OddsReport &report)
{
    const std::string scheduler = "every thread that can run is equally likely at each step";
    if (report.sample)
        return fmt::format("sampled in {} random runs, seed {} (in brackets: 95 % confidence); {}",
                           grouped(report.sample->runs), report.seed, scheduler);
    const bool isCut = report.verdict.isListCut;
    return fmt::format("exact, from all {} states; {}{}", grouped(report.verdict.states), scheduler,
                       isCut ? "; the list is cut, there are more outcomes" : "");
}

std::string oddsTable(const OddsReport &report)
{
    std::string text;
    for (const std::string &line :
         linesOf(report.sample ? sampledRows(*report.sample) : exactRows(report.verdict)))
        text += line + '\n';
    return text;
}

std::string toJson(const OddsReport &report)
{
    Json json = subjectJson(report.machine->program());
    json["complete"] = report.verdict.isComplete();
    json["states"] = report.verdict.states;
    json["method"] = report.sample ? "sampled" : "exact";
    if (!report.verdict.isGraphKept)
        json["graph_kept"] = false;
    if (report.sample) {
        addSample(*report.sample, report.seed, json);
        return written(json);
    }
    if (report.verdict.isListCut)
        json["list_cut"] = true;
    json["schedules"] = schedulesJson(report.verdict.schedules);
    json["outcomes"] = Json::array();
    for (const Outcome &outcome : byProbability(report.verdict.outcomes))
        json["outcomes"].push_back(exactJson(outcome));
    return written(json);
}

std::vector<std::string> outcomeLines(const Verdict &verdict)
{
    std::vector<Row> rows;
    for (const Outcome &outcome : verdict.outcomes)
        rows.push_back({outcome.words.name,
                        outcome.probability ? percentText(*outcome.probability) : "", "",
                        outcome.words.detail});
    return linesOf(rows);
}

} // namespace racewalk
