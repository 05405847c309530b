// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/timeline.h"

#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>

namespace racewalk {

// What must hold of every run of every scenario that comes with the program.

namespace {

std::vector<std::string> shippedScenarios()
{
    const std::filesystem::path resources(RACEWALK_RESOURCES_DIR);
    std::vector<std::string> names;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(resources / "scenarios"))
        if (entry.path().extension() == ".race")
            names.push_back(std::filesystem::relative(entry.path(), resources).string());
    std::ranges::sort(names);
    return names;
}

/// A walk to an end, or of 80 steps, that mostly stays with a thread.
std::vector<Step> randomSteps(const Machine &machine, std::mt19937 &random)
{
    std::vector<Step> steps;
    State state = machine.initialState();
    while (steps.size() < 80) {
        const std::vector<Step> enabled = machine.enabledSteps(state);
        if (enabled.empty())
            break;
        const bool stays =
            !steps.empty() && random() % 8 != 0 && machine.isEnabled(state, steps.back());
        steps.push_back(stays ? steps.back() : enabled[random() % enabled.size()]);
        machine.apply(state, steps.back());
    }
    return steps;
}

void expectScheduleToBringBack(const Machine &machine, const std::vector<Step> &steps)
{
    const Schedule schedule = scheduleOf(machine, steps);
    const auto read = parseSchedule(toText(schedule));
    ASSERT_TRUE(read) << toText(schedule);
    const Walk again = walk(machine, *read);
    EXPECT_EQ(again.message, "") << toText(schedule);
    EXPECT_EQ(again.steps, steps) << toText(schedule);
}

/// Whether a lock that the timeline calls `name` is one that readers share.
bool isShared(const Program &program, std::string_view name)
{
    return std::ranges::any_of(program.storage.cells, [&](const Cell &cell) {
        return program.storage.types[indexOf(cell.type)].kind == TypeKind::RwLock &&
               cell.path.ends_with(name);
    });
}

/// Nobody holds a lock twice at once, and a thread is not asleep while it steps.
void expectSpansToBePossible(const Timeline &timeline, const Program &program)
{
    const std::size_t end = timeline.events.size();
    for (std::size_t i = 0; i < timeline.spans.size(); ++i) {
        const TimelineSpan &span = timeline.spans[i];
        EXPECT_LE(span.first, span.last.value_or(end));
        EXPECT_FALSE(timeline.lanes[span.lane].isSystem);
        if (span.kind == TimelineSpan::Kind::Asleep) {
            for (std::size_t row = span.first + 1; row < span.last.value_or(end); ++row) {
                EXPECT_NE(timeline.events[row].lane, span.lane) << "row " << row;
            }
        }
        for (std::size_t j = i + 1; j < timeline.spans.size(); ++j) {
            const TimelineSpan &later = timeline.spans[j];
            const bool areRivals =
                span.kind == later.kind &&
                (span.kind == TimelineSpan::Kind::LockHeld
                     ? span.lock == later.lock && !isShared(program, timeline.locks[span.lock])
                     : span.lane == later.lane);
            if (areRivals) {
                EXPECT_LE(span.last.value_or(end), later.first);
            }
        }
    }
}

void expectArrowsToBePossible(const Timeline &timeline)
{
    for (const TimelineArrow &arrow : timeline.arrows) {
        ASSERT_LT(arrow.from, timeline.events.size());
        ASSERT_LT(arrow.to, timeline.events.size());
        const TimelineEvent &from = timeline.events[arrow.from];
        const TimelineEvent &to = timeline.events[arrow.to];
        switch (arrow.kind) {
        case TimelineArrow::Kind::LockHandover:
            EXPECT_LT(arrow.from, arrow.to);
            EXPECT_NE(from.lane, to.lane);
            break;
        case TimelineArrow::Kind::Wake:
            EXPECT_NE(from.lane, to.lane);
            break;
        case TimelineArrow::Kind::Callback:
            EXPECT_LT(arrow.from, arrow.to);
            EXPECT_TRUE(timeline.lanes[to.lane].isSystem);
            break;
        case TimelineArrow::Kind::WakesNobody:
            EXPECT_EQ(arrow.from, arrow.to);
            EXPECT_NE(arrow.lane, from.lane);
            break;
        }
    }
}

void expectLabelsEverywhere(const Timeline &timeline)
{
    for (const TimelineEvent &event : timeline.events) {
        EXPECT_NE(event.label, "");
        EXPECT_NE(event.spoken, "");
        EXPECT_EQ(event.label.find('\n'), std::string::npos) << event.label;
    }
}

void expectSoundRuns(const std::shared_ptr<const Machine> &machine)
{
    std::mt19937 random(3);
    for (int round = 0; round < 20; ++round) {
        const std::vector<Step> steps = randomSteps(*machine, random);
        racewalk::Run run(machine);
        ASSERT_EQ(run.replace(steps), steps.size());
        expectScheduleToBringBack(*machine, steps);
        const Timeline timeline = timelineOf(run, [](StateView) { return Fate::Unknown; });
        EXPECT_EQ(timeline.events.size(), steps.size());
        EXPECT_EQ(timeline.switches.size(), run.contextSwitches());
        expectSpansToBePossible(timeline, machine->program());
        expectArrowsToBePossible(timeline);
        expectLabelsEverywhere(timeline);
    }
}

} // namespace

TEST(ShippedRuns, AreSoundInEveryVariantOfEveryScenario)
{
    const std::vector<std::string> scenarios = shippedScenarios();
    ASSERT_FALSE(scenarios.empty());
    for (const std::string &scenario : scenarios) {
        const auto program = test::programOf(scenario);
        for (const Variant &variant : program->scenario.variants) {
            SCOPED_TRACE(scenario + " " + variant.name);
            expectSoundRuns(test::machineOf(scenario, variant.name));
        }
    }
}

} // namespace racewalk
