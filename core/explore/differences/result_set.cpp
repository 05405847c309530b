// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/differences/result_set.h"

#include "explore/explain/hang_words.h"
#include "explore/results/ending_facts.h"
#include "machine/words.h"
#include "program/ids.h"
#include "program/operations.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace racewalk {

namespace {

/// Puts facts into terms of the source.
class EndingNames {
public:
    EndingNames(const Machine &machine, const PlaceOf &placeOf)
        : m_machine(machine), m_reader(machine), m_placeOf(placeOf)
    {
        std::map<std::string, int> counts;
        for (const OutcomeVariable &variable : m_reader.variables()) {
            const int count = ++counts[variable.name]; // of inner blocks too
            m_names.push_back(count == 1 ? variable.name
                                         : fmt::format("{} ({})", variable.name, count));
        }
        addConstants();
    }

    std::set<std::string> variables() const
    {
        std::set<std::string> result(m_names.begin(), m_names.end());
        for (const auto &[name, value] : m_constants)
            result.insert(name);
        return result;
    }

    FoundEnding of(const EndingFacts &facts) const
    {
        const Program &program = m_machine.program();
        FoundEnding ending{.kind = facts.kind, .threads = {}, .places = {}, .values = m_constants};
        for (std::size_t i = 0; i < facts.threads.size(); ++i) {
            const auto thread = static_cast<ThreadId>(i);
            const SourceSpan place = spanOf(thread, facts.threads[i]);
            ending.threads.push_back(
                wordsFor(thread, facts.threads[i]) +
                (place.line == 0 ? std::string() : fmt::format(" in line {}", place.line)));
            ending.places.push_back(place);
        }
        for (std::size_t i = 0; i < facts.values.size(); ++i) {
            std::optional<std::string> &value = ending.values[m_names[i]];
            if (facts.values[i])
                value = valueText(program, m_reader.variables()[i].type, *facts.values[i]);
        }
        return ending;
    }

private:
    /// Globals that this program never writes, but another one of the same source may.
    void addConstants()
    {
        const Storage &storage = m_machine.program().storage;
        for (const Global &global : storage.globals) {
            const std::size_t first = indexOf(global.first);
            for (std::size_t i = first; i < first + storage.type(global.type).cells; ++i) {
                const Cell &cell = storage.cells[i];
                const Type &type = storage.type(cell.type);
                if (!cell.written && (isValue(type) || type.kind == TypeKind::Atomic))
                    m_constants.emplace(cell.path,
                                        valueText(m_machine.program(), cell.type, cell.initial));
            }
        }
    }

    /// With all that tells endings apart: also where a thread sleeps.
    std::string wordsFor(ThreadId thread, const ThreadEnding &ending) const
    {
        const Program &program = m_machine.program();
        const std::string words = threadText(program, thread, ending);
        const bool isAsleep =
            ending.kind == ThreadEnding::Kind::Blocked &&
            operationOf(program.bodyOf(thread).code[ending.position].op).isAsleep();
        if (!isAsleep || ending.cell == nullCell)
            return words;
        return fmt::format("{} on {}", words, program.storage.cells[indexOf(ending.cell)].path);
    }

    SourceSpan spanOf(ThreadId thread, const ThreadEnding &ending) const
    {
        if (ending.kind != ThreadEnding::Kind::Blocked)
            return {};
        const SourceSpan span = nextSpan(m_machine.program().bodyOf(thread), ending.position);
        return m_placeOf ? m_placeOf(span) : span;
    }

    const Machine &m_machine;
    const EndingReader m_reader;
    const PlaceOf &m_placeOf;
    std::vector<std::string> m_names; ///< of the reader's variables
    std::map<std::string, std::optional<std::string>> m_constants;
};

FoundPlace foundPlace(const Program &program, const Finding &finding, const PlaceOf &placeOf)
{
    FoundPlace place{.kind = finding.kind,
                     .span = placeOf ? placeOf(finding.span) : finding.span,
                     .otherSpan = placeOf ? placeOf(finding.otherSpan) : finding.otherSpan,
                     .group = {},
                     .object = finding.object};
    if (finding.kind == FindingKind::DataRace) {
        if (place.otherSpan < place.span)
            std::swap(place.span, place.otherSpan);
    } else if (finding.kind != FindingKind::Final && finding.thread) {
        // Whose step came last before everything had ended says nothing.
        place.group = program.threads[indexOf(*finding.thread)].group;
    }
    return place;
}

/// "x = 1; y = 2".
std::string valuesText(const FoundEnding &ending, const std::set<std::string> &variables)
{
    std::string text;
    for (const auto &[name, value] : ending.values)
        if (value && variables.contains(name))
            text += fmt::format("{}{} = {}", text.empty() ? "" : "; ", name, *value);
    return text;
}

} // namespace

ResultSet resultSetOf(const Machine &machine, const Verdict &verdict, const PlaceOf &placeOf)
{
    const Program &program = machine.program();
    const EndingNames names(machine, placeOf);
    ResultSet results;
    results.isAll = verdict.isComplete() && !verdict.isListCut;
    results.variables = names.variables();
    for (const Thread &thread : program.threads)
        if (!thread.isSystem)
            results.threads.push_back(thread.name);
    for (const Finding &finding : verdict.findings) {
        results.kinds.insert(finding.kind);
        if (finding.kind != FindingKind::Hang && finding.kind != FindingKind::Livelock)
            results.places.emplace(foundPlace(program, finding, placeOf), finding.message);
    }
    for (const Outcome &outcome : verdict.outcomes)
        if (outcome.facts != nullptr)
            results.endings.emplace(names.of(*outcome.facts), outcome.words);
    return results;
}

std::string summaryOf(const FoundEnding &ending, const std::vector<std::string> &threads,
                      const std::set<std::string> &variables)
{
    const std::string values = valuesText(ending, variables);
    return threadsText(threads, ending.threads) + (values.empty() ? "" : "; " + values);
}

EndingWords wordsFor(const FoundEnding &ending, const EndingWords &own,
                     const std::vector<std::string> &threads,
                     const std::set<std::string> &variables)
{
    if (ending.kind == FindingKind::None)
        return goodEndWords(valuesText(ending, variables), threadsText(threads, ending.threads));
    return {own.name, own.brief, summaryOf(ending, threads, variables)};
}

} // namespace racewalk
