// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/hang_words.h"
#include "explore/sightings.h"
#include "machine/words.h"
#include "program/check.h"
#include "program/ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace racewalk {

namespace {

std::string pathOf(const Program &program, CellId cell)
{
    return cell == nullCell ? std::string() : program.storage.cells[indexOf(cell)].path;
}

std::string livelockMessage(const Program &program, const LoopFacts &facts)
{
    const auto verb = [&](const std::vector<ThreadId> &threads, const char *one, const char *many) {
        const std::string names = namesOf(program, threads);
        return names + (threads.size() == 1 ? one : many);
    };
    std::string message;
    if (!facts.runners.empty())
        message = verb(facts.runners, " runs for ever", " run for ever");
    if (!facts.waiters.empty())
        message += (message.empty() ? "" : "; ") + verb(facts.waiters, " never ends", " never end");
    return message;
}

/// Where the thread has got to when its store comes too late says nothing: the statement of the
/// store is told by the run.
SourceSpan spanOf(const StepRecord::Failure &failure)
{
    return failure.isDrain ? SourceSpan{} : failure.span;
}

StateIndex cheapestOf(const Explored &explored, const Loop &loop)
{
    return *std::ranges::min_element(
        loop.states, {}, [&](StateIndex state) { return explored.runs.costTo(state).value(); });
}

/// Of the runs that end by the step, or at once.
Share shareOf(const Explored &explored, StateIndex state, std::optional<Step> step)
{
    if (explored.odds == nullptr)
        return {};
    return step ? explored.odds->through(state, *step) : Share::all();
}

void addFault(const Explored &explored, Sightings &sightings, StateIndex state,
              std::optional<Step> step, const StepRecord &record)
{
    RACEWALK_CHECK(record.failure.has_value());
    const StepRecord::Failure &failure = *record.failure;
    const Program &program = explored.machine.program();
    const RunCost cost = step ? explored.runs.costThrough(state, *step).value() : RunCost{};
    const Sightings::Key key = faultKey(program, failure);
    const Share share = shareOf(explored, state, step);
    if (!sightings.isWanted(failure.kind, key, cost)) {
        sightings.count(failure.kind, key, share);
        return;
    }
    sightings.keep(key, faultSighting(program, failure, state, step, cost));
    sightings.count(failure.kind, key, share);
}

} // namespace

/// Which groups of threads wait where and for what.
Sightings::Key hangKey(const Machine &machine, StateView state)
{
    std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> waits;
    for (const ThreadId thread : unendedThreads(machine, state))
        waits.emplace(groupOf(machine.program(), thread), placeOf(machine, state, thread).begin,
                      indexOf(machine.readiness(state, thread).cell));
    Sightings::Key key;
    for (const auto &[group, place, cell] : waits)
        key.insert(key.end(), {group, place, cell});
    return key;
}

Sighting hangSighting(const Machine &machine, StateView state, StateIndex where, RunCost cost)
{
    const Hang hang = hangIn(machine, state);
    Sighting sighting(FindingKind::Hang, where, std::nullopt, cost);
    sighting.finding.message = hang.message;
    sighting.finding.thread = hang.thread;
    sighting.finding.span = placeOf(machine, state, hang.thread);
    sighting.finding.object = pathOf(machine.program(), machine.readiness(state, hang.thread).cell);
    return sighting;
}

LoopFacts factsOf(const Machine &machine, const StateStore &states, const TransitionGraph &graph,
                  const Loop &loop)
{
    const Program &program = machine.program();
    std::set<ThreadId> runners;
    std::set<std::pair<std::uint32_t, std::uint32_t>> places;
    for (const StateIndex state : loop.states) {
        for (const auto &edge : transitionsFrom(graph, state)) {
            const ThreadId thread = graph[edge].thread;
            if (program.threads[indexOf(thread)].isSystem)
                continue;
            runners.insert(thread);
            places.emplace(groupOf(program, thread), placeOf(machine, states[state], thread).begin);
        }
    }
    LoopFacts facts{.runners = {runners.begin(), runners.end()}, .waiters = {}, .key = {}};
    const State first = states[loop.states.front()];
    for (const ThreadId thread : unendedThreads(machine, first)) {
        if (runners.contains(thread))
            continue;
        facts.waiters.push_back(thread);
        places.emplace(groupOf(program, thread), placeOf(machine, first, thread).begin);
    }
    for (const auto &[group, place] : places)
        facts.key.insert(facts.key.end(), {group, place});
    return facts;
}

Sighting livelockSighting(const Machine &machine, StateView state, const LoopFacts &facts,
                          const Loop &loop, StateIndex where, RunCost cost)
{
    const ThreadId thread = (facts.runners.empty() ? facts.waiters : facts.runners).front();
    Sighting sighting(FindingKind::Livelock, where, std::nullopt, cost);
    sighting.loop = &loop;
    sighting.finding.message = livelockMessage(machine.program(), facts);
    sighting.finding.thread = thread;
    sighting.finding.span = placeOf(machine, state, thread);
    return sighting;
}

Sightings::Key faultKey(const Program &program, const StepRecord::Failure &failure)
{
    const SourceSpan span = spanOf(failure);
    // Whose step came last before everything had ended says nothing.
    const std::uint32_t group =
        failure.kind == FindingKind::Final ? 0 : groupOf(program, failure.thread);
    return {group, span.begin, span.end, static_cast<std::uint32_t>(indexOf(failure.cell))};
}

Sighting faultSighting(const Program &program, const StepRecord::Failure &failure, StateIndex where,
                       std::optional<Step> step, RunCost cost)
{
    Sighting sighting(failure.kind, where, step, cost);
    sighting.position = failure.position;
    sighting.finding.message = failure.message;
    sighting.finding.thread = failure.thread;
    sighting.finding.span = spanOf(failure);
    // A whole object is freed twice, not its first field.
    sighting.finding.object = failure.kind == FindingKind::DoubleFree
                                  ? addressText(program, failure.cell)
                                  : pathOf(program, failure.cell);
    return sighting;
}

void addHangs(const Explored &explored, Sightings &sightings)
{
    const Machine &machine = explored.machine;
    Watch watch = explored.watch;
    for (const StateIndex end : explored.endings.ends) {
        watch.tick();
        const State state = explored.states[end];
        if (machine.standing(state) != Standing::Hang)
            continue;
        const RunCost cost = explored.runs.costTo(end).value();
        const Sightings::Key key = hangKey(machine, state);
        if (!sightings.isWanted(FindingKind::Hang, key, cost))
            continue;
        sightings.keep(key, hangSighting(machine, state, end, cost));
    }
}

void addLivelocks(const Explored &explored, Sightings &sightings)
{
    Watch watch = explored.watch;
    for (const Loop &loop : explored.endings.loops) {
        watch.tick();
        if (!loop.isLivelock)
            continue;
        const LoopFacts facts = factsOf(explored.machine, explored.states, explored.graph, loop);
        const StateIndex state = cheapestOf(explored, loop);
        const RunCost cost = explored.runs.costTo(state).value();
        if (!sightings.isWanted(FindingKind::Livelock, facts.key, cost))
            continue;
        const State at = explored.states[state];
        sightings.keep(facts.key, livelockSighting(explored.machine, at, facts, loop, state, cost));
    }
}

void addFaults(const Explored &explored, Sightings &sightings)
{
    const Machine &machine = explored.machine;
    std::vector<bool> isFault(explored.states.size(), false);
    bool isAny = false;
    for (const StateIndex end : explored.endings.ends) {
        isFault[indexOf(end)] = machine.layout().fault(explored.states[end]) != FindingKind::None;
        isAny = isAny || isFault[indexOf(end)];
    }
    if (!isAny)
        return;
    if (isFault[0]) {
        StepRecord record;
        machine.initialState(record);
        addFault(explored, sightings, StateIndex{0}, std::nullopt, record);
    }
    // A fault's state does not say all: the step that leads to it does.
    Watch watch = explored.watch;
    for (std::uint32_t i = 0; i < explored.states.size(); ++i) {
        watch.tick();
        const StateIndex source{i};
        for (const auto &edge : transitionsFrom(explored.graph, source)) {
            if (!isFault[indexOf(targetOf(explored.graph, edge))])
                continue;
            State state = explored.states[source];
            StepRecord record;
            machine.apply(state, explored.graph[edge], record);
            addFault(explored, sightings, source, explored.graph[edge], record);
        }
    }
}

} // namespace racewalk
