// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/odds/odds.h"
#include "explore/reductions/symmetry.h"
#include "explore/results/endings.h"
#include "explore/results/loop_steps.h"
#include "explore/search/runs.h"
#include "explore/search/transitions.h"
#include "explore/search/watch.h"
#include "explore/store/state_store.h"
#include "machine/machine.h"

#include <cstddef>
#include <vector>

namespace racewalk {

/// All that is known once a search has ended: what findings and outcomes are read from. Owns
/// nothing.
struct Explored {
    const Machine &machine;
    const StateStore &states;
    const Symmetry *symmetry;          ///< null if each state stands for itself
    const std::vector<bool> &isRacing; ///< of the first states, see SearchResult
    Transitions &transitions;
    const std::vector<StateIndex> &ends; ///< as in Endings
    const std::vector<Loop> &loops;      ///< likewise
    const Runs &runs;
    const Odds *odds; ///< null if the graph is incomplete or was not kept, or there was no time
    Watch watch;      ///< for each sweep to copy
};

/// The run with its threads renamed so that of those that are interchangeable the first to step is
/// the first by number.
NamedRun inOrder(NamedRun run, const Symmetry *symmetry);

inline LoopStates loopStates(const Explored &explored)
{
    return {explored.machine, explored.states, explored.symmetry, explored.watch};
}

/// Findings of one kind, and outcomes, beyond this number are left out of a verdict, which says so.
inline constexpr std::size_t maxListed = 1000;

} // namespace racewalk
