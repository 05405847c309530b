// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/explored.h"
#include "explore/findings.h"
#include "explore/verdict.h"

#include <vector>

namespace racewalk {

struct Outcomes {
    std::vector<Outcome> list; ///< in the order of Verdict::outcomes
    bool isCut = false;        ///< more than maxListed
};

/// Endings are one outcome if every thread ends, sleeps, waits or runs for ever at the same place,
/// and the variables of the ended threads' own blocks and all globals (pools left out) have the
/// same values. A failure that stops the run is one outcome for each of `findings` of such a kind:
/// what the others were doing then is no ending.
Outcomes findOutcomes(const Explored &explored, const Findings &findings);

} // namespace racewalk
