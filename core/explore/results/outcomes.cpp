// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/outcomes.h"

#include "explore/fates/explored.h"
#include "explore/results/ending_facts.h"
#include "explore/results/ending_orbit.h"
#include "explore/results/ending_words.h"
#include "explore/search/replay.h"
#include "program/ids.h"

#include <algorithm>
#include <map>
#include <memory>
#include <ranges>
#include <tuple>

namespace racewalk {

namespace {

struct Example {
    StateIndex state{};
    RunCost cost;
    Share share;                ///< of all endings of the group
    const Loop *loop = nullptr; ///< that the state is in
};

using Group = std::pair<const EndingFacts, Example>;

/// Endings by their facts, each with the cheapest example.
class Grouping {
public:
    explicit Grouping(const Explored &explored) : m_explored(explored), m_reader(explored.machine)
    {
        Watch watch = explored.watch;
        for (const StateIndex end : explored.ends) {
            watch.tick();
            if (watch.isLate()) {
                m_isCut = m_isLate = true;
                return;
            }
            if (explored.machine.standing(explored.states[end]) != Standing::Fault)
                add(m_reader.facts(explored.states[end]), exampleAt(end, nullptr));
        }
        for (const Loop &loop : explored.loops) {
            watch.look();
            if (watch.isLate()) {
                m_isCut = m_isLate = true;
                return;
            }
            const EndingFacts facts =
                m_reader.facts(loopStates(explored), loop, explored.states[loop.states.front()]);
            // Of the examples that a loop gives, the cheapest; their shares add up.
            Example example = exampleAt(loop.states.front(), &loop);
            for (const StateIndex state : loop.states | std::views::drop(1)) {
                Example other = exampleAt(state, &loop);
                other.share += example.share;
                example.share = other.share;
                if (other.cost < example.cost)
                    example = other;
            }
            add(facts, example);
        }
    }

    const std::map<EndingFacts, Example> &groups() const { return m_groups; }
    bool isCut() const { return m_isCut; }

    /// Whether there may be more endings, of these groups too.
    bool isLate() const { return m_isLate; }

    /// That ends as the group does.
    std::vector<Step> run(const Group &group) const
    {
        const Symmetry *symmetry = m_explored.symmetry;
        std::vector<Step> steps =
            inOrder(m_explored.runs.runTo(group.second.state), symmetry).steps;
        if (symmetry == nullptr)
            return steps;
        const State end = replay(m_explored.machine, steps).end;
        const EndingFacts facts =
            group.second.loop != nullptr
                ? m_reader.facts(loopStates(m_explored), *group.second.loop, end)
                : m_reader.facts(end);
        const Renaming renaming = EndingOrbit(m_reader, *symmetry, facts).renamingTo(group.first);
        for (Step &step : steps)
            step = renaming(step);
        return steps;
    }

private:
    Example exampleAt(StateIndex state, const Loop *loop) const
    {
        return {state, m_explored.runs.costTo(state).value(),
                m_explored.odds != nullptr ? m_explored.odds->ending(state) : Share{}, loop};
    }

    /// A state that stands for others gives each ending that they have its part.
    void add(const EndingFacts &facts, Example example)
    {
        if (m_explored.symmetry == nullptr) {
            addOne(facts, example);
            return;
        }
        const EndingOrbit orbit(m_reader, *m_explored.symmetry, facts);
        example.share = example.share.part(orbit.size());
        for (const EndingFacts &one : orbit.list(maxListed + 1))
            addOne(one, example);
    }

    void addOne(const EndingFacts &facts, const Example &example)
    {
        const auto known = m_groups.find(facts);
        if (known != m_groups.end()) {
            Share share = known->second.share;
            share += example.share;
            if (example.cost < known->second.cost)
                known->second = example;
            known->second.share = share;
        } else if (m_groups.size() < maxListed) {
            m_groups.emplace(facts, example);
        } else {
            m_isCut = true;
        }
    }

    const Explored &m_explored;
    const EndingReader m_reader;
    std::map<EndingFacts, Example> m_groups;
    bool m_isCut = false;
    bool m_isLate = false;
};

void setShare(const Share &share, Outcome &outcome)
{
    outcome.probability = share.probability;
    outcome.schedules = share.schedules;
}

void nameApart(const Program &program, std::vector<Outcome> &outcomes)
{
    std::vector<PlacedEnding> endings;
    for (Outcome &outcome : outcomes)
        endings.push_back({&outcome.words, outcome.facts ? blockedPlaces(program, *outcome.facts)
                                                         : columnText(outcome.span)});
    tellApart(endings);
}

} // namespace

Outcomes findOutcomes(const Explored &explored, const Findings &findings)
{
    const Grouping grouping(explored);
    const bool haveShares = explored.odds != nullptr;
    std::vector<OutcomeGroup> groups;
    Watch watch = explored.watch;
    for (const Group &group : grouping.groups()) {
        watch.look();
        groups.push_back({group.first, grouping.run(group), {}});
        if (haveShares && !grouping.isLate())
            groups.back().share = group.second.share;
        if (explored.symmetry == nullptr && group.first.kind == FindingKind::Hang)
            groups.back().end = explored.states[group.second.state];
    }
    return outcomesFrom(explored.machine, findings, haveShares, std::move(groups),
                        grouping.isCut());
}

Outcomes outcomesFrom(const Machine &machine, const Findings &findings, bool haveShares,
                      std::vector<OutcomeGroup> groups, bool isCut)
{
    Outcomes outcomes;
    for (std::size_t i = 0; i < findings.list.size(); ++i) {
        const Finding &finding = findings.list[i];
        if (!stopsTheRun(finding.kind))
            continue;
        outcomes.list.push_back({finding.kind, faultSummary(finding.message, finding.span),
                                 finding.steps, finding.contextSwitches});
        outcomes.list.back().words = failureWords(finding.kind, finding.message, finding.span);
        outcomes.list.back().span = finding.span;
        if (haveShares)
            setShare(findings.shares[i], outcomes.list.back());
    }
    const EndingReader reader(machine);
    EndingSummaries summaries(reader);
    for (const OutcomeGroup &group : groups)
        summaries.add(group.facts);
    for (OutcomeGroup &group : groups) {
        const std::size_t switches = contextSwitchesOf(machine.program(), group.steps);
        EndingWords words = summaries.words(machine, group.facts, [&] {
            if (!group.end)
                group.end = replay(machine, group.steps).end;
            return StateView(*group.end);
        });
        outcomes.list.push_back({group.facts.kind, summaries.text(machine.program(), group.facts),
                                 std::move(group.steps), switches});
        outcomes.list.back().words = std::move(words);
        outcomes.list.back().facts = std::make_shared<const EndingFacts>(std::move(group.facts));
        if (group.share)
            setShare(*group.share, outcomes.list.back());
    }
    std::ranges::stable_sort(outcomes.list, {}, [](const Outcome &outcome) {
        return std::tuple(outcome.kind == FindingKind::None, outcome.contextSwitches,
                          outcome.steps.size());
    });
    outcomes.isCut = isCut || outcomes.list.size() > maxListed;
    if (outcomes.list.size() > maxListed)
        outcomes.list.resize(maxListed);
    nameApart(machine.program(), outcomes.list);
    return outcomes;
}

} // namespace racewalk
