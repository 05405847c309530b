// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/explore.h"
#include "export/formats.h"
#include "export/graph/graph_part.h"
#include "run/schedule/schedule.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace racewalk::test {

/// A searched program and a run of it, to be written in the formats of graphs.
struct ExploredGraph {
    std::shared_ptr<const Machine> machine;
    Exploration exploration;
    Run run;

    explicit ExploredGraph(std::shared_ptr<const Machine> explored, std::string_view schedule)
        : machine(std::move(explored)), exploration(explore(*machine, {})), run(machine)
    {
        const Walk walk = racewalk::walk(*machine, parseSchedule(schedule).value());
        EXPECT_EQ(walk.message, "");
        run.replace(walk.steps);
        run.jump(run.length());
    }

    GraphToExport toExport(bool withRun = true) const
    {
        return {*machine, exploration.space, exploration.verdict, withRun ? &run : nullptr};
    }

    std::string written(GraphWriter write, const FormatOptions &options = {}) const
    {
        const Written text = write(toExport(), options);
        EXPECT_TRUE(text);
        return text.value_or("");
    }
};

inline constexpr const char *lockProgram = R"(scenario "Locks";
struct mutex a, b;
thread one { mutex_lock(&a); mutex_lock(&b); mutex_unlock(&b); mutex_unlock(&a); }
thread two { mutex_lock(&b); mutex_lock(&a); mutex_unlock(&a); mutex_unlock(&b); }
)";

/// More states than are drawn.
inline constexpr const char *manyStates = R"(scenario "Many";
int x;
thread one { for (int i = 0; i < 20; i++) WRITE_ONCE(x, i); }
thread two { for (int i = 0; i < 20; i++) WRITE_ONCE(x, 100 + i); }
)";

} // namespace racewalk::test
