// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_explored.h"
#include "explore/results/outcomes.h"

namespace racewalk {

/// Returns the result of findOutcomes(), without probabilities, on rank 0, and nothing on the other
/// ranks. Collective: called by all ranks. Throws like Ranks::together().
Outcomes findDividedOutcomes(const DividedExplored &explored, const Findings &findings);

} // namespace racewalk
