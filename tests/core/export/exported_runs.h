// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/explore.h"
#include "explore/fates/livelock.h"
#include "export/formats.h"
#include "run/schedule/schedule.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <memory>
#include <random>
#include <span>
#include <string_view>
#include <vector>

namespace racewalk::test {

/// A run to its end, with what a search knows about it.
struct ExportedRun {
    Run run;
    std::shared_ptr<const Timeline> timeline;

    ExportedRun(const std::shared_ptr<const Machine> &machine, std::span<const Step> steps)
        : run(machine)
    {
        EXPECT_EQ(run.replace(steps), steps.size());
        run.jump(run.length());
        const Exploration exploration = explore(*machine, {});
        timeline = std::make_shared<const Timeline>(timelineOf(
            run, [&](StateView state) { return exploration.space->fateOf(state); }, {},
            livelockAtEnd(*machine, *exploration.space, run.length(),
                          [&](std::size_t position) { return run.stateAt(position); })));
    }
    ExportedRun(const std::shared_ptr<const Machine> &machine, std::string_view schedule)
        : ExportedRun(machine, walk(*machine, parseSchedule(schedule).value()).steps)
    {}

    RunToExport toExport() const { return {run, timeline, {}}; }
};

/// At most `length` steps, each drawn from the enabled ones.
inline std::vector<Step> randomSteps(const Machine &machine, std::size_t length, unsigned seed)
{
    std::mt19937 random(seed);
    std::vector<Step> steps;
    State state = machine.initialState();
    while (steps.size() < length) {
        const std::vector<Step> enabled = machine.enabledSteps(state);
        if (enabled.empty())
            break;
        steps.push_back(enabled[random() % enabled.size()]);
        machine.apply(state, steps.back());
    }
    return steps;
}

/// Shipped scenarios with parameters, several variants, buffers, callbacks and a livelock.
inline std::vector<std::shared_ptr<const Machine>> sampleMachines()
{
    return {machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup"),
            machineOf("scenarios/classroom/counter.race"),
            machineOf("scenarios/classroom/polite-trylock.race", "both_polite"),
            machineOf("scenarios/classroom/store-buffering.race", {}, {}, MemoryModel::Tso),
            machineOf("scenarios/classroom/rcu-reader.race")};
}

} // namespace racewalk::test
