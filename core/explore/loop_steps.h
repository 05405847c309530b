// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/endings.h"
#include "explore/state_store.h"
#include "explore/symmetry.h"
#include "explore/watch.h"
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

/// Every step in a loop, with the state that it is taken from. `from` is a state of the loop; where
/// states stand for others, what stands for it is. The loop is then walked as the run comes to it
/// that ends in `from`: what the graph calls its threads changes along the transitions.
void forEachLoopStep(const LoopStates &states, const Loop &loop, StateView from,
                     const std::function<void(StateView, Step)> &take);

/// Who runs for ever in a loop, and who never runs again without having ended; by number, and as
/// `from` calls them.
struct LoopThreads {
    std::vector<ThreadId> runners, waiters;
};
LoopThreads threadsOf(const LoopStates &states, const Loop &loop, StateView from);

} // namespace racewalk
