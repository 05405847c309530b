// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/search/search.h"

#include <stop_token>

namespace racewalk {

/// Searches, and restarts with the next reduction if there are too many states: see Reductions. If
/// a stage other than the last reaches a limit on states or memory, the next one follows. The
/// timeout is for all stages together.
SearchResult searchInStages(const Machine &machine, const Limits &limits,
                            const std::stop_token &stop, ProgressSink *sink);

} // namespace racewalk
