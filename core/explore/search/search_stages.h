// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/search/search.h"

namespace racewalk {

/// A search that begins anew with a reduction when there turn out to be too many states without:
/// see Reductions. Where a stage that is not the last hits a limit on states or memory, the next
/// one follows; the timeout is for all.
SearchResult searchInStages(const Machine &machine, const Limits &limits,
                            const std::stop_token &stop, ProgressSink *sink);

} // namespace racewalk
