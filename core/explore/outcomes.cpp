// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/outcomes.h"

#include "explore/ending_facts.h"
#include "explore/replay.h"
#include "machine/words.h"
#include "program/check.h"
#include "program/ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace racewalk {

namespace {

struct Example {
    StateIndex state{};
    RunCost cost;
};

using Group = std::pair<const EndingFacts, Example>;

/// Endings by their facts, each with the cheapest example.
class Grouping {
public:
    explicit Grouping(const Explored &explored) : m_explored(explored), m_reader(explored)
    {
        Watch watch = explored.watch;
        for (const StateIndex end : explored.endings.ends) {
            watch.tick();
            if (watch.isLate()) {
                m_isCut = true;
                return;
            }
            if (explored.machine.standing(explored.states[end]) != Standing::Fault)
                add(m_reader.facts(end), end);
        }
        for (const Loop &loop : explored.endings.loops) {
            watch.look();
            if (watch.isLate()) {
                m_isCut = true;
                return;
            }
            const EndingFacts facts = m_reader.facts(loop);
            for (const StateIndex state : loop.states)
                add(facts, state);
        }
    }

    const std::map<EndingFacts, Example> &groups() const { return m_groups; }
    bool isCut() const { return m_isCut; }

    std::string summary(const EndingFacts &facts) const
    {
        const Program &program = m_explored.machine.program();
        std::string text = threadsText(program, facts);
        for (std::size_t i = 0; i < facts.values.size(); ++i) {
            const OutcomeVariable &variable = m_reader.variables()[i];
            if (facts.values[i] && isTelling(i))
                text += "; " + variable.name + " = " +
                        valueText(program, variable.type, *facts.values[i]);
        }
        return text;
    }

private:
    void add(const EndingFacts &facts, StateIndex state)
    {
        const RunCost cost = m_explored.runs.costTo(state).value();
        const auto known = m_groups.find(facts);
        if (known != m_groups.end()) {
            if (cost < known->second.cost)
                known->second = {state, cost};
        } else if (m_groups.size() < maxListed) {
            m_groups.emplace(facts, Example{state, cost});
            for (std::size_t i = 0; i < facts.values.size(); ++i) {
                if (facts.values[i])
                    m_values[i].insert(*facts.values[i]);
            }
        } else {
            m_isCut = true;
        }
    }

    /// Whether outcomes differ in the variable.
    bool isTelling(std::size_t variable) const
    {
        const auto values = m_values.find(variable);
        return values != m_values.end() && values->second.size() > 1;
    }

    const Explored &m_explored;
    const EndingReader m_reader;
    std::map<EndingFacts, Example> m_groups;
    std::map<std::size_t, std::set<std::int32_t>> m_values; ///< by number of the variable
    bool m_isCut = false;
};

bool stopsTheRun(FindingKind kind)
{
    return severityOf(kind) == Severity::Failure && kind != FindingKind::Hang &&
           kind != FindingKind::Livelock;
}

/// The same thing can go wrong at several places.
std::string faultSummary(const Finding &finding)
{
    return fmt::format("{}, line {}", finding.message, finding.span.line);
}

} // namespace

Outcomes findOutcomes(const Explored &explored, const std::vector<Finding> &findings)
{
    Outcomes outcomes;
    for (const Finding &finding : findings) {
        if (stopsTheRun(finding.kind))
            outcomes.list.push_back(
                {finding.kind, faultSummary(finding), finding.steps, finding.contextSwitches});
    }
    const Grouping grouping(explored);
    Watch watch = explored.watch;
    for (const Group &group : grouping.groups()) {
        watch.look();
        std::vector<Step> steps = explored.runs.runTo(group.second.state);
        const std::size_t switches = contextSwitchesOf(explored.machine.program(), steps);
        outcomes.list.push_back(
            {group.first.kind, grouping.summary(group.first), std::move(steps), switches});
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
