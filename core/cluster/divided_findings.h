// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_explored.h"
#include "explore/results/findings.h"

namespace racewalk {

/// What findFindings() gives, without shares, on rank 0; nothing on the others. Each rank looks at
/// its own states. Called by all ranks; throws what Ranks::together() throws.
Findings findDividedFindings(const DividedExplored &explored);

} // namespace racewalk
