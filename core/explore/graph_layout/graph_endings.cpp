// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/graph_layout/graph_endings.h"

#include "explore/fates/endings.h"
#include "explore/fates/explored.h"
#include "explore/fates/loop_steps.h"
#include "explore/results/ending_facts.h"
#include "explore/results/ending_orbit.h"
#include "explore/results/ending_words.h"
#include "program/ids.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace racewalk {

namespace {

/// Endings with the same facts, which have the same name.
struct NamedFacts {
    std::vector<std::size_t> numbers; ///< in the list of endings
    StateIndex state{};               ///< of the first
};

class Namer {
public:
    Namer(const Machine &machine, const StateSpace &space, Watch watch)
        : m_machine(machine), m_space(space),
          m_endings(findEndings(machine, space.states(), space.graph(), space.expanded(), watch)),
          m_watch(watch), m_reader(machine)
    {}

    std::vector<GraphEnding> list()
    {
        findFaults();
        for (const StateIndex end : m_endings.ends)
            add(end);
        for (const Loop &loop : m_endings.loops)
            add(loop);
        nameByFacts();
        std::ranges::sort(m_list, {}, &GraphEnding::state);
        return std::move(m_list);
    }

private:
    void add(StateIndex end)
    {
        m_watch.tick();
        const State state = m_space.state(end);
        const FindingKind fault = m_machine.layout().fault(state);
        if (fault == FindingKind::None) {
            add(end, m_reader.facts(state));
            return;
        }
        const auto known = m_faults.find(end);
        m_list.push_back(
            {end, fault,
             known == m_faults.end()
                 ? failureWords(fault, "", {}).name
                 : failureWords(fault, known->second.message, known->second.span).name});
    }

    void add(const Loop &loop)
    {
        m_watch.tick();
        const LoopStates states{m_machine, m_space.states(), m_space.symmetry(), m_watch};
        const StateIndex first = loop.states.front();
        add(first, m_reader.facts(states, loop, m_space.state(first)));
    }

    void add(StateIndex end, const EndingFacts &facts)
    {
        const bool isListed = m_named.size() < maxListed || m_named.contains(facts);
        m_list.push_back({end, facts.kind, isListed ? "" : unlistedName(facts.kind)});
        if (!isListed)
            return;
        NamedFacts &named = m_named[facts];
        if (named.numbers.empty())
            named.state = end;
        named.numbers.push_back(m_list.size() - 1);
    }

    static std::string unlistedName(FindingKind kind)
    {
        return kind == FindingKind::None ? goodEndWords("", "").brief
                                         : failureWords(kind, "", {}).brief;
    }

    /// The state after a fault does not tell where it happened: a step that leads there does.
    void findFaults()
    {
        std::vector<bool> isFault(m_space.size(), false);
        bool isAny = false;
        for (const StateIndex end : m_endings.ends) {
            isFault[indexOf(end)] =
                m_machine.layout().fault(m_space.state(end)) != FindingKind::None;
            isAny = isAny || isFault[indexOf(end)];
        }
        if (!isAny)
            return;
        StepRecord start;
        m_machine.initialState(start);
        if (start.failure)
            m_faults.emplace(StateIndex{0}, std::move(*start.failure));
        for (std::uint32_t i = 0; i < m_space.size(); ++i) {
            m_watch.tick();
            for (const auto edge : transitionsFrom(m_space.graph(), StateIndex{i})) {
                const StateIndex target = targetOf(m_space.graph(), edge);
                if (!isFault[indexOf(target)] || m_faults.contains(target))
                    continue;
                State state = m_space.state(StateIndex{i});
                StepRecord record;
                m_machine.apply(state, m_space.graph()[edge], record);
                if (record.failure)
                    m_faults.emplace(target, std::move(*record.failure));
            }
        }
    }

    void nameByFacts()
    {
        EndingSummaries summaries(m_reader);
        for (const auto &[facts, named] : m_named)
            addAll(facts, summaries);
        for (const auto &[facts, named] : m_named) {
            m_watch.tick();
            State end;
            const EndingWords words = summaries.words(m_machine, facts, [&] {
                end = m_space.state(named.state);
                return StateView(end);
            });
            for (const std::size_t number : named.numbers)
                m_list[number].name = words.name;
        }
    }

    /// With those of the endings that a state stands for.
    void addAll(const EndingFacts &facts, EndingSummaries &summaries) const
    {
        if (m_space.symmetry() == nullptr) {
            summaries.add(facts);
            return;
        }
        for (const EndingFacts &each :
             EndingOrbit(m_reader, *m_space.symmetry(), facts).list(maxListed))
            summaries.add(each);
    }

    const Machine &m_machine;
    const StateSpace &m_space;
    const Endings m_endings;
    Watch m_watch;
    const EndingReader m_reader;
    std::map<StateIndex, StepRecord::Failure> m_faults;
    std::vector<GraphEnding> m_list;
    std::map<EndingFacts, NamedFacts> m_named;
};

} // namespace

std::vector<GraphEnding> graphEndings(const Machine &machine, const StateSpace &space, Watch watch)
{
    return Namer(machine, space, watch).list();
}

} // namespace racewalk
