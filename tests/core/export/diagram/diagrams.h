// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/diagram/text_diagram.h"
#include "run/schedule/schedule.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace racewalk::test {

/// The waker can come between the waiter's check and its sleep.
inline constexpr const char *lostWakeup = R"(scenario "Lost";
wait_queue_head_t wq;
bool done;
static bool is_done(void) { return READ_ONCE(done); }
thread waiter {
        if (!is_done()) {
                prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
                schedule();
        }
}
thread waker {
        done = true;
        wake_up(&wq);
}
)";

/// The diagram of the run of a schedule.
inline std::string diagramOf(std::string_view program, std::string_view schedule,
                             const TextDiagramStyle &style = {})
{
    const auto machine = machineFor(program);
    const Walk walk = racewalk::walk(*machine, parseSchedule(schedule).value());
    EXPECT_EQ(walk.message, "");
    Run run(machine);
    run.replace(walk.steps);
    run.jump(run.length());
    return textDiagram(run, style);
}

} // namespace racewalk::test
