// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explore.h"

#include "explore/endings.h"
#include "explore/findings.h"
#include "explore/odds.h"
#include "explore/outcomes.h"
#include "explore/search.h"
#include "explore/shortest_run.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <new>
#include <utility>
#include <vector>

namespace racewalk {

namespace {

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
/// The parts of the time after which runs are no longer compared, and odds no longer computed: what
/// follows is short.
constexpr double shareUntilRuns = 0.9;
constexpr double shareUntilOdds = 0.95;

std::size_t maxPairs(const Limits &limits, const StateStore &states, const TransitionGraph &graph)
{
    if (limits.maxMemoryMiB == 0)
        return std::numeric_limits<std::size_t>::max();
    const std::uint64_t held = states.bytes() +
                               num_edges(graph) * (sizeof(std::uint32_t) + sizeof(Step)) +
                               num_vertices(graph) * (16 + Odds::bytesPerState);
    const std::uint64_t limit = limits.maxMemoryMiB * mebibyte;
    return held < limit ? (limit - held) / ShortestRuns::bytesPerPair : 0;
}

using Clock = std::chrono::steady_clock;

/// Until when, of all the time that there is, a part of the work may go on.
Clock::time_point deadline(Clock::time_point begin, const Limits &limits, double share)
{
    if (limits.timeout.count() <= 0)
        return Clock::time_point::max();
    return begin + std::chrono::duration_cast<Clock::duration>(share * limits.timeout);
}

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
    Endings endings = findEndings(machine, states, graph, search.expanded, watches.forTheRest);
    std::vector<bool> isSystem;
    for (const Thread &thread : machine.program().threads)
        isSystem.push_back(thread.isSystem);
    const ShortestRuns runs(graph, std::move(isSystem), maxPairs(limits, states, graph),
                            watches.forRuns);
    const auto odds = search.limit == Limit::None
                          ? Odds::of(graph, endings.components, watches.forOdds)
                          : std::nullopt;
    const Explored explored{.machine = machine,
                            .states = states,
                            .isRacing = search.isRacing,
                            .graph = graph,
                            .endings = endings,
                            .runs = runs,
                            .odds = odds ? &*odds : nullptr,
                            .watch = watches.forTheRest};

    Findings findings = findFindings(explored);
    Outcomes outcomes = findOutcomes(explored, findings);
    verdict.findings = std::move(findings.list);
    verdict.outcomes = std::move(outcomes.list);
    if (odds)
        verdict.schedules = odds->total();
    verdict.areRunsShortest = !runs.isCut();
    verdict.isListCut = findings.isCut || outcomes.isCut;
    return std::move(endings.fates);
}

/// Empties the search, all but its limit, which may become Cancelled.
Exploration evaluated(const Machine &machine, SearchResult &search, const Limits &limits,
                      const Watches &watches)
{
    Exploration exploration;
    TransitionGraph graph = search.transitions.takeGraph(search.states->size());
    std::vector<Fate> fates;
    try {
        fates = evaluate(machine, search, graph, limits, watches, exploration.verdict);
    } catch (const EvaluationStopped &) {
        search.limit = Limit::Cancelled;
        search.limitValue = 0;
        exploration.verdict = {};
        fates.assign(search.states->size(), Fate::Unknown);
    }
    exploration.space = std::make_shared<const StateSpace>(
        std::move(search.states), std::move(graph), search.expanded, std::move(fates));
    return exploration;
}

/// What is left to say when there was memory for a search, but not for evaluating it: nothing but
/// the initial state.
Exploration unevaluated(const Machine &machine)
{
    auto states = std::make_shared<StateStore>(machine.layout().stateSize());
    states->insert(machine.initialState());
    Exploration exploration;
    exploration.space = std::make_shared<const StateSpace>(std::move(states), TransitionGraph(1U),
                                                           0, std::vector<Fate>{Fate::Unknown});
    return exploration;
}

} // namespace

Exploration explore(const Machine &machine, const Limits &limits, std::stop_token stop,
                    ProgressSink *sink)
{
    const Clock::time_point begin = Clock::now();
    return evaluateSearch(machine, Search(machine, limits, stop, sink).run(), limits, stop, begin);
}

Exploration evaluateSearch(const Machine &machine, SearchResult search, const Limits &limits,
                           const std::stop_token &stop, Clock::time_point begin)
{
    const Watches watches{.forRuns = Watch(stop, deadline(begin, limits, shareUntilRuns)),
                          .forOdds = Watch(stop, deadline(begin, limits, shareUntilOdds)),
                          .forTheRest = Watch(stop, deadline(begin, limits, 1))};
    const std::uint64_t states = search.states->size();
    const std::uint64_t transitions = search.transitions.size();
    const std::uint64_t searchBytes = search.states->bytes() + search.transitions.bytes();

    Exploration exploration;
    try {
        exploration = evaluated(machine, search, limits, watches);
    } catch (const std::bad_alloc &) {
        search = {};
        exploration = unevaluated(machine);
        search.limit = Limit::Memory;
        search.limitValue = searchBytes / mebibyte;
    }
    Verdict &verdict = exploration.verdict;
    verdict.limit = search.limit;
    verdict.limitValue = search.limitValue;
    verdict.states = states;
    verdict.transitions = transitions;
    verdict.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    return exploration;
}

} // namespace racewalk
