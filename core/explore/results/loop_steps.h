// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/reductions/symmetry.h"
#include "explore/results/endings.h"
#include "explore/search/watch.h"
#include "explore/store/state_store.h"
#include "machine/machine.h"

#include <functional>
#include <vector>

namespace racewalk {

/// Where the states of loops are. Owns nothing.
struct LoopStates {
    const Machine &machine;
    const StateStore &states;
    const Symmetry *symmetry = nullptr; ///< null if each state stands for itself
    Watch watch;
};

/// Every step in a loop, by state, as the state that it is taken from calls its thread.
void forEachLoopStep(const LoopStates &states, const Loop &loop,
                     const std::function<void(StateView, Step)> &take);

/// Who runs for ever in a loop, and who never runs again without having ended; by number, and as
/// `from` calls them: a state of the loop, or one that such a state stands for.
struct LoopThreads {
    std::vector<ThreadId> runners, waiters;
};
LoopThreads threadsOf(const LoopStates &states, const Loop &loop, StateView from);

} // namespace racewalk
