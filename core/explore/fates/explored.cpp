// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/fates/explored.h"

#include "program/ids.h"

#include <vector>

namespace racewalk {

NamedRun inOrder(NamedRun run, const Symmetry *symmetry)
{
    if (symmetry == nullptr)
        return run;
    Renaming renaming;
    for (const Symmetry::Group &group : symmetry->groups()) {
        std::vector<bool> isSeen(group.end);
        std::size_t next = group.begin;
        const auto take = [&](std::size_t thread) {
            if (thread < group.begin || thread >= group.end || isSeen[thread])
                return;
            isSeen[thread] = true;
            renaming.set(static_cast<ThreadId>(thread), static_cast<ThreadId>(next++));
        };
        for (const Step step : run.steps)
            take(indexOf(step.thread));
        for (std::size_t thread = group.begin; thread < group.end; ++thread)
            take(thread);
    }
    for (Step &step : run.steps)
        step = renaming(step);
    run.names = run.names.then(renaming);
    return run;
}

} // namespace racewalk
