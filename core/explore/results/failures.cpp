// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explain/hang_words.h"
#include "explore/fates/loop_steps.h"
#include "explore/results/sightings.h"
#include "machine/words.h"
#include "program/check.h"
#include "program/ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace racewalk {

namespace {

/// The places at which its threads run and wait.
Sightings::Key loopKey(const Explored &explored, const Loop &loop)
{
    const Program &program = explored.machine.program();
    const State first = explored.states[loop.states.front()];
    std::set<std::pair<std::uint32_t, std::uint32_t>> places;
    const auto add = [&](StateView state, ThreadId thread) {
        places.emplace(groupOf(program, thread), nextSpan(explored.machine, state, thread).begin);
    };
    forEachLoopStep(loopStates(explored), loop, [&](StateView state, Step step) {
        if (!program.threads[indexOf(step.thread)].isSystem)
            add(state, step.thread);
    });
    for (const ThreadId thread : threadsOf(loopStates(explored), loop, first).waiters)
        add(first, thread);
    Sightings::Key key;
    for (const auto &[group, place] : places)
        key.insert(key.end(), {group, place});
    return key;
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
    Sighting sighting{.kind = failure.kind, .state = state, .step = step, .cost = cost};
    sighting.thread = failure.thread;
    sighting.position = failure.position;
    sightings.keep(key, std::move(sighting));
    sightings.count(failure.kind, key, share);
}

} // namespace

/// Which groups of threads wait where and for what.
Sightings::Key hangKey(const Machine &machine, StateView state)
{
    std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> waits;
    for (const ThreadId thread : unendedThreads(machine, state))
        waits.emplace(groupOf(machine.program(), thread), nextSpan(machine, state, thread).begin,
                      indexOf(machine.readiness(state, thread).cell));
    Sightings::Key key;
    for (const auto &[group, place, cell] : waits)
        key.insert(key.end(), {group, place, cell});
    return key;
}

Sightings::Key faultKey(const Program &program, const StepRecord::Failure &failure)
{
    // Whose step came last before everything had ended says nothing.
    const std::uint32_t group =
        failure.kind == FindingKind::Final ? 0 : groupOf(program, failure.thread);
    return {group, failure.span.begin, failure.span.end,
            static_cast<std::uint32_t>(indexOf(failure.cell)), failure.isDrain};
}

void addHangs(const Explored &explored, Sightings &sightings)
{
    const Machine &machine = explored.machine;
    Watch watch = explored.watch;
    for (const StateIndex end : explored.ends) {
        watch.tick();
        const State state = explored.states[end];
        if (machine.standing(state) != Standing::Hang)
            continue;
        const RunCost cost = explored.runs.costTo(end).value();
        const Sightings::Key key = hangKey(machine, state);
        if (!sightings.isWanted(FindingKind::Hang, key, cost))
            continue;
        sightings.keep(key, {.kind = FindingKind::Hang, .state = end, .step = {}, .cost = cost});
    }
}

void addLivelocks(const Explored &explored, Sightings &sightings)
{
    Watch watch = explored.watch;
    for (const Loop &loop : explored.loops) {
        watch.tick();
        if (!loop.isLivelock)
            continue;
        const Sightings::Key key = loopKey(explored, loop);
        const StateIndex state = cheapestOf(explored, loop);
        const RunCost cost = explored.runs.costTo(state).value();
        if (!sightings.isWanted(FindingKind::Livelock, key, cost))
            continue;
        Sighting sighting{.kind = FindingKind::Livelock, .state = state, .step = {}, .cost = cost};
        sighting.loop = &loop;
        sightings.keep(key, std::move(sighting));
    }
}

void addFaults(const Explored &explored, Sightings &sightings)
{
    const Machine &machine = explored.machine;
    std::vector<bool> isFault(explored.states.size(), false);
    bool isAny = false;
    for (const StateIndex end : explored.ends) {
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
    const auto visit = [&](StateIndex source, Step step, StateIndex target) {
        if (!isFault[indexOf(target)])
            return true;
        State state = explored.states[source];
        StepRecord record;
        machine.apply(state, step, record);
        addFault(explored, sightings, source, step, record);
        return true;
    };
    explored.transitions.visitAll(visit, watch);
}

} // namespace racewalk
