// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/verdict.h"
#include "explore/search/limits.h"
#include "explore/search/search.h"
#include "explore/search/watch.h"
#include "machine/machine.h"

#include <stop_token>

namespace racewalk {

/// Writes into the verdict what can be said of states without their graph, after a search that did
/// not keep it: all findings and outcomes, each with the run that met it first. There are no odds,
/// fates and numbers of schedules. What a limit leaves out becomes the limit of `search`.
///
/// The states are expanded again for it, by as many workers as the search had; the result is the
/// same for any number of them.
void evaluateAgain(const Machine &machine, SearchResult &search, const Limits &limits,
                   const std::stop_token &stop, const Watch &watch, Verdict &verdict);

} // namespace racewalk
