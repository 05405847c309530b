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
    std::string name;                     ///< as EndingWords: "Hang: lookup sleeps forever"
};

/// Returns the endings of the graph by number of the state. Beyond `maxListed` distinct endings the
/// names are EndingWords::brief. Throws EvaluationStopped.
std::vector<GraphEnding> graphEndings(const Machine &machine, const StateSpace &space, Watch watch);

} // namespace racewalk
