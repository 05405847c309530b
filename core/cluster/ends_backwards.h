// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_states.h"
#include "cluster/ranks.h"
#include "explore/search/watch.h"

#include <vector>

namespace racewalk {

/// Of each own state whether a path of transitions leads to a marked one. `isMarked` is of own
/// states too. Called by all ranks; throws what Ranks::together() throws.
std::vector<bool> reachesMark(const DividedStates &divided, std::vector<bool> isMarked,
                              Ranks &ranks, Watch watch);

} // namespace racewalk
