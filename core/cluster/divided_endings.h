// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_states.h"
#include "cluster/ranks.h"
#include "explore/results/endings.h"
#include "explore/search/watch.h"
#include "explore/store/state_store.h"
#include "machine/machine.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace racewalk {

/// The loops of all ranks, on rank 0: their states are few. They are numbered anew here, in the
/// order of their numbers among all.
struct GatheredLoops {
    std::vector<std::uint32_t> numbers; ///< of the states, among all
    std::vector<Place> places;
    std::shared_ptr<StateStore> states; ///< never null
    std::vector<Loop> loops;            ///< as Endings has them
};

/// Where runs end.
struct DividedEndings {
    std::vector<std::uint32_t> ends; ///< own states whose Standing is Ended, Hang or Fault
    GatheredLoops loops;             ///< empty on other ranks than 0
};

/// Loops are looked for among the states from which no end can be reached, which are found
/// backwards from the ends. Called by all ranks; throws what Ranks::together() throws.
DividedEndings findDividedEndings(const Machine &machine, const DividedStates &divided,
                                  Ranks &ranks, Watch watch);

} // namespace racewalk
