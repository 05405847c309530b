// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/fates/state_space.h"
#include "explore/results/verdict.h"
#include "export/formats.h"

namespace racewalk {

/// Adds the shortest run to each other outcome of the verdict as a further walk, eleven at most,
/// and names all of them after their outcomes. `space` is that of the verdict.
void addOutcomeWalks(RunToExport &run, const Verdict &verdict, const StateSpace &space);

} // namespace racewalk
