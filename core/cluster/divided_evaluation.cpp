// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/divided_evaluation.h"

#include "cluster/divided_endings.h"
#include "cluster/divided_findings.h"
#include "cluster/divided_outcomes.h"
#include "cluster/divided_runs.h"

#include <cstdint>
#include <utility>

namespace racewalk {

namespace {

using Clock = std::chrono::steady_clock;

std::size_t maxPairs(const Limits &limits, const DividedStates &divided)
{
    const std::uint64_t held = divided.states->bytes() + divided.numbers.bytes() +
                               divided.transitions.bytes() +
                               divided.states->size() * sizeof(std::uint32_t);
    return bytesLeft(limits, held) / DividedRuns::bytesPerPair;
}

/// On rank 0 the costs of the loops' states.
std::vector<RunCost> costsOfLoops(const GatheredLoops &loops, const DividedRuns &runs, Ranks &ranks)
{
    std::vector<Parcel> asked = ranks.emptyParcels();
    for (const StateLocation &place : loops.places)
        put(asked[place.owner], place.local);
    const std::vector<Parcel> toAnswer = ranks.exchange(std::move(asked));
    Parcel answer;
    for (ParcelReader reader(toAnswer.front()); !reader.isAtEnd();)
        put(answer, runs.costTo(reader.take<std::uint32_t>()).value());
    const std::vector<Parcel> answers = ranks.gather(std::move(answer));
    std::vector<ParcelReader> readers(answers.begin(), answers.end());
    std::vector<RunCost> costs;
    for (const StateLocation &place : loops.places)
        costs.push_back(readers[place.owner].take<RunCost>());
    return costs;
}

} // namespace

void evaluateDivided(const Machine &machine, const DividedStates &divided, const Limits &limits,
                     Ranks &ranks, const std::stop_token &stop, Clock::time_point begin,
                     Verdict &verdict)
{
    const Watch watch(stop, deadline(begin, limits, 1));
    ranks.together([&] { Watch(watch).look(); });
    const DividedEndings endings = findDividedEndings(machine, divided, ranks, watch);
    DividedRuns runs(machine, divided, ranks, maxPairs(limits, divided),
                     Watch(stop, deadline(begin, limits, shareUntilRuns)));
    const std::vector<RunCost> loopCosts = costsOfLoops(endings.loops, runs, ranks);
    const DividedExplored explored{.machine = machine,
                                   .divided = divided,
                                   .endings = endings,
                                   .runs = runs,
                                   .loopCosts = loopCosts,
                                   .ranks = ranks,
                                   .watch = watch};
    Findings findings = findDividedFindings(explored);
    Outcomes outcomes = findDividedOutcomes(explored, findings);
    verdict.findings = std::move(findings.list);
    verdict.outcomes = std::move(outcomes.list);
    verdict.areRunsShortest = !runs.isCut();
    verdict.isListCut = findings.isCut || outcomes.isCut;
}

} // namespace racewalk
