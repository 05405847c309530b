// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/second_pass.h"

#include "explore/fates/endings_again.h"
#include "explore/fates/explored.h"
#include "explore/results/findings.h"
#include "explore/results/outcomes.h"
#include "explore/search/first_runs.h"
#include "explore/search/resweep.h"
#include "explore/search/transitions.h"
#include "explore/search/workers.h"
#include "program/ids.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace racewalk {

namespace {

/// Takes the transitions again. When it is late, those by which failures were met first must do.
class TransitionsAgain final : public Transitions {
public:
    TransitionsAgain(const Machine &machine, const SearchResult &search, Resweep &resweep,
                     const std::vector<StateIndex> &ends, const FirstRuns &runs)
        : m_machine(machine), m_search(search), m_resweep(resweep), m_ends(ends), m_runs(runs)
    {}

    void visitAll(const Visit &visit, Watch &watch) override
    {
        bool goesOn = true;
        const auto take = [&](const Resweep::Part &part) {
            for (const auto &[step, target] : part.transitions) {
                if (goesOn && target < Expansion::hasState)
                    goesOn = visit(part.source, step, StateIndex{target});
            }
        };
        const auto isWanted = [&](std::uint32_t) { return goesOn; };
        if (m_resweep.sweep(Resweep::Order::Ascending, isWanted, take, watch)) {
            if (goesOn)
                m_resweep.takeUnfinished(take, watch);
            return;
        }
        m_wasLate = true;
        visitFirstOfFaults(visit);
    }

    bool wasLate() const { return m_wasLate; }

private:
    void visitFirstOfFaults(const Visit &visit) const
    {
        std::size_t visited = 0;
        for (const StateIndex end : m_ends) {
            const bool isFault = end != StateIndex{0} &&
                                 m_machine.standing((*m_search.states)[end]) == Standing::Fault;
            if (!isFault)
                continue;
            const StateIndex source{m_search.parents[indexOf(end)]};
            if (!visit(source, m_runs.lastStepTo(end), end) || ++visited == maxListed)
                return;
        }
    }

    const Machine &m_machine;
    const SearchResult &m_search;
    Resweep &m_resweep;
    const std::vector<StateIndex> &m_ends;
    const FirstRuns &m_runs;
    bool m_wasLate = false;
};

/// What the limit leaves for a part of the graph.
std::size_t bytesForGraph(const SearchResult &search, const Limits &limits)
{
    const std::uint64_t held = search.states->bytes() + search.parents.bytes() +
                               search.states->size() * Search::bytesForSecondPass;
    return bytesLeft(limits, held);
}

void setLimit(SearchResult &search, Limit limit, double value)
{
    if (search.limit != Limit::None)
        return;
    search.limit = limit;
    search.limitValue = value;
}

} // namespace

void evaluateAgain(const Machine &machine, SearchResult &search, const Limits &limits,
                   const std::stop_token &stop, const Watch &watch, Verdict &verdict)
{
    const bool areFew = search.states->size() < statesForWorkers;
    const unsigned workers = limits.workers == 0 ? Workers::fit() : limits.workers;
    Workers crew(areFew ? 1 : workers);
    Resweep resweep(machine, search, crew, stop);
    const EndingsAgain endings =
        findEndingsAgain(machine, search, resweep, bytesForGraph(search, limits), watch);
    const FirstRuns runs(machine, search, watch);
    TransitionsAgain transitions(machine, search, resweep, endings.ends, runs);
    const Explored explored{.machine = machine,
                            .states = *search.states,
                            .symmetry = search.symmetry.get(),
                            .isRacing = search.isRacing,
                            .transitions = transitions,
                            .ends = endings.ends,
                            .loops = endings.loops,
                            .runs = runs,
                            .odds = nullptr,
                            .watch = watch};
    Findings findings = findFindings(explored);
    Outcomes outcomes = findOutcomes(explored, findings);
    verdict.findings = std::move(findings.list);
    verdict.outcomes = std::move(outcomes.list);
    verdict.areRunsShortest = false;
    verdict.isListCut = findings.isCut || outcomes.isCut || endings.isCut;
    verdict.isGraphKept = false;
    Watch last = watch;
    last.look();
    if (endings.isLate || transitions.wasLate() || last.isLate())
        setLimit(search, Limit::Time, limits.timeout.count());
    if (endings.isTooMuch)
        setLimit(search, Limit::Memory, static_cast<double>(limits.maxMemoryMiB));
}

} // namespace racewalk
