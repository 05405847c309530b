// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/golden.h"

#include "traces.h"

#include <string>

namespace racewalk::test {

/// Compares what a format writes of a hang, an early return, and a run under tso with the approved
/// texts traces/FORMAT_hang.txt and so on. `shown` turns the file into the text to compare.
inline void expectGoldenRuns(
    const std::string &format, RunWriter write,
    std::string (*shown)(const std::string &) = [](const std::string &text) { return text; })
{
    TracedRun hang(machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup"),
                   "lookup*2 evict! lookup!");
    TracedRun early(machineOf("scenarios/inode/inode-teardown.race", "rcu_recheck"),
                    "lookup*2 evict! lookup!");
    TracedRun tso(machineOf("scenarios/classroom/store-buffering.race", "plain"),
                  "left right left*2 left~ left~ right*2 right~ right~");
    const std::string name = "traces/" + format + '_';
    EXPECT_TRUE(matchesGolden(name + "hang.txt", shown(hang.written(write))));
    EXPECT_TRUE(matchesGolden(name + "early_return.txt", shown(early.written(write))));
    EXPECT_TRUE(matchesGolden(name + "tso.txt", shown(tso.written(write))));
}

} // namespace racewalk::test
