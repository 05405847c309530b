// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/fates/state_space.h"
#include "machine/machine.h"
#include "program/finding_kind.h"

#include <string>
#include <vector>

namespace racewalk {

/// A state of the graph in which runs end, or the first state of a cycle that runs never leave.
struct GraphEnding {
    StateIndex state{};
    FindingKind kind = FindingKind::None; ///< None: a good end
    std::string
        name; ///< "Hang: lookup sleeps forever", "Finished", "done = 1", "BUG_ON failed, line 7"
};

/// Returns the endings of the graph by number of the state. A good end is named after the values in
/// which the good ends differ; beyond `maxListed` endings the names have no details. Throws
/// EvaluationStopped.
std::vector<GraphEnding> graphEndings(const Machine &machine, const StateSpace &space, Watch watch);

} // namespace racewalk
