// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/findings.h"

#include "explore/hang_certificate.h"
#include "explore/replay.h"
#include "explore/sightings.h"
#include "program/check.h"
#include "program/ids.h"

#include <algorithm>

namespace racewalk {

namespace {

/// Whether the end of a replayed run shows what was sighted.
bool isShown(const Machine &machine, const StateStore &states, const Sighting &sighting,
             const Replayed &replayed)
{
    switch (sighting.finding.kind) {
    case FindingKind::None:
        return false;
    case FindingKind::Hang:
        return machine.standing(replayed.end) == Standing::Hang;
    case FindingKind::Livelock: {
        const std::optional<StateIndex> state = states.find(replayed.end);
        return state && std::ranges::binary_search(sighting.loop->states, *state);
    }
    case FindingKind::DataRace: {
        std::vector<Machine::Race> races;
        machine.appendDataRaces(replayed.end, races);
        return std::ranges::find(races, sighting.race) != races.end();
    }
    case FindingKind::Warn:
        return std::ranges::find(replayed.last.warnings,
                                 std::pair(*sighting.finding.thread, sighting.position)) !=
               replayed.last.warnings.end();
    case FindingKind::Bug:
    case FindingKind::Invariant:
    case FindingKind::Final:
    case FindingKind::UseAfterFree:
    case FindingKind::DoubleFree:
    case FindingKind::NullDereference:
    case FindingKind::LockMisuse:
    case FindingKind::SleepInAtomic:
    case FindingKind::OutOfBounds:
    case FindingKind::DivideByZero:
    case FindingKind::Diverges:
        return machine.layout().fault(replayed.end) == sighting.finding.kind &&
               replayed.last.failure && replayed.last.failure->thread == sighting.finding.thread &&
               replayed.last.failure->position == sighting.position;
    }
    return false;
}

} // namespace

Finding findingFrom(const Machine &machine, const StateStore &states, const Sighting &sighting,
                    std::vector<Step> steps, const WakerFinder &wakers)
{
    Finding finding = sighting.finding;
    finding.steps = std::move(steps);
    finding.contextSwitches = contextSwitchesOf(machine.program(), finding.steps);
    RACEWALK_CHECK(finding.steps.size() == sighting.cost.steps);
    RACEWALK_CHECK(finding.contextSwitches == sighting.cost.contextSwitches);
    const Replayed replayed = replay(machine, finding.steps);
    RACEWALK_CHECK(isShown(machine, states, sighting, replayed));
    if (replayed.last.failure && replayed.last.failure->isDrain)
        finding.span = machine.program()
                           .bodyOf(*finding.thread)
                           .origins[drainedOrigin(machine, finding.steps)]
                           .span;
    if (finding.kind == FindingKind::Hang)
        finding.certificate =
            std::make_shared<const HangCertificate>(hangCertificate(machine, wakers, replayed.end));
    return finding;
}

Findings findFindings(const Explored &explored)
{
    Sightings sightings;
    addHangs(explored, sightings);
    addLivelocks(explored, sightings);
    addFaults(explored, sightings);
    addDataRaces(explored, sightings);
    addWarnings(explored, sightings);

    Findings findings;
    findings.isCut = sightings.isCut();
    const WakerFinder wakers(explored.machine.program());
    Watch watch = explored.watch;
    for (const Sighting &sighting : sightings.take()) {
        watch.look();
        findings.shares.push_back(sighting.share);
        std::vector<Step> steps = sighting.step
                                      ? explored.runs.runThrough(sighting.state, *sighting.step)
                                      : explored.runs.runTo(sighting.state);
        findings.list.push_back(
            findingFrom(explored.machine, explored.states, sighting, std::move(steps), wakers));
    }
    return findings;
}

} // namespace racewalk
