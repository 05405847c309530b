// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/race_words.h"
#include "explore/sightings.h"
#include "program/ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace racewalk {

namespace {

void describeRace(const Machine &machine, StateView state, Sighting &sighting)
{
    const RaceWords words = raceWords(machine, state, sighting.race);
    sighting.finding.message = words.message;
    sighting.finding.thread = words.thread;
    sighting.finding.span = placeOf(machine, state, words.thread);
    sighting.finding.object = machine.program().storage.cells[indexOf(sighting.race.cell)].path;
}

void addWarningsOf(const Explored &explored, Sightings &sightings, StateIndex state,
                   std::optional<Step> step, const StepRecord &record)
{
    const Program &program = explored.machine.program();
    for (const auto &[thread, position] : record.warnings) {
        const RunCost cost = step ? explored.runs.costThrough(state, *step).value() : RunCost{};
        const Sightings::Key key = warningKey(program, thread, position);
        if (sightings.isWanted(FindingKind::Warn, key, cost))
            sightings.keep(key, warningSighting(program, thread, position, state, step, cost));
    }
}

} // namespace

/// The two places in the text, whichever thread is at which, and the scalar.
Sightings::Key raceKey(const Machine &machine, StateView state, const Machine::Race &race)
{
    SourceSpan first = placeOf(machine, state, race.first);
    SourceSpan second = placeOf(machine, state, race.second);
    if (second < first)
        std::swap(first, second);
    return {first.begin, first.end, second.begin, second.end,
            static_cast<std::uint32_t>(indexOf(race.cell))};
}

Sighting raceSighting(const Machine &machine, StateView state, const Machine::Race &race,
                      StateIndex where, RunCost cost)
{
    Sighting sighting(FindingKind::DataRace, where, std::nullopt, cost);
    sighting.race = race;
    describeRace(machine, state, sighting);
    return sighting;
}

bool canWarn(const Program &program)
{
    return std::ranges::any_of(program.bodies, [](const Body &body) {
        return std::ranges::any_of(body.code, [](const Instruction &instruction) {
            return instruction.op == Op::WarnOn || instruction.op == Op::AssertHeld;
        });
    });
}

Sightings::Key warningKey(const Program &program, ThreadId thread, std::uint32_t position)
{
    const SourceSpan span = program.bodyOf(thread).origins[position].span;
    return {groupOf(program, thread), span.begin, span.end};
}

Sighting warningSighting(const Program &program, ThreadId thread, std::uint32_t position,
                         StateIndex where, std::optional<Step> step, RunCost cost)
{
    const SourceSpan span = program.bodyOf(thread).origins[position].span;
    Sighting sighting(FindingKind::Warn, where, step, cost);
    sighting.position = position;
    sighting.finding.message =
        fmt::format("{}: {} fires", program.threads[indexOf(thread)].name, program.textOf(span));
    sighting.finding.thread = thread;
    sighting.finding.span = span;
    return sighting;
}

void addDataRaces(const Explored &explored, Sightings &sightings)
{
    const Machine &machine = explored.machine;
    // A race is seen in very many states: what it is about is looked up only where a run is
    // cheaper.
    std::map<std::tuple<Machine::Race, std::uint32_t, std::uint32_t>, RunCost> seen;
    std::vector<Machine::Race> races;
    StateStore::Tree tree = explored.states.makeTree();
    Watch watch = explored.watch;
    for (std::uint32_t i = 0; i < explored.states.size(); ++i) {
        watch.tick();
        if (watch.isLate()) {
            sightings.setCut();
            return;
        }
        if (i < explored.isRacing.size() && !explored.isRacing[i])
            continue;
        explored.states.read(StateIndex{i}, tree);
        const StateView state = explored.states.view(tree);
        if (machine.layout().fault(state) != FindingKind::None)
            continue;
        races.clear();
        machine.appendDataRaces(state, races);
        if (races.empty())
            continue;
        const RunCost cost = explored.runs.costTo(StateIndex{i}).value();
        for (const Machine::Race &race : races) {
            const std::tuple where(race, machine.layout().position(state, race.first),
                                   machine.layout().position(state, race.second));
            const auto [known, isNew] = seen.try_emplace(where, cost);
            if (!isNew && cost >= known->second)
                continue;
            known->second = cost;
            const Sightings::Key key = raceKey(machine, state, race);
            if (!sightings.isWanted(FindingKind::DataRace, key, cost))
                continue;
            sightings.keep(key, raceSighting(machine, state, race, StateIndex{i}, cost));
        }
    }
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
    for (std::uint32_t i = 0; i < explored.states.size(); ++i) {
        watch.tick();
        if (watch.isLate()) {
            sightings.setCut();
            return;
        }
        const StateIndex source{i};
        explored.states.read(source, tree);
        for (const auto &edge : transitionsFrom(explored.graph, source)) {
            std::ranges::copy(explored.states.view(tree), state.bytes().begin());
            StepRecord record;
            machine.apply(state, explored.graph[edge], record);
            addWarningsOf(explored, sightings, source, explored.graph[edge], record);
        }
    }
}

} // namespace racewalk
