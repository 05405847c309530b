// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_endings.h"
#include "cluster/divided_runs.h"
#include "cluster/divided_states.h"
#include "cluster/ranks.h"
#include "explore/search/watch.h"
#include "machine/machine.h"

#include <vector>

namespace racewalk {

/// What a rank knows once a divided search has ended: what findings and outcomes are read from.
/// Owns nothing.
struct DividedExplored {
    const Machine &machine;
    const DividedStates &divided;
    const DividedEndings &endings;
    DividedRuns &runs;
    const std::vector<RunCost> &loopCosts; ///< on rank 0: to each state of the loops
    Ranks &ranks;
    Watch watch; ///< for each sweep to copy
};

} // namespace racewalk
