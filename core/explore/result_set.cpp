// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/result_set.h"

#include "explore/ending_facts.h"
#include "explore/ending_words.h"
#include "explore/endings.h"
#include "explore/explored.h"
#include "explore/state_store.h"
#include "machine/words.h"
#include "program/ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace racewalk {

namespace {

/// Puts facts into terms of the source.
class EndingNames {
public:
    explicit EndingNames(const Machine &machine) : m_machine(machine), m_reader(machine)
    {
        std::map<std::string, int> counts;
        for (const OutcomeVariable &variable : m_reader.variables()) {
            const int count = ++counts[variable.name]; // of inner blocks too
            m_names.push_back(count == 1 ? variable.name
                                         : fmt::format("{} ({})", variable.name, count));
        }
        addConstants();
    }

    const EndingReader &reader() const { return m_reader; }

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
            const SourceSpan place = placeOf(thread, facts.threads[i]);
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
        const bool isAsleep = ending.kind == ThreadEnding::Kind::Blocked &&
                              program.bodyOf(thread).code[ending.position].op == Op::Awake;
        if (!isAsleep || ending.cell == nullCell)
            return words;
        return fmt::format("{} on {}", words, program.storage.cells[indexOf(ending.cell)].path);
    }

    SourceSpan placeOf(ThreadId thread, const ThreadEnding &ending) const
    {
        if (ending.kind != ThreadEnding::Kind::Blocked)
            return {};
        const Body &body = m_machine.program().bodyOf(thread);
        const bool isAsleep = body.code[ending.position].op == Op::Awake && ending.position > 0;
        return body.origins[isAsleep ? ending.position - 1 : ending.position].span;
    }

    const Machine &m_machine;
    const EndingReader m_reader;
    std::vector<std::string> m_names; ///< of the reader's variables
    std::map<std::string, std::optional<std::string>> m_constants;
};

FoundPlace placeOf(const Program &program, const Finding &finding)
{
    FoundPlace place{.kind = finding.kind,
                     .span = finding.span,
                     .otherSpan = finding.otherSpan,
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

/// Endings that a limit let the search see count as well: each of them is one.
void addEndings(const Machine &machine, const Exploration &exploration, const std::stop_token &stop,
                ResultSet &results)
{
    const StateSpace &space = *exploration.space;
    const Watch watch(stop, Watch::Clock::time_point::max());
    const Endings endings =
        findEndings(machine, space.states(), space.graph(), space.expanded(), watch);
    const EndingNames names(machine);
    results.variables = names.variables();
    Watch clock = watch;
    std::set<EndingFacts> known;
    const auto add = [&](const EndingFacts &facts) {
        clock.tick();
        if (known.contains(facts))
            return;
        if (known.size() >= maxListed) {
            results.isAll = false;
            return;
        }
        known.insert(facts);
        results.endings.insert(names.of(facts));
    };
    for (const StateIndex end : endings.ends) {
        const State state = space.state(end);
        if (machine.standing(state) != Standing::Fault)
            add(names.reader().facts(state));
    }
    for (const Loop &loop : endings.loops)
        add(names.reader().facts({machine, space.states(), nullptr, watch}, loop,
                                 space.state(loop.states.front())));
}

} // namespace

std::optional<ResultSet> resultSetOf(const Machine &machine, const Exploration &exploration,
                                     const std::stop_token &stop)
{
    const Verdict &verdict = exploration.verdict;
    const Program &program = machine.program();
    ResultSet results;
    results.isAll = verdict.isComplete() && verdict.isGraphKept && !verdict.isListCut;
    for (const Thread &thread : program.threads)
        if (!thread.isSystem)
            results.threads.push_back(thread.name);
    for (const Finding &finding : verdict.findings) {
        results.kinds.insert(finding.kind);
        if (finding.kind != FindingKind::Hang && finding.kind != FindingKind::Livelock)
            results.places.emplace(placeOf(program, finding), finding.message);
    }
    try {
        addEndings(machine, exploration, stop, results);
    } catch (const EvaluationStopped &) {
        return std::nullopt;
    }
    return results;
}

std::string summaryOf(const FoundEnding &ending, const std::vector<std::string> &threads,
                      const std::set<std::string> &variables)
{
    std::string text = threadsText(threads, ending.threads);
    for (const auto &[name, value] : ending.values)
        if (value && variables.contains(name))
            text += fmt::format("; {} = {}", name, *value);
    return text;
}

} // namespace racewalk
