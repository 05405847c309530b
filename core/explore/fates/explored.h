// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/fates/endings.h"
#include "explore/fates/loop_steps.h"
#include "explore/odds/odds.h"
#include "explore/reductions/symmetry.h"
#include "explore/search/runs.h"
#include "explore/search/transitions.h"
#include "explore/store/state_store.h"
#include "machine/machine.h"

#include <cstddef>
#include <vector>

namespace racewalk {

/// All results of a search, from which findings and outcomes are read. Does not own what it refers
/// to.
struct Explored {
    const Machine &machine;
    const StateStore &states;
    const Symmetry *symmetry;          ///< null without symmetry reduction
    const std::vector<bool> &isRacing; ///< see SearchResult
    Transitions &transitions;
    const std::vector<StateIndex> &ends; ///< as in Endings
    const std::vector<Loop> &loops;      ///< as in Endings
    const Runs &runs;
    const Odds *odds; ///< null if the graph is incomplete or was not kept, or there was no time
    Watch watch;      ///< copied by each sweep
};

/// Returns the run with interchangeable threads renamed, so that the first of them to step has the
/// lowest number.
NamedRun inOrder(NamedRun run, const Symmetry *symmetry);

inline LoopStates loopStates(const Explored &explored)
{
    return {explored.machine, explored.states, explored.symmetry, explored.watch};
}

/// A verdict lists at most this many outcomes, and findings of one kind; Verdict::isListCut reports
/// more.
inline constexpr std::size_t maxListed = 1000;

} // namespace racewalk
