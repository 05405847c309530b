// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/divided_findings.h"

#include "cluster/spots.h"
#include "explore/replay.h"
#include "explore/wakers.h"
#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace racewalk {

namespace {

/// Looks for everything in a rank's own states.
class Spotter {
public:
    Spotter(const DividedExplored &explored, Spots &spots)
        : m_explored(explored), m_machine(explored.machine), m_divided(explored.divided),
          m_spots(spots), m_tree(explored.divided.states->makeTree()), m_watch(explored.watch)
    {}

    void findAll()
    {
        findHangs();
        findFaults();
        findDataRaces();
        if (canWarn(m_machine.program()))
            findWarnings();
    }

private:
    StateView begin(std::uint32_t state)
    {
        m_divided.states->read(StateIndex{state}, m_tree);
        const std::uint32_t number = m_divided.numbers[state];
        m_spots.beginState({static_cast<std::uint16_t>(m_explored.ranks.rank()), state}, number,
                           number);
        return m_divided.states->view(m_tree);
    }

    bool isInitial(std::uint32_t state) const { return m_divided.numbers[state] == 0; }

    StepRecord recordOf(StateView source, Step step) const
    {
        State state(source);
        StepRecord record;
        m_machine.apply(state, step, record);
        return record;
    }

    void findHangs()
    {
        for (const std::uint32_t end : m_explored.endings.ends) {
            m_watch.tick();
            const StateView state = begin(end);
            if (m_machine.standing(state) == Standing::Hang)
                m_spots.add(FindingKind::Hang, hangKey(m_machine, state), std::nullopt,
                            m_explored.runs.costTo(end).value());
        }
    }

    void findFaults()
    {
        if (m_divided.numbers.size() > 0 && isInitial(0) &&
            m_machine.layout().fault(begin(0)) != FindingKind::None) {
            StepRecord record;
            m_machine.initialState(record);
            addFault(record, std::nullopt, {});
        }
        std::uint32_t source = 0;
        for (const std::uint32_t transition : m_divided.faults) {
            m_watch.tick();
            while (m_divided.transitions.first(source + 1) <= transition)
                ++source;
            const Step step = m_divided.transitions.step(transition);
            addFault(recordOf(begin(source), step), step,
                     m_explored.runs.costThrough(source, step).value());
        }
    }

    void addFault(const StepRecord &record, std::optional<Step> step, RunCost cost)
    {
        RACEWALK_CHECK(record.failure.has_value());
        m_spots.add(record.failure->kind, faultKey(m_machine.program(), *record.failure), step,
                    cost);
    }

    void findDataRaces()
    {
        // As in one process: what a race is about is looked up only where a run is cheaper.
        std::map<std::tuple<Machine::Race, std::uint32_t, std::uint32_t>, RunCost> seen;
        std::vector<Machine::Race> races;
        for (std::uint32_t i = 0; i < m_divided.states->size(); ++i) {
            m_watch.tick();
            if (m_watch.isLate()) {
                m_spots.setCut();
                return;
            }
            if (i < m_divided.isRacing.size() && !m_divided.isRacing[i])
                continue;
            const StateView state = begin(i);
            if (m_machine.layout().fault(state) != FindingKind::None)
                continue;
            races.clear();
            m_machine.appendDataRaces(state, races);
            const RunCost cost = m_explored.runs.costTo(i).value();
            for (const Machine::Race &race : races) {
                const std::tuple where(race, m_machine.layout().position(state, race.first),
                                       m_machine.layout().position(state, race.second));
                const auto [known, isNew] = seen.try_emplace(where, cost);
                if (!isNew && cost >= known->second)
                    continue;
                known->second = cost;
                m_spots.add(FindingKind::DataRace, raceKey(m_machine, state, race), std::nullopt,
                            cost);
            }
        }
    }

    void findWarnings()
    {
        for (std::uint32_t i = 0; i < m_divided.states->size(); ++i) {
            m_watch.tick();
            if (m_watch.isLate()) {
                m_spots.setCut();
                return;
            }
            const StateView state = begin(i);
            if (isInitial(i)) {
                StepRecord record;
                m_machine.initialState(record);
                addWarnings(record, i, std::nullopt);
            }
            const DividedTransitions &transitions = m_divided.transitions;
            for (std::uint32_t k = transitions.first(i); k < transitions.first(i + 1); ++k)
                addWarnings(recordOf(state, transitions.step(k)), i, transitions.step(k));
        }
    }

    void addWarnings(const StepRecord &record, std::uint32_t state, std::optional<Step> step)
    {
        for (const auto &[thread, position] : record.warnings)
            m_spots.add(FindingKind::Warn, warningKey(m_machine.program(), thread, position), step,
                        step ? m_explored.runs.costThrough(state, *step).value() : RunCost{});
    }

    const DividedExplored &m_explored;
    const Machine &m_machine;
    const DividedStates &m_divided;
    Spots &m_spots;
    StateStore::Tree m_tree;
    Watch m_watch;
};

/// On rank 0, of all livelocks.
class Livelocks {
public:
    Livelocks(const DividedExplored &explored, Spots &spots) : m_explored(explored)
    {
        const GatheredLoops &gathered = explored.endings.loops;
        for (const Loop &loop : gathered.loops) {
            if (!loop.isLivelock)
                continue;
            LoopFacts facts = factsOf(explored.machine, *gathered.states, gathered.graph, loop);
            const auto cheapest =
                indexOf(*std::ranges::min_element(loop.states, {}, [&](StateIndex state) {
                    return explored.loopCosts[indexOf(state)];
                }));
            const Spots::Key key = facts.key;
            // Where a loop was met first is where its first state is.
            spots.beginState(gathered.places[cheapest], gathered.numbers[cheapest],
                             gathered.numbers[indexOf(loop.states.front())]);
            spots.add(FindingKind::Livelock, key, std::nullopt, explored.loopCosts[cheapest]);
            m_loops.emplace(gathered.numbers[cheapest], std::pair(&loop, std::move(facts)));
        }
    }

    Sighting sighting(StateView state, const Spot &spot) const
    {
        const auto &[loop, facts] = m_loops.at(spot.number);
        return livelockSighting(m_explored.machine, state, facts, *loop, StateIndex{spot.number},
                                spot.cost);
    }

private:
    const DividedExplored &m_explored;
    std::map<std::uint32_t, std::pair<const Loop *, LoopFacts>> m_loops; ///< by cheapest state
};

/// What can be seen at the end of the run that leads to the spot.
Sighting sightingAt(const Machine &machine, FindingKind kind, const Spots::Key &key,
                    const Spot &spot, const Livelocks &livelocks, const Replayed &replayed)
{
    const Program &program = machine.program();
    const StateIndex where{spot.number};
    const std::optional<Step> step = spot.hasStep ? std::optional(spot.step) : std::nullopt;
    if (kind == FindingKind::Hang)
        return hangSighting(machine, replayed.end, where, spot.cost);
    if (kind == FindingKind::Livelock)
        return livelocks.sighting(replayed.end, spot);
    if (kind == FindingKind::DataRace) {
        std::vector<Machine::Race> races;
        machine.appendDataRaces(replayed.end, races);
        const auto race = std::ranges::find_if(races, [&](const Machine::Race &candidate) {
            return raceKey(machine, replayed.end, candidate) == key;
        });
        RACEWALK_CHECK(race != races.end());
        return raceSighting(machine, replayed.end, *race, where, spot.cost);
    }
    if (kind == FindingKind::Warn) {
        const auto &warnings = replayed.last.warnings;
        const auto warning = std::ranges::find_if(warnings, [&](const auto &candidate) {
            return warningKey(program, candidate.first, candidate.second) == key;
        });
        RACEWALK_CHECK(warning != warnings.end());
        return warningSighting(program, warning->first, warning->second, where, step, spot.cost);
    }
    RACEWALK_CHECK(replayed.last.failure && faultKey(program, *replayed.last.failure) == key);
    return faultSighting(program, *replayed.last.failure, where, step, spot.cost);
}

struct Chosen {
    FindingKind kind{};
    const Spots::Key *key = nullptr;
    const Spot *spot = nullptr;
};

/// In the order of Sightings::take().
std::vector<Chosen> inOrder(const Spots &spots)
{
    std::vector<Chosen> chosen;
    for (const auto &[kind, byKey] : spots.all()) {
        const std::ptrdiff_t begin = std::ssize(chosen);
        for (const auto &[key, spot] : byKey)
            chosen.push_back({kind, &key, &spot});
        std::ranges::stable_sort(chosen.begin() + begin, chosen.end(), {},
                                 [](const Chosen &entry) { return entry.spot->cost; });
    }
    return chosen;
}

} // namespace

Findings findDividedFindings(const DividedExplored &explored)
{
    const Machine &machine = explored.machine;
    Ranks &ranks = explored.ranks;
    Spots spots;
    ranks.together([&] { Spotter(explored, spots).findAll(); });
    const Livelocks livelocks(explored, spots);
    spots.gather(ranks);
    const std::vector<Chosen> chosen = inOrder(spots);
    std::vector<DividedRuns::Goal> goals;
    for (const auto &[kind, key, spot] : chosen)
        goals.push_back({spot->place, spot->hasStep ? std::optional(spot->step) : std::nullopt});
    std::vector<std::vector<Step>> runs = explored.runs.runsTo(goals);

    Findings findings;
    findings.isCut = spots.isCut();
    ranks.together([&] {
        const WakerFinder wakers(machine.program());
        Watch watch = explored.watch;
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            watch.look();
            const auto &[kind, key, spot] = chosen[i];
            const Sighting sighting =
                sightingAt(machine, kind, *key, *spot, livelocks, replay(machine, runs[i]));
            findings.list.push_back(findingFrom(machine, *explored.endings.loops.states, sighting,
                                                std::move(runs[i]), wakers));
        }
    });
    return findings;
}

} // namespace racewalk
