// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/fates/state_space.h"
#include "machine/livelock.h"
#include "machine/machine.h"

#include <cstddef>
#include <functional>
#include <optional>

namespace racewalk {

/// Returns the livelock that a run of `length` steps ends in, if it does. Looks at no more than
/// 20,000 states after the last one, so that it takes milliseconds: a larger cycle is not found.
std::optional<Livelock> livelockAtEnd(const Machine &machine, const StateSpace &space,
                                      std::size_t length,
                                      const std::function<StateView(std::size_t)> &stateAt);

} // namespace racewalk
