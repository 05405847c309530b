// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/state_space.h"
#include "machine/machine.h"

#include <cstddef>
#include <string>
#include <vector>

namespace racewalk::test {

/// What every transition of a state space says about the wakers that were foretold for its source.
struct WakerCheck {
    /// Who did wake a thread, release a lock or end a grace period without being foretold; who was
    /// certain and about something else; where code went that no path leads to. Empty if all is
    /// well; the first few.
    std::vector<std::string> complaints;
    std::size_t wakeups = 0; ///< and releases that were foretold, so that a test can see some
};

/// Of the transitions of the first states, in the order of the search.
WakerCheck checkWakers(const Machine &machine, const StateSpace &space,
                       std::size_t maxStates = 20'000);

} // namespace racewalk::test
