// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/fates/state_space.h"
#include "machine/machine.h"

#include <cstddef>
#include <string>
#include <vector>

namespace racewalk::test {

/// The result of comparing the predicted wakers with every transition of a state space.
struct WakerCheck {
    /// The first few errors: a thread was woken, a lock released or a grace period ended by an
    /// instruction that was not predicted; a certain waker affected another object; code was
    /// reached to which no path leads.
    std::vector<std::string> complaints;
    /// Wakeups and releases that were predicted, so that a test can require some.
    std::size_t wakeups = 0;
};

/// Checks the transitions of the first states, in the order of the search.
WakerCheck checkWakers(const Machine &machine, const StateSpace &space,
                       std::size_t maxStates = 20'000);

} // namespace racewalk::test
