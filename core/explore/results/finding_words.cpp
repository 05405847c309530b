// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/finding_words.h"

#include "explore/explain/hang_words.h"
#include "explore/explain/race_words.h"
#include "explore/fates/loop_steps.h"
#include "machine/words.h"
#include "program/check.h"
#include "program/ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace racewalk {

namespace {

std::string pathOf(const Program &program, CellId cell)
{
    return cell == nullCell ? std::string() : program.storage.cells[indexOf(cell)].path;
}

Machine::Race renamed(const Machine::Race &race, const Renaming &names)
{
    const auto [first, second] = std::minmax({names(race.first), names(race.second)});
    return {first, second, race.cell};
}

void describeHang(const Machine &machine, StateView end, Finding &finding)
{
    const Hang hang = hangIn(machine, end);
    finding.message = hang.message;
    finding.thread = hang.thread;
    finding.span = nextSpan(machine, end, hang.thread);
    finding.object = pathOf(machine.program(), machine.readiness(end, hang.thread).cell);
}

void describeLivelock(const Explored &explored, const Loop &loop, StateView end, Finding &finding)
{
    const auto [runners, waiters] = threadsOf(loopStates(explored), loop, end);
    finding.message = livelockText(explored.machine.program(), runners, waiters);
    finding.runners = runners;
    finding.thread = (runners.empty() ? waiters : runners).front();
    finding.span = nextSpan(explored.machine, end, *finding.thread);
}

void describeRace(const Machine &machine, StateView end, const Machine::Race &race,
                  Finding &finding)
{
    const RaceWords words = raceWords(machine, end, race);
    finding.message = words.message;
    finding.thread = words.thread;
    finding.span = nextSpan(machine, end, words.thread);
    finding.otherSpan =
        nextSpan(machine, end, words.thread == race.first ? race.second : race.first);
    finding.object = pathOf(machine.program(), race.cell);
}

void describeWarn(const Program &program, ThreadId thread, std::uint32_t position, Finding &finding)
{
    finding.thread = thread;
    finding.span = program.bodyOf(thread).origins[position].span;
    finding.message = fmt::format("{}: {} fires", program.threads[indexOf(thread)].name,
                                  program.textOf(finding.span));
}

void describeFault(const Program &program, const StepRecord &record, Finding &finding)
{
    RACEWALK_CHECK(record.failure.has_value());
    const StepRecord::Failure &failure = *record.failure;
    finding.message = failure.message;
    finding.thread = failure.thread;
    finding.span = failure.span;
    // A whole object is freed twice, not its first field.
    finding.object = failure.kind == FindingKind::DoubleFree ? addressText(program, failure.cell)
                                                             : pathOf(program, failure.cell);
}

} // namespace

bool isShown(const Explored &explored, const Sighting &sighting, const Renaming &names,
             const Replayed &replayed)
{
    const Machine &machine = explored.machine;
    switch (rowOf(sighting.kind).seenIn) {
    case SeenIn::Nothing:
        return false;
    case SeenIn::HungState:
        return machine.standing(replayed.end) == Standing::Hang;
    case SeenIn::Cycle: {
        const std::optional<StateIndex> state = explored.states.find(
            explored.symmetry != nullptr ? explored.symmetry->standFor(replayed.end)
                                         : replayed.end);
        return state && std::ranges::binary_search(sighting.loop->states, *state);
    }
    case SeenIn::Steps: {
        std::vector<Machine::Race> races;
        machine.appendDataRaces(replayed.end, races);
        return std::ranges::find(races, renamed(sighting.race, names)) != races.end();
    }
    case SeenIn::Step:
        return std::ranges::find(replayed.last.warnings,
                                 std::pair(names(sighting.thread), sighting.position)) !=
               replayed.last.warnings.end();
    case SeenIn::Fault:
        return machine.layout().fault(replayed.end) == sighting.kind && replayed.last.failure &&
               replayed.last.failure->thread == names(sighting.thread) &&
               replayed.last.failure->position == sighting.position;
    }
    return false;
}

Finding describe(const Explored &explored, const Sighting &sighting, const Renaming &names,
                 const Replayed &replayed)
{
    const Machine &machine = explored.machine;
    Finding finding;
    finding.kind = sighting.kind;
    switch (rowOf(sighting.kind).seenIn) {
    case SeenIn::Nothing:
        break;
    case SeenIn::HungState:
        describeHang(machine, replayed.end, finding);
        break;
    case SeenIn::Cycle:
        describeLivelock(explored, *sighting.loop, replayed.end, finding);
        break;
    case SeenIn::Steps:
        describeRace(machine, replayed.end, renamed(sighting.race, names), finding);
        break;
    case SeenIn::Step:
        describeWarn(machine.program(), names(sighting.thread), sighting.position, finding);
        break;
    case SeenIn::Fault:
        describeFault(machine.program(), replayed.last, finding);
        break;
    }
    return finding;
}

} // namespace racewalk
