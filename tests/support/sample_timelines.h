// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/timeline/timeline.h"

namespace racewalk::test {

/// The inode race in 24 steps, as in the design: lookup sleeps forever.
Timeline hangTimeline();

/// The same threads in 28 steps: lookup sleeps and is woken.
Timeline wokenTimeline();

/// `count` threads with long names, labels and several locks, one step after another.
Timeline crowdedTimeline(std::size_t threads, std::size_t steps);

} // namespace racewalk::test
