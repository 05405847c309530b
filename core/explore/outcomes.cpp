// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/outcomes.h"

#include "explore/ending_facts.h"
#include "explore/ending_words.h"
#include "explore/replay.h"
#include "program/ids.h"

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>

namespace racewalk {

namespace {

struct Example {
    StateIndex state{};
    RunCost cost;
    Share share; ///< of all endings of the group
};

using Group = std::pair<const EndingFacts, Example>;

/// Endings by their facts, each with the cheapest example.
class Grouping {
public:
    explicit Grouping(const Explored &explored)
        : m_explored(explored), m_reader(explored.machine), m_summaries(m_reader)
    {
        Watch watch = explored.watch;
        for (const StateIndex end : explored.endings.ends) {
            watch.tick();
            if (watch.isLate()) {
                m_isCut = m_isLate = true;
                return;
            }
            if (explored.machine.standing(explored.states[end]) != Standing::Fault)
                add(m_reader.facts(explored.states[end]), end);
        }
        for (const Loop &loop : explored.endings.loops) {
            watch.look();
            if (watch.isLate()) {
                m_isCut = m_isLate = true;
                return;
            }
            const EndingFacts facts = m_reader.facts(explored, loop);
            for (const StateIndex state : loop.states)
                add(facts, state);
        }
    }

    const std::map<EndingFacts, Example> &groups() const { return m_groups; }
    bool isCut() const { return m_isCut; }

    /// Whether there may be more endings, of these groups too.
    bool isLate() const { return m_isLate; }

    std::string summary(const EndingFacts &facts) const
    {
        return m_summaries.text(m_explored.machine.program(), facts);
    }

private:
    void add(const EndingFacts &facts, StateIndex state)
    {
        const RunCost cost = m_explored.runs.costTo(state).value();
        const Share share = m_explored.odds != nullptr ? m_explored.odds->ending(state) : Share{};
        const auto known = m_groups.find(facts);
        if (known != m_groups.end()) {
            known->second.share += share;
            if (cost < known->second.cost) {
                known->second.state = state;
                known->second.cost = cost;
            }
        } else if (m_groups.size() < maxListed) {
            m_groups.emplace(facts, Example{state, cost, share});
            m_summaries.add(facts);
        } else {
            m_isCut = true;
        }
    }

    const Explored &m_explored;
    const EndingReader m_reader;
    std::map<EndingFacts, Example> m_groups;
    EndingSummaries m_summaries;
    bool m_isCut = false;
    bool m_isLate = false;
};

void setShare(const Share &share, Outcome &outcome)
{
    outcome.probability = share.probability;
    outcome.schedules = share.schedules;
}

} // namespace

Outcomes findOutcomes(const Explored &explored, const Findings &findings)
{
    Outcomes outcomes;
    for (std::size_t i = 0; i < findings.list.size(); ++i) {
        const Finding &finding = findings.list[i];
        if (!stopsTheRun(finding.kind))
            continue;
        outcomes.list.push_back({finding.kind, faultSummary(finding.message, finding.span),
                                 finding.steps, finding.contextSwitches});
        if (explored.odds != nullptr)
            setShare(findings.shares[i], outcomes.list.back());
    }
    const Grouping grouping(explored);
    Watch watch = explored.watch;
    for (const Group &group : grouping.groups()) {
        watch.look();
        std::vector<Step> steps = explored.runs.runTo(group.second.state);
        const std::size_t switches = contextSwitchesOf(explored.machine.program(), steps);
        outcomes.list.push_back(
            {group.first.kind, grouping.summary(group.first), std::move(steps), switches});
        outcomes.list.back().facts = std::make_shared<const EndingFacts>(group.first);
        if (explored.odds != nullptr && !grouping.isLate())
            setShare(group.second.share, outcomes.list.back());
    }
    std::ranges::stable_sort(outcomes.list, {}, [](const Outcome &outcome) {
        return std::tuple(outcome.kind == FindingKind::None, outcome.contextSwitches,
                          outcome.steps.size());
    });
    outcomes.isCut = grouping.isCut() || outcomes.list.size() > maxListed;
    if (outcomes.list.size() > maxListed)
        outcomes.list.resize(maxListed);
    return outcomes;
}

} // namespace racewalk
