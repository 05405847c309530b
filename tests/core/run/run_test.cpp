// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run.h"

#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>

namespace racewalk {

namespace {

constexpr std::string_view writers = R"(
scenario "Writers";
spinlock_t lock;
int x;

thread a {
        WRITE_ONCE(x, 1);
        WRITE_ONCE(x, 2);
        spin_lock(&lock);
        WRITE_ONCE(x, 3);
        spin_unlock(&lock);
}

thread b {
        WRITE_ONCE(x, 10);
        WRITE_ONCE(x, 20);
}
)";

constexpr Step a{ThreadId(0), 0};
constexpr Step b{ThreadId(1), 0};

/// What x is at the cursor.
std::int32_t valueOfX(const Run &run)
{
    const auto &cells = run.machine().program().storage.cells;
    const auto found = std::ranges::find(cells, "x", &Cell::path);
    return run.machine().layout().value(run.state(), CellId(found - cells.begin()));
}

Run walkedRun(std::string_view scenario, std::string_view schedule)
{
    const auto machine = test::machineFor(scenario);
    const auto words = parseSchedule(schedule);
    EXPECT_TRUE(words);
    const Walk walk = racewalk::walk(*machine, *words);
    EXPECT_EQ(walk.message, "");
    racewalk::Run run(machine);
    run.replace(walk.steps);
    return run;
}

} // namespace

TEST(Run, TakesStepsAndGoesBackAndForward)
{
    racewalk::Run run(test::machineFor(writers));
    EXPECT_FALSE(run.back());
    EXPECT_FALSE(run.forward());
    EXPECT_TRUE(run.take(a));
    EXPECT_TRUE(run.take(b));
    EXPECT_EQ(valueOfX(run), 10);
    EXPECT_TRUE(run.back());
    EXPECT_EQ(valueOfX(run), 1);
    EXPECT_EQ(run.position(), 1U);
    EXPECT_EQ(run.length(), 2U);
    EXPECT_TRUE(run.forward());
    EXPECT_EQ(valueOfX(run), 10);
    EXPECT_FALSE(run.forward());
}

TEST(Run, JumpStaysWithinTheRun)
{
    racewalk::Run run = walkedRun(writers, "a*2 b*2");
    EXPECT_EQ(run.position(), 0U);
    run.jump(3);
    EXPECT_EQ(valueOfX(run), 10);
    run.jump(100);
    EXPECT_EQ(run.position(), 4U);
    EXPECT_EQ(valueOfX(run), 20);
    run.jump(0);
    EXPECT_EQ(valueOfX(run), 0);
}

TEST(Run, KnownNextStepKeepsWhatComesAfterIt)
{
    racewalk::Run run = walkedRun(writers, "a*2 b*2");
    EXPECT_TRUE(run.take(a));
    EXPECT_EQ(run.length(), 4U);
    EXPECT_EQ(run.position(), 1U);
}

TEST(Run, AnotherStepDropsWhatCameAfterTheCursor)
{
    racewalk::Run run = walkedRun(writers, "a*2 b*2");
    run.jump(1);
    EXPECT_TRUE(run.take(b));
    EXPECT_EQ(run.length(), 2U);
    EXPECT_EQ(run.position(), 2U);
    EXPECT_EQ(valueOfX(run), 10);
    EXPECT_EQ(run.event(1).step, b);
}

TEST(Run, StepThatIsNotEnabledChangesNothing)
{
    racewalk::Run run = walkedRun(writers, "b*2 a");
    run.jump(2);
    EXPECT_FALSE(run.take(b));
    EXPECT_FALSE(run.take(Step{ThreadId(0), 1}));
    EXPECT_EQ(run.length(), 3U);
    EXPECT_EQ(run.position(), 2U);
}

TEST(Run, ReplaceTakesWhatCanBeTaken)
{
    racewalk::Run run = walkedRun(writers, "a b a");
    run.jump(2);
    const std::vector<Step> steps{a, b, b, b, a};
    EXPECT_EQ(run.replace(steps), 3U);
    EXPECT_EQ(run.position(), 0U);
    EXPECT_EQ(run.length(), 3U);
    run.jump(3);
    EXPECT_EQ(valueOfX(run), 20);
    EXPECT_EQ(run.replace({}), 0U);
    EXPECT_EQ(run.length(), 0U);
    EXPECT_EQ(valueOfX(run), 0);
}

TEST(Run, ReplaceMayTakeTheRunsOwnSteps)
{
    racewalk::Run run = walkedRun(writers, "a b a b");
    EXPECT_EQ(run.replace(run.steps().first(3)), 3U);
    run.jump(3);
    EXPECT_EQ(valueOfX(run), 2);
}

TEST(Run, CopyGoesItsOwnWay)
{
    racewalk::Run run = walkedRun(writers, "a*2 b*2");
    run.jump(2);
    racewalk::Run copy = run;
    EXPECT_TRUE(copy.take(a));
    copy.jump(0);
    EXPECT_EQ(run.length(), 4U);
    EXPECT_EQ(run.position(), 2U);
    EXPECT_EQ(run.event(2).step, b);
    EXPECT_EQ(copy.event(2).step, a);
}

TEST(Run, CountsContextSwitchesWithoutSystemLanes)
{
    EXPECT_EQ(walkedRun(writers, "a b a*2 b").contextSwitches(), 3U);
    EXPECT_EQ(walkedRun(writers, "").contextSwitches(), 0U);
    const racewalk::Run run = walkedRun(R"(
scenario "Callbacks";
struct thing { int size; };
pool struct thing things[2] = { { .size = 1 }, { .size = 2 } };
int x;
thread freer { call_rcu(&things[0]); call_rcu(&things[1]); WRITE_ONCE(x, 1); }
thread other { WRITE_ONCE(x, 2); }
)",
                                        "freer*2 rcu(1) freer rcu other");
    EXPECT_EQ(run.contextSwitches(), 1U);
    EXPECT_EQ(run.runningThread(0), std::nullopt);
    EXPECT_EQ(run.runningThread(3), ThreadId(0));
    EXPECT_EQ(run.runningThread(5), ThreadId(0));
    EXPECT_EQ(run.runningThread(6), ThreadId(1));
}

TEST(Run, TenThousandStepsTakeNoNoticeableTime)
{
    const auto machine = test::machineFor(R"(
scenario "Long";
int x;
daemon thread t {
        while (true)
                WRITE_ONCE(x, READ_ONCE(x) + 1);
}
)");
    racewalk::Run run(machine);
    const std::vector<Step> steps(10'000, a);
    const std::clock_t begin = std::clock();
    EXPECT_EQ(run.replace(steps), steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i)
        EXPECT_TRUE(run.forward());
    EXPECT_EQ(valueOfX(run), 5'000);
    // Processor time, and generous: this may be a debug build under sanitizers.
    EXPECT_LT(std::clock() - begin, 2 * CLOCKS_PER_SEC);
}

TEST(StepsToSchedulingPoint, StopBeforeALockAndAfterTheLastStep)
{
    const auto machine = test::machineFor(writers);
    const State start = machine->initialState();
    const std::vector<Step> toLock = stepsToSchedulingPoint(*machine, start, ThreadId(0));
    EXPECT_EQ(toLock, std::vector<Step>(2, a));
    EXPECT_EQ(stepsToSchedulingPoint(*machine, start, ThreadId(1)), std::vector<Step>(2, b));

    racewalk::Run run(machine);
    run.replace(toLock);
    run.jump(2);
    // Over the lock and the write, before the unlock.
    EXPECT_EQ(stepsToSchedulingPoint(*machine, run.state(), ThreadId(0)), std::vector<Step>(2, a));
}

TEST(StepsToSchedulingPoint, AreNoneForAThreadThatCannotStep)
{
    racewalk::Run run = walkedRun(writers, "b*2");
    run.jump(2);
    EXPECT_TRUE(stepsToSchedulingPoint(run.machine(), run.state(), ThreadId(1)).empty());
}

TEST(StepsToLine, StopBeforeTheLine)
{
    const auto machine = test::machineFor(writers);
    const State start = machine->initialState();
    EXPECT_EQ(stepsToLine(*machine, start, ThreadId(0), 10).size(), 3U);
    EXPECT_TRUE(stepsToLine(*machine, start, ThreadId(0), 15).empty());
    EXPECT_TRUE(stepsToLine(*machine, start, ThreadId(0), 7).empty()); // it stands there already
}

} // namespace racewalk
