// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_explored.h"
#include "explore/results/findings.h"

namespace racewalk {

/// Returns the result of findFindings(), without probabilities, on rank 0, and nothing on the other
/// ranks. Each rank evaluates its own states. Collective: called by all ranks. Throws like
/// Ranks::together().
Findings findDividedFindings(const DividedExplored &explored);

} // namespace racewalk
