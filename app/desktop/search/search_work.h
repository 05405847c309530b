// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "desktop/document/scenario_file.h"
#include "explore/explore.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace racewalk::desktop {

/// What one search of a SearchQueue is about.
struct SearchWork {
    std::shared_ptr<const SourceText> source;
    std::string variant;
    ParameterValues parameters;
    MemoryModel memory = MemoryModel::Sc;
    Limits limits;
};

/// What becomes known of it. Either a verdict or an error.
struct SearchOutcome {
    std::shared_ptr<const Verdict> verdict;
    std::shared_ptr<const StateSpace> space;
    QString error; ///< why the program cannot be explored
};

/// If a search with these limits turns out to be long, its first states are looked at alone.
bool hasFirstLook(const Limits &limits);

/// Searches for the verdict, in the calling thread, with every reduction that the limits allow.
/// Calls `tellSoFar` with the result of the first look, unless that is the whole one; an empty
/// function: without a first look.
SearchOutcome searchVerdict(const SearchWork &work, const std::function<decltype(explore)> &explore,
                            const std::stop_token &stop, ProgressSink &sink,
                            const std::function<void(Exploration)> &tellSoFar);

/// Searches without partial-order reduction: the verdict has probabilities and shortest runs. No
/// verdict if there are more than Reductions::stepsBeyond states, or not enough memory.
SearchOutcome searchOdds(const SearchWork &work, const std::function<decltype(explore)> &explore,
                         const std::stop_token &stop);

/// Searches for the graph, as exploreGraph() does. `isWhole`: null if it is incomplete.
std::shared_ptr<const StateSpace>
searchGraph(const SearchWork &work, const std::function<decltype(exploreGraph)> &exploreGraph,
            const std::stop_token &stop, bool isWhole);

} // namespace racewalk::desktop
