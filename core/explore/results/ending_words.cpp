// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/ending_words.h"

#include "explore/explain/hang_words.h"
#include "explore/results/ending_facts.h"
#include "explore/results/verdict.h"
#include "machine/livelock.h"
#include "machine/machine.h"
#include "machine/words.h"
#include "program/ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {

namespace {

std::string livelockText(const Program &program, const EndingFacts &facts)
{
    std::vector<ThreadId> runners, waiters;
    for (std::size_t i = 0; i < facts.threads.size(); ++i) {
        if (facts.threads[i].kind == ThreadEnding::Kind::RunsForever)
            runners.push_back(static_cast<ThreadId>(i));
        else if (facts.threads[i].kind == ThreadEnding::Kind::Blocked &&
                 !program.threads[i].isDaemon)
            waiters.push_back(static_cast<ThreadId>(i));
    }
    return livelockText(program, runners, waiters);
}

} // namespace

EndingWords failureWords(FindingKind kind, const std::string &message, const SourceSpan &span)
{
    const std::string brief(rowOf(kind).headline);
    if (!stopsTheRun(kind))
        return {fmt::format("{}: {}", brief, message), brief, message};
    return {span.line == 0 ? brief : fmt::format("{}, line {}", brief, span.line), brief, message};
}

EndingWords goodEndWords(const std::string &values, const std::string &threads)
{
    const std::string name = values.empty() ? "Finished" : values;
    return {name, name, threads};
}

void tellApart(std::span<const PlacedEnding> endings)
{
    std::map<std::pair<std::string, std::string>, std::vector<const PlacedEnding *>> groups;
    for (const PlacedEnding &ending : endings)
        groups[{ending.words->name, ending.words->detail}].push_back(&ending);
    for (const auto &[words, group] : groups) {
        if (group.size() < 2)
            continue;
        std::set<std::string_view> places;
        for (const PlacedEnding *ending : group)
            places.insert(ending->place);
        const bool doPlacesDiffer = places.size() == group.size() && !places.contains("");
        for (std::size_t i = 0; i < group.size(); ++i)
            group[i]->words->detail +=
                doPlacesDiffer ? fmt::format("; {}", group[i]->place)
                               : fmt::format("; number {} of {} alike", i + 1, group.size());
    }
}

std::string columnText(const SourceSpan &span)
{
    return span.line == 0 ? std::string() : fmt::format("column {}", span.column);
}

std::string blockedPlaces(const Program &program, const EndingFacts &facts)
{
    std::string text;
    for (std::size_t i = 0; i < facts.threads.size(); ++i) {
        if (facts.threads[i].kind != ThreadEnding::Kind::Blocked)
            continue;
        const auto &[kind, position, cell] = facts.threads[i];
        const SourceSpan span = nextSpan(program.bodyOf(static_cast<ThreadId>(i)), position);
        text += fmt::format(
            "{}{}{} at line {}", text.empty() ? "" : "; ", program.threads[i].name,
            cell == nullCell ? "" : " on " + program.storage.cells[indexOf(cell)].path, span.line);
    }
    return text;
}

void EndingSummaries::add(const EndingFacts &facts)
{
    for (std::size_t i = 0; i < facts.values.size(); ++i) {
        if (facts.values[i])
            m_values[i].insert(*facts.values[i]);
    }
}

std::string EndingSummaries::valuesText(const Program &program, const EndingFacts &facts) const
{
    std::string text;
    for (std::size_t i = 0; i < facts.values.size(); ++i) {
        const auto values = m_values.find(i);
        if (!facts.values[i] || values == m_values.end() || values->second.size() < 2)
            continue;
        const OutcomeVariable &variable = m_reader.variables()[i];
        text += fmt::format("{}{} = {}", text.empty() ? "" : "; ", variable.name,
                            valueText(program, variable.type, *facts.values[i]));
    }
    return text;
}

std::string EndingSummaries::text(const Program &program, const EndingFacts &facts) const
{
    const std::string values = valuesText(program, facts);
    return threadsText(program, facts) + (values.empty() ? "" : "; " + values);
}

bool EndingSummaries::isHang(const EndingFacts &facts)
{
    return facts.kind == FindingKind::Hang;
}

EndingWords EndingSummaries::hangWords(const Machine &machine, const EndingFacts &facts,
                                       StateView end) const
{
    EndingWords words = failureWords(facts.kind, hangIn(machine, end).message, {});
    words.detail = text(machine.program(), facts);
    return words;
}

EndingWords EndingSummaries::otherWords(const Machine &machine, const EndingFacts &facts) const
{
    const Program &program = machine.program();
    if (facts.kind == FindingKind::None)
        return goodEndWords(valuesText(program, facts), threadsText(program, facts));
    EndingWords words = failureWords(facts.kind, livelockText(program, facts), {});
    words.detail = text(program, facts);
    return words;
}

std::optional<EndingWords> endingWords(const Machine &machine, StateView end,
                                       const std::optional<StepRecord::Failure> &failure,
                                       std::span<const Outcome> known)
{
    const Standing standing = machine.standing(end);
    if (standing == Standing::Going)
        return std::nullopt;
    if (standing == Standing::Fault)
        return failure ? failureWords(failure->kind, failure->message, failure->span)
                       : failureWords(machine.layout().fault(end), "", {});
    const EndingReader reader(machine);
    const EndingFacts facts = reader.facts(end);
    const auto outcome = std::ranges::find_if(known, [&facts](const Outcome &each) {
        return each.facts != nullptr && *each.facts == facts;
    });
    if (outcome != known.end())
        return outcome->words;
    return EndingSummaries(reader).words(machine, facts, [end] { return end; });
}

EndingWords livelockWords(const Program &program, const Livelock &livelock,
                          std::span<const Outcome> known)
{
    EndingWords words = failureWords(FindingKind::Livelock,
                                     livelockText(program, livelock.runners, livelock.waiters), {});
    words.detail.clear();
    const auto outcome = std::ranges::find_if(
        known, [&words](const Outcome &each) { return each.words.name == words.name; });
    return outcome == known.end() ? words : outcome->words;
}

bool stopsTheRun(FindingKind kind)
{
    return rowOf(kind).seenIn == SeenIn::Fault;
}

std::string faultSummary(const std::string &message, const SourceSpan &span)
{
    return fmt::format("{}, line {}", message, span.line);
}

} // namespace racewalk
