// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_states.h"
#include "cluster/ranks.h"
#include "explore/base/watch.h"
#include "explore/fates/endings.h"
#include "explore/store/state_store.h"
#include "machine/machine.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace racewalk {

/// The loops of all ranks, on rank 0; they have few states. The states are renumbered here, in the
/// order of their global numbers.
struct GatheredLoops {
    std::vector<std::uint32_t> numbers; ///< global numbers of the states
    std::vector<StateLocation> places;
    std::shared_ptr<StateStore> states; ///< never null
    std::vector<Loop> loops;            ///< as in Endings
};

/// The states and loops where runs end.
struct DividedEndings {
    std::vector<std::uint32_t> ends; ///< own states whose Standing is Ended, Hang or Fault
    GatheredLoops loops;             ///< empty on all ranks except rank 0
};

/// Searches for loops among the states from which no end can be reached; these are found backwards
/// from the ends. Collective: called by all ranks. Throws like Ranks::together().
DividedEndings findDividedEndings(const Machine &machine, const DividedStates &divided,
                                  Ranks &ranks, Watch watch);

} // namespace racewalk
