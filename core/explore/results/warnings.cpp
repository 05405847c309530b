// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explain/hang_words.h"
#include "explore/explain/race_words.h"
#include "explore/results/sightings.h"
#include "program/ids.h"
#include "program/operations.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace racewalk {

namespace {

void addWarningsOf(const Explored &explored, Sightings &sightings, StateIndex state,
                   std::optional<Step> step, const StepRecord &record)
{
    const Program &program = explored.machine.program();
    for (const auto &[thread, position] : record.warnings) {
        const RunCost cost = step ? explored.runs.costThrough(state, *step).value() : RunCost{};
        const Sightings::Key key = warningKey(program, thread, position);
        if (!sightings.isWanted(FindingKind::Warn, key, cost))
            continue;
        Sighting sighting{.kind = FindingKind::Warn, .state = state, .step = step, .cost = cost};
        sighting.thread = thread;
        sighting.position = position;
        sightings.keep(key, std::move(sighting));
    }
}

} // namespace

/// The two places in the text, whichever thread is at which, and the scalar.
Sightings::Key raceKey(const Machine &machine, StateView state, const Machine::Race &race)
{
    SourceSpan first = nextSpan(machine, state, race.first);
    SourceSpan second = nextSpan(machine, state, race.second);
    if (second < first)
        std::swap(first, second);
    return {first.begin, first.end, second.begin, second.end,
            static_cast<std::uint32_t>(indexOf(race.cell))};
}

bool canWarn(const Program &program)
{
    return std::ranges::any_of(program.bodies, [](const Body &body) {
        return std::ranges::any_of(body.code, [](const Instruction &instruction) {
            return operationOf(instruction.op).warns;
        });
    });
}

Sightings::Key warningKey(const Program &program, ThreadId thread, std::uint32_t position)
{
    const SourceSpan span = program.bodyOf(thread).origins[position].span;
    return {groupOf(program, thread), span.begin, span.end};
}

bool findDataRaces(
    const Machine &machine, std::size_t size, const std::vector<bool> &isRacing, Watch watch,
    const std::function<StateView(StateIndex)> &read,
    const std::function<RunCost(StateIndex)> &costTo,
    const std::function<void(const Sightings::Key &key, const Sighting &sighting)> &found)
{
    // A race is seen in very many states: what it is about is looked up only where a run is
    // cheaper.
    std::map<std::tuple<Machine::Race, std::uint32_t, std::uint32_t>, RunCost> seen;
    std::vector<Machine::Race> races;
    for (std::uint32_t i = 0; i < size; ++i) {
        watch.tick();
        if (watch.isLate())
            return false;
        if (i < isRacing.size() && !isRacing[i])
            continue;
        const StateView state = read(StateIndex{i});
        if (machine.layout().fault(state) != FindingKind::None)
            continue;
        races.clear();
        machine.appendDataRaces(state, races);
        if (races.empty())
            continue;
        const RunCost cost = costTo(StateIndex{i});
        for (const Machine::Race &race : races) {
            const std::tuple where(race, machine.layout().position(state, race.first),
                                   machine.layout().position(state, race.second));
            const auto [known, isNew] = seen.try_emplace(where, cost);
            if (!isNew && cost >= known->second)
                continue;
            known->second = cost;
            Sighting sighting{
                .kind = FindingKind::DataRace, .state = StateIndex{i}, .step = {}, .cost = cost};
            sighting.race = race;
            found(raceKey(machine, state, race), sighting);
        }
    }
    return true;
}

void addDataRaces(const Explored &explored, Sightings &sightings)
{
    StateStore::Tree tree = explored.states.makeTree();
    const auto read = [&](StateIndex state) {
        explored.states.read(state, tree);
        return explored.states.view(tree);
    };
    const auto costTo = [&](StateIndex state) { return explored.runs.costTo(state).value(); };
    const auto add = [&](const Sightings::Key &key, const Sighting &sighting) {
        if (sightings.isWanted(sighting.kind, key, sighting.cost))
            sightings.keep(key, sighting);
    };
    if (!findDataRaces(explored.machine, explored.states.size(), explored.isRacing, explored.watch,
                       read, costTo, add))
        sightings.setCut();
}

void addWarnings(const Explored &explored, Sightings &sightings)
{
    // Every step is taken once more to see its warnings: the search itself need not watch for them,
    // and most programs have none to give.
    const Machine &machine = explored.machine;
    if (!canWarn(machine.program()))
        return;
    StepRecord initial;
    machine.initialState(initial);
    addWarningsOf(explored, sightings, StateIndex{0}, std::nullopt, initial);
    State state(explored.states.stateSize());
    StateStore::Tree tree = explored.states.makeTree();
    Watch watch = explored.watch;
    std::optional<StateIndex> inTree;
    const auto visit = [&](StateIndex source, Step step, StateIndex) {
        if (inTree != source)
            explored.states.read(source, tree);
        inTree = source;
        std::ranges::copy(explored.states.view(tree), state.bytes().begin());
        StepRecord record;
        machine.apply(state, step, record);
        addWarningsOf(explored, sightings, source, step, record);
        return !watch.isLate();
    };
    explored.transitions.visitAll(visit, watch);
    if (watch.isLate())
        sightings.setCut();
}

} // namespace racewalk
