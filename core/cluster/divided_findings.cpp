// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/divided_findings.h"

#include "cluster/loops_explored.h"
#include "cluster/spots.h"
#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
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
        findRaces();
        if (canWarn(m_machine.program()))
            findWarnings();
    }

private:
    StateView begin(std::uint32_t state)
    {
        m_divided.states->read(StateIndex{state}, m_tree);
        m_spots.beginState({static_cast<std::uint16_t>(m_explored.ranks.rank()), state},
                           m_divided.numbers[state]);
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
                m_spots.add(FindingKind::Hang, hangKey(m_machine, state),
                            {.cost = m_explored.runs.costTo(end).value()});
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
        m_spots.add(record.failure->kind, faultKey(m_machine.program(), *record.failure),
                    {.cost = cost,
                     .step = step,
                     .thread = record.failure->thread,
                     .position = record.failure->position});
    }

    void findRaces()
    {
        const auto read = [&](StateIndex state) { return begin(indexOf(state)); };
        const auto costTo = [&](StateIndex state) {
            return m_explored.runs.costTo(indexOf(state)).value();
        };
        const auto add = [&](const Sightings::Key &key, const Sighting &race) {
            m_spots.add(FindingKind::DataRace, key, {.cost = race.cost, .race = race.race});
        };
        if (!findDataRaces(m_machine, m_divided.states->size(), m_divided.isRacing, m_watch, read,
                           costTo, add))
            m_spots.setCut();
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
            m_spots.add(
                FindingKind::Warn, warningKey(m_machine.program(), thread, position),
                {.cost = step ? m_explored.runs.costThrough(state, *step).value() : RunCost{},
                 .step = step,
                 .thread = thread,
                 .position = position});
    }

    const DividedExplored &m_explored;
    const Machine &m_machine;
    const DividedStates &m_divided;
    Spots &m_spots;
    StateStore::Tree m_tree;
    Watch m_watch;
};

/// The sightings of all ranks in the order of Sightings::take(), on rank 0, and where their states
/// are.
struct Gathered {
    std::vector<Sighting> sightings;
    std::vector<DividedRuns::Goal> goals;
};

void gatherLivelocks(const DividedExplored &explored, Sightings &livelocks, Gathered &gathered)
{
    const GatheredLoops &all = explored.endings.loops;
    for (Sighting &sighting : livelocks.take()) {
        const std::size_t state = indexOf(sighting.state);
        gathered.goals.push_back({all.places[state], std::nullopt});
        sighting.state = StateIndex{all.numbers[state]};
        gathered.sightings.push_back(sighting);
    }
}

void gatherSpots(FindingKind kind, const Spots::ByKey &spots, Gathered &gathered)
{
    std::vector<const Spot *> byCost;
    for (const auto &[key, spot] : spots)
        byCost.push_back(&spot);
    std::ranges::stable_sort(byCost, {}, [](const Spot *spot) { return spot->cost; });
    for (const Spot *spot : byCost) {
        gathered.goals.push_back({spot->place, spot->step});
        gathered.sightings.push_back({.kind = kind,
                                      .state = StateIndex{spot->number},
                                      .step = spot->step,
                                      .cost = spot->cost,
                                      .thread = spot->thread,
                                      .position = spot->position,
                                      .race = spot->race});
    }
}

} // namespace

Findings findDividedFindings(const DividedExplored &explored)
{
    Ranks &ranks = explored.ranks;
    Spots spots;
    ranks.together([&] { Spotter(explored, spots).findAll(); });
    spots.gather(ranks);
    LoopsExplored loops(explored);
    Sightings livelocks;
    Gathered gathered;
    ranks.together([&] {
        addLivelocks(loops.explored(), livelocks);
        const auto hangs = spots.all().find(FindingKind::Hang);
        if (hangs != spots.all().end())
            gatherSpots(FindingKind::Hang, hangs->second, gathered);
        gatherLivelocks(explored, livelocks, gathered);
        for (const auto &[kind, byKey] : spots.all()) {
            if (kind != FindingKind::Hang)
                gatherSpots(kind, byKey, gathered);
        }
    });
    std::vector<std::vector<Step>> runs = explored.runs.runsTo(gathered.goals);
    Findings findings;
    ranks.together([&] {
        for (std::size_t i = 0; i < runs.size(); ++i)
            loops.setRun(gathered.sightings[i], std::move(runs[i]));
        findings = findingsFrom(loops.explored(), gathered.sightings);
    });
    findings.isCut = spots.isCut() || livelocks.isCut();
    return findings;
}

} // namespace racewalk
