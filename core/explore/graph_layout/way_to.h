// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/fates/state_space.h"
#include "machine/machine.h"

#include <atomic>
#include <cstddef>
#include <optional>
#include <vector>

namespace racewalk {

/// Returns the steps from `from` to `target` (or, with symmetry reduction, to a state that it
/// stands for) with the fewest context switches, then the fewest steps, along the transitions of
/// the graph. `running` is the thread that ran last before `from`, if any. nullopt if no way leads
/// there, or if `from` is not in the graph. `visited`, if any, is increased for every state that
/// the search comes to, to show how far it is. Throws EvaluationStopped.
///
/// A shortest-path search over pairs (state, running thread), like ShortestRuns, but from any state
/// and without its memory.
std::optional<std::vector<Step>> wayTo(const Machine &machine, const StateSpace &space,
                                       StateView from, std::optional<ThreadId> running,
                                       StateIndex target, Watch watch = {},
                                       std::atomic<std::size_t> *visited = nullptr);

} // namespace racewalk
