// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/explore_divided.h"

#include "cluster/divided_search.h"
#include "cluster/gather.h"
#include "explore/coverage.h"
#include "explore/explore.h"

#include <chrono>
#include <utility>

namespace racewalk {

DividedExploration exploreDivided(const Machine &machine, const Limits &limits, Ranks &ranks,
                                  const std::stop_token &stop, ProgressSink *sink)
{
    const auto begin = std::chrono::steady_clock::now();
    DividedStates divided = DividedSearch(machine, limits, stop, sink, ranks).run();
    SearchResult search = gatherSearch(machine, divided, ranks);
    divided = {};
    DividedExploration result;
    result.verdict.limit = search.limit;
    if (ranks.isFirst()) {
        Exploration exploration = evaluateSearch(machine, std::move(search), limits, stop, begin);
        result.verdict = std::move(exploration.verdict);
        result.unreached =
            unreachedLines(machine, *exploration.space, maxTransitionsForCoverage, stop);
    }
    result.verdict.limit =
        static_cast<Limit>(ranks.all(static_cast<std::uint64_t>(result.verdict.limit)).front());
    return result;
}

} // namespace racewalk
