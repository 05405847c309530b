// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_states.h"
#include "cluster/ranks.h"
#include "explore/base/watch.h"

#include <vector>

namespace racewalk {

/// Returns, for each own state, whether a path of transitions leads to a marked state. `isMarked`
/// is also about own states. Collective: called by all ranks. Throws like Ranks::together().
std::vector<bool> reachesMark(const DividedStates &divided, std::vector<bool> isMarked,
                              Ranks &ranks, Watch watch);

} // namespace racewalk
