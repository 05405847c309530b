// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/divided_outcomes.h"

#include "explore/fates/loop_steps.h"
#include "program/ids.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace racewalk {

namespace {

struct Example {
    RunCost cost;
    std::uint64_t met = 0; ///< its place in the order of a search by one process
    StateLocation place;
    std::uint64_t first = 0; ///< the place of the first one of its group
};
using Groups = std::map<EndingFacts, Example>;

void putFacts(Parcel &parcel, const EndingFacts &facts)
{
    put(parcel, facts.kind);
    putAll(parcel, facts.threads);
    putAll(parcel, facts.values);
}

EndingFacts takeFacts(ParcelReader &reader)
{
    EndingFacts facts;
    facts.kind = reader.take<FindingKind>();
    facts.threads = reader.takeAll<ThreadEnding>();
    facts.values = reader.takeAll<std::optional<std::int32_t>>();
    return facts;
}

void merge(Groups &groups, const EndingFacts &facts, const Example &example)
{
    const auto [known, isNew] = groups.try_emplace(facts, example);
    if (isNew)
        return;
    const std::uint64_t first = std::min(known->second.first, example.first);
    if (std::tie(example.cost, example.met) < std::tie(known->second.cost, known->second.met))
        known->second = example;
    known->second.first = first;
}

/// The own ends of a rank by their facts: no more groups than maxListed, those met first; or those
/// that are wanted.
class OwnGroups {
public:
    OwnGroups(const DividedExplored &explored, const EndingReader &reader,
              const std::set<EndingFacts> *wanted)
        : m_explored(explored), m_wanted(wanted), m_watch(explored.watch)
    {
        StateStore::Tree tree = explored.divided.states->makeTree();
        for (const std::uint32_t end : explored.endings.ends) {
            m_watch.tick();
            if (m_watch.isLate()) {
                isLate = true;
                return;
            }
            explored.divided.states->read(StateIndex{end}, tree);
            const StateView state = explored.divided.states->view(tree);
            if (explored.machine.standing(state) != Standing::Fault)
                add(reader.facts(state), end);
        }
    }

    Groups groups;
    bool isFull = false; ///< some were left out
    bool isLate = false;

private:
    void add(const EndingFacts &facts, std::uint32_t end)
    {
        const bool isAllowed = m_wanted ? m_wanted->contains(facts)
                                        : groups.size() < maxListed || groups.contains(facts);
        if (!isAllowed) {
            isFull = true;
            return;
        }
        const std::uint64_t met = m_explored.divided.numbers[end];
        merge(groups, facts,
              {.cost = m_explored.runs.costTo(end).value(),
               .met = met,
               .place = {static_cast<std::uint16_t>(m_explored.ranks.rank()), end},
               .first = met});
    }

    const DividedExplored &m_explored;
    const std::set<EndingFacts> *const m_wanted;
    Watch m_watch;
};

/// One process meets them after all ends.
void addLoops(const DividedExplored &explored, const EndingReader &reader, Groups &groups)
{
    const GatheredLoops &gathered = explored.endings.loops;
    const LoopStates states{explored.machine, *gathered.states, nullptr, explored.watch};
    std::uint64_t met = std::uint64_t{1} << 32;
    for (const Loop &loop : gathered.loops) {
        const State first = (*gathered.states)[loop.states.front()];
        const EndingFacts facts = reader.facts(states, loop, first);
        for (const StateIndex state : loop.states) {
            merge(groups, facts,
                  {.cost = explored.loopCosts[indexOf(state)],
                   .met = met,
                   .place = gathered.places[indexOf(state)],
                   .first = met});
            ++met;
        }
    }
}

/// Whether groups had to go that were met after the first maxListed.
bool keepFirst(Groups &groups)
{
    if (groups.size() <= maxListed)
        return false;
    std::vector<std::uint64_t> firsts;
    for (const auto &[facts, example] : groups)
        firsts.push_back(example.first);
    std::ranges::nth_element(firsts, firsts.begin() + maxListed);
    std::erase_if(groups,
                  [&](const auto &group) { return group.second.first >= firsts[maxListed]; });
    return true;
}

/// On rank 0 the groups of all ranks, not more than maxListed.
class AllGroups {
public:
    AllGroups(const DividedExplored &explored, const EndingReader &reader)
        : m_explored(explored), m_reader(reader)
    {
        if (!collect(nullptr))
            return;
        // A rank has left out groups that others met earlier: now it is known which ones count.
        Parcel parcel;
        for (const auto &[facts, example] : groups)
            putFacts(parcel, facts);
        parcel = explored.ranks.fromFirst(parcel);
        std::set<EndingFacts> wanted;
        for (ParcelReader packed(parcel); !packed.isAtEnd();)
            wanted.insert(takeFacts(packed));
        collect(&wanted);
    }

    Groups groups;
    bool isCut = false;

private:
    /// Whether some rank left out groups.
    bool collect(const std::set<EndingFacts> *wanted)
    {
        Ranks &ranks = m_explored.ranks;
        bool isFull = false, isLate = false;
        Parcel parcel;
        ranks.together([&] {
            const OwnGroups own(m_explored, m_reader, wanted);
            isFull = own.isFull;
            isLate = own.isLate;
            for (const auto &[facts, example] : own.groups) {
                putFacts(parcel, facts);
                put(parcel, example);
            }
        });
        isFull = ranks.any(isFull);
        isCut = ranks.any(isLate) || isFull || isCut;
        groups.clear();
        for (const Parcel &packed : ranks.gather(std::move(parcel))) {
            for (ParcelReader reader(packed); !reader.isAtEnd();) {
                const EndingFacts facts = takeFacts(reader);
                merge(groups, facts, reader.take<Example>());
            }
        }
        addLoops(m_explored, m_reader, groups);
        isCut = keepFirst(groups) || isCut;
        return isFull;
    }

    const DividedExplored &m_explored;
    const EndingReader &m_reader;
};

} // namespace

Outcomes findDividedOutcomes(const DividedExplored &explored, const Findings &findings)
{
    const EndingReader reader(explored.machine);
    AllGroups all(explored, reader);
    std::vector<DividedRuns::Goal> goals;
    for (const auto &[facts, example] : all.groups)
        goals.push_back({example.place, std::nullopt});
    std::vector<std::vector<Step>> runs = explored.runs.runsTo(goals);
    std::vector<OutcomeGroup> groups;
    for (const auto &[facts, example] : all.groups)
        groups.push_back({facts, std::move(runs[groups.size()]), std::nullopt});
    return outcomesFrom(explored.machine, findings, false, std::move(groups), all.isCut);
}

} // namespace racewalk
