// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/ids.h"

#include <cstddef>
#include <vector>

namespace racewalk {

/// The livelock that a run has entered. Stands here, not in explore, because a Timeline shows it
/// too.
struct Livelock {
    std::size_t position = 0;        ///< of the run's first state in it
    std::vector<ThreadId> runners;   ///< the threads that run forever; not empty
    std::vector<ThreadId> waiters{}; ///< the unfinished ones that never run again
};

} // namespace racewalk
