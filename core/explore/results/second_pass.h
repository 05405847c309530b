// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/limits.h"
#include "explore/base/watch.h"
#include "explore/results/verdict.h"
#include "explore/search/search.h"
#include "machine/machine.h"

#include <stop_token>

namespace racewalk {

/// Evaluates the states of a search that did not keep its graph: writes all findings and outcomes
/// into the verdict, each with the run that reached it first. There are no probabilities, fates and
/// numbers of schedules. If a limit cuts the evaluation short, it becomes the limit of `search`.
///
/// The states are expanded again, with as many workers as the search had; the result does not
/// depend on their number.
void evaluateAgain(const Machine &machine, SearchResult &search, const Limits &limits,
                   const std::stop_token &stop, const Watch &watch, Verdict &verdict);

} // namespace racewalk
