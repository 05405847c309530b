// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_endings.h"
#include "cluster/divided_runs.h"
#include "cluster/divided_states.h"
#include "cluster/ranks.h"
#include "explore/base/watch.h"
#include "machine/machine.h"

#include <vector>

namespace racewalk {

/// A rank's data after a distributed search, from which findings and outcomes are read. Does not
/// own what it refers to.
struct DividedExplored {
    const Machine &machine;
    const DividedStates &divided;
    const DividedEndings &endings;
    DividedRuns &runs;
    /// On rank 0: cost of the run to each state of the loops.
    const std::vector<RunCost> &loopCosts;
    Ranks &ranks;
    Watch watch; ///< copied by each sweep
};

} // namespace racewalk
