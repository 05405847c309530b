// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/findings.h"

#include "explore/hang_certificate.h"
#include "explore/replay.h"
#include "explore/sightings.h"
#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
#include <tuple>

namespace racewalk {

namespace {

/// Whether the end of a replayed run shows what was sighted.
bool isShown(const Explored &explored, const Sighting &sighting, const Replayed &replayed)
{
    const Machine &machine = explored.machine;
    switch (sighting.finding.kind) {
    case FindingKind::None:
        return false;
    case FindingKind::Hang:
        return machine.standing(replayed.end) == Standing::Hang;
    case FindingKind::Livelock: {
        const std::optional<StateIndex> state = explored.states.find(replayed.end);
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

Finding findingFrom(const Explored &explored, Sighting sighting, const WakerFinder &wakers)
{
    Finding finding = sighting.finding;
    finding.steps = sighting.step ? explored.runs.runThrough(sighting.state, *sighting.step)
                                  : explored.runs.runTo(sighting.state);
    finding.contextSwitches = contextSwitchesOf(explored.machine.program(), finding.steps);
    RACEWALK_CHECK(finding.steps.size() == sighting.cost.steps);
    RACEWALK_CHECK(!explored.runs.areSwitchesCounted() ||
                   finding.contextSwitches == sighting.cost.contextSwitches);
    const Replayed replayed = replay(explored.machine, finding.steps);
    RACEWALK_CHECK(isShown(explored, sighting, replayed));
    if (replayed.last.failure && replayed.last.failure->isDrain)
        finding.span = explored.machine.program()
                           .bodyOf(*finding.thread)
                           .origins[drainedOrigin(explored.machine, finding.steps)]
                           .span;
    if (finding.kind == FindingKind::Hang)
        finding.certificate = std::make_shared<const HangCertificate>(
            hangCertificate(explored.machine, wakers, replayed.end));
    return finding;
}

} // namespace

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
    for (Sighting &sighting : sightings.take()) {
        watch.look();
        findings.shares.push_back(sighting.share);
        findings.list.push_back(findingFrom(explored, std::move(sighting), wakers));
    }
    // Of these there are no shares.
    if (!explored.runs.areSwitchesCounted())
        std::ranges::stable_sort(findings.list, {}, [](const Finding &finding) {
            return std::tuple(finding.kind, finding.contextSwitches, finding.steps.size());
        });
    return findings;
}

} // namespace racewalk
