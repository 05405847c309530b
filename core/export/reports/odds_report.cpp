// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/reports/odds_report.h"

#include "explore/base/number_words.h"
#include "export/reports/json_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace racewalk {

namespace {

/// An outcome in words.
struct OddsRow {
    std::string percent;
    std::string count; ///< of schedules, or the interval of the percent
    std::string name, detail;
};

/// Longer names do not make the column of names wider.
constexpr std::size_t widestName = 40;

/// Numbers first, so that long names do not separate them; empty columns are left out.
std::vector<std::string> linesOf(const std::vector<OddsRow> &rows)
{
    std::size_t percents = 0, counts = 0, names = 0;
    for (const OddsRow &row : rows) {
        percents = std::max(percents, row.percent.size());
        counts = std::max(counts, row.count.size());
        if (row.name.size() <= widestName)
            names = std::max(names, row.name.size());
    }
    std::vector<std::string> lines;
    for (const OddsRow &row : rows) {
        std::string line;
        if (percents != 0)
            line += fmt::format("{:>{}}  ", row.percent, percents);
        if (counts != 0)
            line += fmt::format("{:<{}}  ", row.count, counts);
        lines.push_back(line + fmt::format("{:<{}}  {}", row.name, names, row.detail));
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

std::vector<OddsRow> sampledRows(const Sample &sample)
{
    std::vector<OddsRow> rows;
    for (const SampledOutcome &outcome : sample.outcomes)
        rows.push_back({percentText(partOf(outcome.runs, sample)),
                        intervalText(outcome.runs, sample), outcome.words.name,
                        outcome.words.detail});
    if (sample.unended != 0)
        rows.push_back({percentText(partOf(sample.unended, sample)),
                        intervalText(sample.unended, sample), "Not ended",
                        fmt::format("after {} steps", grouped(SampleSettings{}.maxSteps))});
    return rows;
}

std::vector<OddsRow> exactRows(const Verdict &verdict)
{
    std::vector<OddsRow> rows;
    for (const Outcome &outcome : byProbability(verdict.outcomes))
        rows.push_back({percentText(outcome.probability.value_or(0)),
                        schedulesText(outcome.schedules.value_or(ScheduleCount()),
                                      verdict.schedules.value_or(ScheduleCount())),
                        outcome.words.name, outcome.words.detail});
    return rows;
}

Json exactJson(const Outcome &outcome)
{
    return {{"kind", toText(outcome.kind)},
            {"name", outcome.words.name},
            {"summary", outcome.summary},
            {"probability", outcome.probability.value_or(0)},
            {"schedules", schedulesJson(outcome.schedules)}};
}

Json sampledJson(const SampledOutcome &outcome, const Sample &sample)
{
    const ConfidenceInterval interval = confidenceInterval(outcome.runs, sample.runs);
    return {{"kind", toText(outcome.kind)}, {"name", outcome.words.name},
            {"summary", outcome.summary},   {"probability", partOf(outcome.runs, sample)},
            {"runs", outcome.runs},         {"low", interval.low},
            {"high", interval.high}};
}

void addSample(const Sample &sample, std::uint64_t seed, Json &json)
{
    json["runs"] = sample.runs;
    json["seed"] = seed;
    json["unended"] = sample.unended;
    json["confidence"] = 0.95;
    json["outcomes"] = Json::array();
    for (const SampledOutcome &outcome : sample.outcomes)
        json["outcomes"].push_back(sampledJson(outcome, sample));
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
    std::vector<OddsRow> rows;
    for (const Outcome &outcome : verdict.outcomes)
        rows.push_back({outcome.probability ? percentText(*outcome.probability) : "", "",
                        outcome.words.name, outcome.words.detail});
    return linesOf(rows);
}

} // namespace racewalk
