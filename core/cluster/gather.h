// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_states.h"
#include "cluster/ranks.h"
#include "explore/search/search.h"
#include "machine/machine.h"

namespace racewalk {

/// All states and transitions on rank 0, as a search by one process gives them; nothing on the
/// others. Called by all ranks. When memory runs out, std::bad_alloc on all.
SearchResult gatherSearch(const Machine &machine, const DividedStates &divided, Ranks &ranks);

} // namespace racewalk
