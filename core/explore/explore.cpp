// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explore.h"

#include "explore/fates/endings.h"
#include "explore/fates/shortest_run.h"
#include "explore/odds/odds.h"
#include "explore/results/findings.h"
#include "explore/results/outcomes.h"
#include "explore/results/second_pass.h"
#include "explore/search/search.h"
#include "explore/search/search_stages.h"
#include "explore/search/workers.h"

#include <algorithm>
#include <chrono>
#include <new>
#include <optional>
#include <utility>
#include <vector>

namespace racewalk {

namespace {

/// The part of the time limit after which odds are no longer computed.
constexpr double shareUntilOdds = 0.95;
/// For each state: its row in the graph, components with what finding them takes, marks and fates,
/// and its cheapest pair.
constexpr std::size_t bytesBesidePairs = 32;
/// With fewer states one worker is done before a second one is awake.
constexpr std::size_t statesForTwoWorkers = 4096;

std::size_t maxPairs(const Limits &limits, const SearchResult &search, const TransitionGraph &graph)
{
    const std::uint64_t held = search.states->bytes() + search.renamings.bytes() +
                               num_edges(graph) * (sizeof(std::uint32_t) + sizeof(Step)) +
                               num_vertices(graph) * (bytesBesidePairs + Odds::bytesPerState);
    return bytesLeft(limits, held) / ShortestRuns::bytesPerPair;
}

using Clock = std::chrono::steady_clock;

struct Watches {
    Watch forRuns, forOdds, forTheRest;
};

/// What the states say, written into the verdict.
std::vector<Fate> evaluate(const Machine &machine, const SearchResult &search,
                           const TransitionGraph &graph, const Limits &limits,
                           const Watches &watches, Verdict &verdict)
{
    Watch(watches.forTheRest).look();
    const StateStore &states = *search.states;
    std::vector<bool> isSystem;
    for (const Thread &thread : machine.program().threads)
        isSystem.push_back(thread.isSystem);
    const std::size_t pairs = maxPairs(limits, search, graph);
    // The two halves take about as long, and neither needs the other.
    std::optional<Endings> endings;
    std::optional<Odds> odds;
    std::optional<ShortestRuns> runs;
    const auto findEnds = [&] {
        endings = findEndings(machine, states, graph, search.expanded, watches.forTheRest);
        if (search.limit == Limit::None && !search.persistent)
            odds = Odds::of(graph, endings->components, watches.forOdds, limits.maxOddsWork);
    };
    const auto findRuns = [&] {
        runs.emplace(graph, search.renamings, isSystem, pairs, watches.forRuns);
    };
    const bool areFew = states.size() < statesForTwoWorkers;
    const unsigned count = std::min(areFew ? 1U : 2U, limits.workers == 0 ? 2U : limits.workers);
    Workers workers(count);
    workers.run([&](unsigned number) {
        if (number == 0)
            findEnds();
        if (number + 1 == workers.count())
            findRuns();
    });
    GraphTransitions transitions(graph);
    const Explored explored{.machine = machine,
                            .states = states,
                            .symmetry = search.symmetry.get(),
                            .isRacing = search.isRacing,
                            .transitions = transitions,
                            .ends = endings->ends,
                            .loops = endings->loops,
                            .runs = *runs,
                            .odds = odds ? &*odds : nullptr,
                            .watch = watches.forTheRest};

    Findings findings = findFindings(explored);
    Outcomes outcomes = findOutcomes(explored, findings);
    verdict.findings = std::move(findings.list);
    verdict.outcomes = std::move(outcomes.list);
    if (odds)
        verdict.schedules = odds->total(watches.forTheRest);
    verdict.areRunsShortest = !runs->isCut() && !search.persistent;
    verdict.isListCut = findings.isCut || outcomes.isCut;
    return std::move(endings->fates);
}

/// What is left to say when there was memory or time for a search, but not for evaluating it:
/// nothing but the initial state.
Exploration unevaluated(const Machine &machine)
{
    auto states = std::make_shared<StateStore>(machine.layout().stateSize());
    states->insert(machine.initialState());
    Exploration exploration;
    exploration.space = std::make_shared<const StateSpace>(
        std::move(states), nullptr, TransitionGraph(1U), 0, std::vector<Fate>{Fate::Unknown});
    return exploration;
}

/// Empties the search, all but its limit, which may become Cancelled or Memory.
Exploration evaluated(const Machine &machine, SearchResult &search, const Limits &limits,
                      const std::stop_token &stop, const Watches &watches)
{
    const std::uint64_t bytes = search.bytes();
    try {
        Exploration exploration;
        if (!search.isGraphKept) {
            // One of them is missing where memory ran out in between.
            if (search.parents.size() != search.states->size())
                throw std::bad_alloc();
            exploration = unevaluated(machine);
            evaluateAgain(machine, search, limits, stop, watches.forTheRest, exploration.verdict);
            return exploration;
        }
        TransitionGraph graph =
            search.transitions.takeGraph(search.states->size(), watches.forTheRest);
        std::vector<Fate> fates =
            evaluate(machine, search, graph, limits, watches, exploration.verdict);
        exploration.space =
            std::make_shared<const StateSpace>(std::move(search.states), std::move(search.symmetry),
                                               std::move(graph), search.expanded, std::move(fates));
        return exploration;
    } catch (const EvaluationStopped &) {
        search = {};
        search.limit = Limit::Cancelled;
    } catch (const std::bad_alloc &) {
        search = {};
        search.limit = Limit::Memory;
        search.limitValue = static_cast<double>(bytes / mebibyte);
    }
    return unevaluated(machine);
}

} // namespace

Exploration explore(const Machine &machine, const Limits &limits, std::stop_token stop,
                    ProgressSink *sink)
{
    const Clock::time_point begin = Clock::now();
    SearchResult search = searchInStages(machine, limits, stop, sink);
    if (sink != nullptr && search.limit != Limit::Cancelled)
        sink->progress({.stage = SearchStage::Evaluating,
                        .states = search.states->size(),
                        .transitions = search.transitionCount,
                        .seconds = std::chrono::duration<double>(Clock::now() - begin).count(),
                        .secondsLeft = {}});
    return evaluateSearch(machine, std::move(search), limits, stop, begin);
}

std::shared_ptr<const StateSpace> exploreGraph(const Machine &machine, const Limits &limits,
                                               std::stop_token stop, ProgressSink *sink)
{
    SearchResult search = searchInStages(machine, limits, stop, sink);
    if (search.limit == Limit::Cancelled || !search.isGraphKept)
        return nullptr;
    const Watch watch(stop, Clock::time_point::max());
    try {
        TransitionGraph graph = search.transitions.takeGraph(search.states->size(), watch);
        Endings endings = findEndings(machine, *search.states, graph, search.expanded, watch);
        return std::make_shared<const StateSpace>(std::move(search.states),
                                                  std::move(search.symmetry), std::move(graph),
                                                  search.expanded, std::move(endings.fates));
    } catch (const EvaluationStopped &) {
        return nullptr;
    } catch (const std::bad_alloc &) {
        return nullptr;
    }
}

Exploration evaluateSearch(const Machine &machine, SearchResult search, const Limits &limits,
                           const std::stop_token &stop, Clock::time_point begin)
{
    const Watches watches{.forRuns = Watch(stop, deadline(begin, limits, shareUntilRuns)),
                          .forOdds = Watch(stop, deadline(begin, limits, shareUntilOdds)),
                          .forTheRest = Watch(stop, deadline(begin, limits, 1))};
    const std::uint64_t states = search.states->size();
    const std::uint64_t transitions = search.transitionCount;
    const bool isReduced = search.isReduced();
    const bool areStepsReduced = search.persistent != nullptr;
    Exploration exploration = search.limit == Limit::Cancelled
                                  ? unevaluated(machine)
                                  : evaluated(machine, search, limits, stop, watches);
    Verdict &verdict = exploration.verdict;
    verdict.limit = search.limit;
    verdict.limitValue = search.limitValue;
    verdict.states = states;
    verdict.transitions = transitions;
    verdict.isReduced = isReduced;
    verdict.areStepsReduced = areStepsReduced;
    verdict.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    return exploration;
}

} // namespace racewalk
