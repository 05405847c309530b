// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_states.h"
#include "cluster/ranks.h"
#include "explore/results/verdict.h"
#include "explore/search/limits.h"
#include "machine/machine.h"

#include <chrono>
#include <stop_token>

namespace racewalk {

/// What a divided search says, written into rank 0's verdict: findings and outcomes, without odds.
/// Each rank looks at its own states, and none has more than its own. Called by all ranks; throws
/// what Ranks::together() throws.
void evaluateDivided(const Machine &machine, const DividedStates &divided, const Limits &limits,
                     Ranks &ranks, const std::stop_token &stop,
                     std::chrono::steady_clock::time_point begin, Verdict &verdict);

} // namespace racewalk
