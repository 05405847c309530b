// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "machine/machine.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace racewalk {

/// As many states as are looked at in some tenths of a second.
inline constexpr std::size_t maxStatesOnWayToEnd = 200'000;

/// Returns the steps from `state` to a state in which no thread can step, or that is a failure,
/// with the fewest context switches, and among those with the fewest steps. `running` is the thread
/// that runs in `state`, if any. No search of the whole program is needed for it.
///
/// Nothing if no such state can be reached, or if there are more than `maxStates` states on the way
/// (a state counts once for each thread that may be running in it). Throws EvaluationStopped if the
/// watch does.
std::optional<std::vector<Step>> wayToEnd(const Machine &machine, StateView state,
                                          std::optional<ThreadId> running,
                                          std::size_t maxStates = maxStatesOnWayToEnd,
                                          Watch watch = {});

} // namespace racewalk
