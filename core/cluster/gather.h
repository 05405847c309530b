// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_states.h"
#include "cluster/ranks.h"
#include "explore/search/search.h"
#include "machine/machine.h"

namespace racewalk {

/// Returns all states and transitions on rank 0, as in a search by one process, and nothing on the
/// other ranks. Collective: called by all ranks. If memory runs out, throws std::bad_alloc on all
/// of them.
SearchResult gatherSearch(const Machine &machine, const DividedStates &divided, Ranks &ranks);

} // namespace racewalk
