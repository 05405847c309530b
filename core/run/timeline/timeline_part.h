// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/timeline/timeline.h"

#include <cstddef>

namespace racewalk {

/// The events from `first` up to, not including, `last`, with their numbers. What began before is
/// drawn from the first event on, what ends later beyond the last one. `first` < `last` <= the
/// number of events.
Timeline timelinePart(const Timeline &timeline, std::size_t first, std::size_t last);

} // namespace racewalk
