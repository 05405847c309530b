// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/search.h"

namespace racewalk {

/// A search that begins anew with a reduction when there turn out to be too many states without:
/// see Reductions. The limits are for each stage, but the timeout, which is for all.
SearchResult searchInStages(const Machine &machine, const Limits &limits,
                            const std::stop_token &stop, ProgressSink *sink);

} // namespace racewalk
