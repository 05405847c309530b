// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/formats.h"
#include "run/schedule/schedule.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk::test {

/// A run that can be written in every format of a run.
class TracedRun {
public:
    explicit TracedRun(std::shared_ptr<const Machine> machine, std::string_view schedule)
        : TracedRun(machine, stepsOf(*machine, schedule))
    {}
    TracedRun(std::shared_ptr<const Machine> machine, std::span<const Step> steps)
        : run(std::move(machine))
    {
        EXPECT_EQ(run.replace(steps), steps.size());
        run.jump(run.length());
        timeline = timelineOf(run, [](StateView) { return Fate::Unknown; });
    }

    std::string written(RunWriter write, const FormatOptions &options = {}, std::size_t first = 0)
    {
        const Written text =
            write({run, std::make_shared<const Timeline>(timeline), {}, first}, options);
        EXPECT_TRUE(text);
        return text.value_or("");
    }

    Run run;
    Timeline timeline;

private:
    static std::vector<Step> stepsOf(const Machine &machine, std::string_view schedule)
    {
        const Walk walk = racewalk::walk(machine, parseSchedule(schedule).value());
        EXPECT_EQ(walk.message, "");
        return walk.steps;
    }
};

/// Titles, names and texts that a format may take for its own.
inline constexpr const char *hostileProgram =
    R"(scenario "end; %%{init: {}}%% #35; <b> a->>b: 'x' ü";
struct mutex lock;
int x;
thread end {
    mutex_lock(&lock);
    x = 1; //@ end; %% </script> t0->>t1: $$ , { "q" End
    mutex_unlock(&lock);
}
thread loop {
    mutex_lock(&lock);
    x = 2;
    mutex_unlock(&lock);
}
)";

} // namespace racewalk::test
