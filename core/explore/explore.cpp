// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explore.h"

#include "explore/endings.h"
#include "explore/findings.h"
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

std::size_t maxPairs(const Limits &limits, const StateStore &states, const TransitionGraph &graph)
{
    if (limits.maxMemoryMiB == 0)
        return std::numeric_limits<std::size_t>::max();
    const std::uint64_t held = states.bytes() +
                               num_edges(graph) * (sizeof(std::uint32_t) + sizeof(Step)) +
                               num_vertices(graph) * 16;
    const std::uint64_t limit = limits.maxMemoryMiB * mebibyte;
    return held < limit ? (limit - held) / ShortestRuns::bytesPerPair : 0;
}

/// What the states say, written into the verdict.
std::vector<Fate> evaluate(const Machine &machine, const SearchResult &search,
                           const TransitionGraph &graph, const Limits &limits, Verdict &verdict)
{
    const StateStore &states = *search.states;
    Endings endings = findEndings(machine, states, graph, search.expanded);
    std::vector<bool> isSystem;
    for (const Thread &thread : machine.program().threads)
        isSystem.push_back(thread.isSystem);
    const ShortestRuns runs(graph, std::move(isSystem), maxPairs(limits, states, graph));
    const Explored explored{
        .machine = machine, .states = states, .graph = graph, .endings = endings, .runs = runs};

    Findings findings = findFindings(explored);
    Outcomes outcomes = findOutcomes(explored, findings.list);
    verdict.findings = std::move(findings.list);
    verdict.outcomes = std::move(outcomes.list);
    verdict.isListCut = findings.isCut || outcomes.isCut;
    return std::move(endings.fates);
}

/// Empties the search.
Exploration evaluated(const Machine &machine, SearchResult &search, const Limits &limits)
{
    Exploration exploration;
    TransitionGraph graph = search.transitions.takeGraph(search.states->size());
    std::vector<Fate> fates = evaluate(machine, search, graph, limits, exploration.verdict);
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
    exploration.space = std::make_shared<const StateSpace>(std::move(states), TransitionGraph(1U), 0,
                                                           std::vector<Fate>{Fate::Unknown});
    return exploration;
}

} // namespace

Exploration explore(const Machine &machine, const Limits &limits, std::stop_token stop,
                    ProgressSink *sink)
{
    const auto begin = std::chrono::steady_clock::now();
    SearchResult search = Search(machine, limits, std::move(stop), sink).run();
    const std::uint64_t states = search.states->size();
    const std::uint64_t transitions = search.transitions.size();
    const std::uint64_t searchBytes = search.states->bytes() + search.transitions.bytes();

    Exploration exploration;
    try {
        exploration = evaluated(machine, search, limits);
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
    verdict.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return exploration;
}

} // namespace racewalk
