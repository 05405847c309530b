// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/store/state_cuts.h"

#include "program/ids.h"

namespace racewalk {

/// Each thread's bytes change together, and with them the shared ones.
std::vector<std::size_t> cutsOf(const Machine &machine)
{
    std::vector<std::size_t> cuts;
    const std::vector<Thread> &threads = machine.program().threads;
    for (std::size_t i = 0; i < threads.size(); ++i) {
        if (!threads[i].isSystem)
            cuts.push_back(machine.layout().endOf(static_cast<ThreadId>(i)));
    }
    return cuts;
}

} // namespace racewalk
