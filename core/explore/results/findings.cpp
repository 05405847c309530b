// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/findings.h"

#include "explore/explain/hang_certificate.h"
#include "explore/results/finding_words.h"
#include "explore/results/sightings.h"
#include "explore/search/replay.h"
#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

namespace racewalk {

namespace {

/// The wakers are those of the program; a hang needs them.
Finding findingFrom(const Explored &explored, const Sighting &sighting, const WakerFinder *wakers)
{
    NamedRun run = inOrder(sighting.step ? explored.runs.runThrough(sighting.state, *sighting.step)
                                         : explored.runs.runTo(sighting.state),
                           explored.symmetry);
    const Replayed replayed = replay(explored.machine, run.steps);
    RACEWALK_CHECK(isShown(explored, sighting, run.names, replayed));
    Finding finding = describe(explored, sighting, run.names, replayed);
    finding.steps = std::move(run.steps);
    finding.contextSwitches = contextSwitchesOf(explored.machine.program(), finding.steps);
    RACEWALK_CHECK(finding.steps.size() == sighting.cost.steps);
    RACEWALK_CHECK(!explored.runs.areSwitchesCounted() ||
                   finding.contextSwitches == sighting.cost.contextSwitches);
    if (finding.kind == FindingKind::Hang)
        finding.certificate = std::make_shared<const HangCertificate>(
            hangCertificate(explored.machine, *wakers, replayed.end));
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

    Findings findings = findingsFrom(explored, sightings.take());
    findings.isCut = sightings.isCut();
    return findings;
}

Findings findingsFrom(const Explored &explored, const std::vector<Sighting> &sightings)
{
    Findings findings;
    std::optional<WakerFinder> wakers;
    if (std::ranges::find(sightings, FindingKind::Hang, &Sighting::kind) != sightings.end())
        wakers.emplace(explored.machine.program());
    Watch watch = explored.watch;
    for (const Sighting &sighting : sightings) {
        watch.look();
        findings.shares.push_back(sighting.share);
        findings.list.push_back(findingFrom(explored, sighting, wakers ? &*wakers : nullptr));
    }
    // Of these there are no shares.
    if (!explored.runs.areSwitchesCounted())
        std::ranges::stable_sort(findings.list, {}, [](const Finding &finding) {
            return std::tuple(finding.kind, finding.contextSwitches, finding.steps.size());
        });
    return findings;
}

} // namespace racewalk
