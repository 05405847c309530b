// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_explored.h"
#include "explore/results/outcomes.h"

namespace racewalk {

/// What findOutcomes() gives, without shares, on rank 0; nothing on the others. Called by all
/// ranks; throws what Ranks::together() throws.
Outcomes findDividedOutcomes(const DividedExplored &explored, const Findings &findings);

} // namespace racewalk
