// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/fates/endings.h"
#include "explore/reductions/symmetry.h"
#include "explore/store/state_store.h"
#include "machine/machine.h"

#include <functional>
#include <vector>

namespace racewalk {

/// Access to the states of loops. Does not own what it refers to.
struct LoopStates {
    const Machine &machine;
    const StateStore &states;
    const Symmetry *symmetry = nullptr; ///< null without symmetry reduction
    Watch watch;
};

/// Calls a function for every step in a loop, by state, with the thread's name in the state that
/// the step is taken from.
void forEachLoopStep(const LoopStates &states, const Loop &loop,
                     const std::function<void(StateView, Step)> &take);

/// The threads that run forever in a loop, and those that never run again without having finished;
/// by number, with their names in `from`: a state of the loop, or one that such a state represents.
struct LoopThreads {
    std::vector<ThreadId> runners, waiters;
};
LoopThreads threadsOf(const LoopStates &states, const Loop &loop, StateView from);

} // namespace racewalk
