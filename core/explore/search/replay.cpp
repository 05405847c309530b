// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/search/replay.h"

#include "program/check.h"
#include "program/ids.h"

#include <optional>

namespace racewalk {

Replayed replay(const Machine &machine, std::span<const Step> steps)
{
    Replayed replayed;
    replayed.end = machine.initialState(replayed.last);
    for (const Step step : steps) {
        RACEWALK_CHECK(machine.isEnabled(replayed.end, step));
        replayed.last = {};
        machine.apply(replayed.end, step, replayed.last);
    }
    return replayed;
}

std::size_t contextSwitchesOf(const Program &program, std::span<const Step> steps)
{
    std::size_t switches = 0;
    std::optional<ThreadId> running;
    for (const Step step : steps) {
        if (isSystemStep(program, step))
            continue;
        switches += running && *running != step.thread;
        running = step.thread;
    }
    return switches;
}

} // namespace racewalk
