// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_states.h"
#include "cluster/ranks.h"
#include "explore/base/limits.h"
#include "explore/results/verdict.h"
#include "machine/machine.h"

#include <chrono>
#include <stop_token>

namespace racewalk {

/// Writes findings and outcomes, without probabilities, of a distributed search into rank 0's
/// verdict. Each rank evaluates only its own states. Collective: called by all ranks. Throws like
/// Ranks::together().
void evaluateDivided(const Machine &machine, const DividedStates &divided, const Limits &limits,
                     Ranks &ranks, const std::stop_token &stop,
                     std::chrono::steady_clock::time_point begin, Verdict &verdict);

} // namespace racewalk
