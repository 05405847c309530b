// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/graph_layout/graph_endings.h"

#include "explore/explain/hang_words.h"
#include "explore/fates/endings.h"
#include "explore/fates/explored.h"
#include "explore/fates/loop_steps.h"
#include "explore/results/ending_facts.h"
#include "explore/results/ending_words.h"
#include "program/ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace racewalk {

namespace {

/// A good end, whose name needs all of them.
struct GoodEnd {
    std::size_t number = 0; ///< in the list of endings
    EndingFacts facts;
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
        findFaultLines();
        for (const StateIndex end : m_endings.ends)
            add(end);
        for (const Loop &loop : m_endings.loops)
            add(loop);
        nameGoodEnds();
        std::ranges::sort(m_list, {}, &GraphEnding::state);
        return std::move(m_list);
    }

private:
    void add(StateIndex end)
    {
        m_watch.tick();
        const State state = m_space.state(end);
        const FindingKind fault = m_machine.layout().fault(state);
        if (fault != FindingKind::None) {
            m_list.push_back({end, fault, std::string(rowOf(fault).headline)});
            if (const auto line = m_faultLines.find(end); line != m_faultLines.end())
                m_list.back().name += fmt::format(", line {}", line->second);
        } else if (m_machine.standing(state) == Standing::Hang) {
            m_list.push_back({end, FindingKind::Hang, "Hang"});
            if (m_list.size() <= maxListed)
                m_list.back().name += ": " + hangIn(m_machine, state).message;
        } else {
            m_list.push_back({end, FindingKind::None, "Finished"});
            if (m_list.size() <= maxListed)
                m_good.push_back({m_list.size() - 1, m_reader.facts(state)});
        }
    }

    void add(const Loop &loop)
    {
        m_watch.tick();
        const LoopStates states{m_machine, m_space.states(), m_space.symmetry(), m_watch};
        const StateIndex first = loop.states.front();
        const State state = m_space.state(first);
        if (!loop.isLivelock) {
            m_list.push_back({first, FindingKind::None, "Finished"});
            if (m_list.size() <= maxListed)
                m_good.push_back({m_list.size() - 1, m_reader.facts(states, loop, state)});
            return;
        }
        m_list.push_back({first, FindingKind::Livelock, "Livelock"});
        if (m_list.size() > maxListed)
            return;
        const std::vector<ThreadId> runners = threadsOf(states, loop, state).runners;
        if (!runners.empty())
            m_list.back().name +=
                fmt::format(": {} {} forever", namesOf(m_machine.program(), runners),
                            runners.size() == 1 ? "runs" : "run");
    }

    /// The state after a fault does not tell where it happened: a step that leads there does.
    void findFaultLines()
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
        for (std::uint32_t i = 0; i < m_space.size(); ++i) {
            m_watch.tick();
            for (const auto edge : transitionsFrom(m_space.graph(), StateIndex{i})) {
                const StateIndex target = targetOf(m_space.graph(), edge);
                if (!isFault[indexOf(target)] || m_faultLines.contains(target))
                    continue;
                State state = m_space.state(StateIndex{i});
                StepRecord record;
                m_machine.apply(state, m_space.graph()[edge], record);
                if (record.failure)
                    m_faultLines.emplace(target, record.failure->span.line);
            }
        }
    }

    void nameGoodEnds()
    {
        EndingSummaries summaries(m_reader);
        for (const GoodEnd &end : m_good)
            summaries.add(end.facts);
        const Program &program = m_machine.program();
        for (const GoodEnd &end : m_good) {
            // The summary begins with how the threads ended: they all did.
            const std::string threads = threadsText(program, end.facts) + "; ";
            const std::string text = summaries.text(program, end.facts);
            if (text.starts_with(threads))
                m_list[end.number].name = text.substr(threads.size());
        }
    }

    const Machine &m_machine;
    const StateSpace &m_space;
    const Endings m_endings;
    Watch m_watch;
    const EndingReader m_reader;
    std::map<StateIndex, std::uint32_t> m_faultLines;
    std::vector<GraphEnding> m_list;
    std::vector<GoodEnd> m_good;
};

} // namespace

std::vector<GraphEnding> graphEndings(const Machine &machine, const StateSpace &space, Watch watch)
{
    return Namer(machine, space, watch).list();
}

} // namespace racewalk
