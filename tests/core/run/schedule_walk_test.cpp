// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run.h"
#include "run/schedule/schedule.h"

#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <random>

namespace racewalk {

namespace {

using test::machineFor;
using test::threadNamed;

constexpr std::string_view twoLockers = R"(
scenario "Two lockers";
spinlock_t lock;
int x;

thread lookup {
        spin_lock(&lock);
        WRITE_ONCE(x, 1);
        spin_unlock(&lock);
}

thread evict {
        spin_lock(&lock);
        WRITE_ONCE(x, 2);
        spin_unlock(&lock);
}
)";

constexpr std::string_view pickers = R"(
scenario "Pickers";
int x;

thread picker[2] {
        WRITE_ONCE(x, choose(3, 5));
}
)";

constexpr std::string_view storers = R"(
scenario "Storers";
struct node { int f; };
int x, f, y;
struct node n[2];

thread a {
        WRITE_ONCE(x, 1);
        WRITE_ONCE(f, 1);
        y = READ_ONCE(x);
        WRITE_ONCE(n[0].f, 1);
        WRITE_ONCE(n[1].f, 1);
}

thread b {
        WRITE_ONCE(x, 2);
        smp_mb();
        f = READ_ONCE(y);
}
)";

Walk walked(const Machine &machine, std::string_view text)
{
    const auto schedule = parseSchedule(text);
    EXPECT_TRUE(schedule) << text;
    return schedule ? walk(machine, *schedule) : Walk();
}

/// The steps as one letter and a number each: "a0 a0 b2".
std::string stepsText(const std::vector<Step> &steps)
{
    std::string text;
    for (const Step step : steps) {
        if (!text.empty())
            text += ' ';
        text += static_cast<char>('a' + indexOf(step.thread));
        text += std::to_string(step.choice);
    }
    return text;
}

/// Any walk to an end, or of 60 steps.
std::vector<Step> randomSteps(const Machine &machine, std::mt19937 &random)
{
    std::vector<Step> steps;
    State state = machine.initialState();
    for (int i = 0; i < 60; ++i) {
        const std::vector<Step> enabled = machine.enabledSteps(state);
        if (enabled.empty())
            break;
        // Mostly the same thread again, so that words of several steps come about.
        Step next = enabled[random() % enabled.size()];
        if (!steps.empty() && random() % 4 != 0 && machine.isEnabled(state, steps.back()))
            next = steps.back();
        machine.apply(state, next);
        steps.push_back(next);
    }
    return steps;
}

void expectScheduleToBringBackSteps(const Machine &machine)
{
    std::mt19937 random(11);
    for (int round = 0; round < 200; ++round) {
        const std::vector<Step> steps = randomSteps(machine, random);
        const std::string text = toText(scheduleOf(machine, steps));
        const Walk again = walked(machine, text);
        EXPECT_EQ(again.message, "") << text;
        EXPECT_EQ(again.steps, steps) << text;
    }
}

} // namespace

TEST(Walk, TakesStepsByName)
{
    const auto machine = machineFor(twoLockers);
    const Walk walk = walked(*machine, "lookup*2 LOOKUP evict!");
    EXPECT_EQ(walk.message, "");
    EXPECT_EQ(stepsText(walk.steps), "a0 a0 a0 b0 b0 b0");
}

TEST(Walk, StopsWhereAThreadIsBlockedAndKeepsTheStepsBefore)
{
    const auto machine = machineFor(twoLockers);
    const Walk walk = walked(*machine, "lookup*2 evict lookup");
    EXPECT_EQ(stepsText(walk.steps), "a0 a0");
    EXPECT_EQ(walk.message, "step 3: evict cannot step: it is spinning on lock, held by lookup");
    EXPECT_EQ(walk.offset, 9U);
}

TEST(Walk, StopsInTheMiddleOfACount)
{
    const auto machine = machineFor(twoLockers);
    const Walk walk = walked(*machine, "lookup*7");
    EXPECT_EQ(walk.steps.size(), 3U);
    EXPECT_EQ(walk.message, "step 4: lookup cannot step: it has ended");
    EXPECT_EQ(walk.offset, 0U);
}

TEST(Walk, NamesTheThreadsIfOneIsUnknown)
{
    const auto machine = machineFor(twoLockers);
    const Walk walk = walked(*machine, "lookup lokup");
    EXPECT_EQ(walk.steps.size(), 1U);
    EXPECT_EQ(walk.message, "step 2: there is no thread 'lokup', only lookup and evict");
    EXPECT_EQ(walk.offset, 7U);
}

TEST(Walk, NamesTheInstancesIfOneOfSeveralIsNotSaid)
{
    const auto machine = machineFor(pickers);
    EXPECT_EQ(walked(*machine, "picker(3)").message,
              "step 1: there are 2 threads called picker: write picker[0] or picker[1]");
    EXPECT_EQ(walked(*machine, "picker[2]").message,
              "step 1: there is no thread 'picker[2]', only picker[0] and picker[1]");
}

TEST(Walk, NumberMayBeLeftOutOrAddedIfThereIsOneInstance)
{
    const auto counted = machineFor("scenario \"s\"; int x; thread t[1] { WRITE_ONCE(x, 1); }");
    EXPECT_EQ(walked(*counted, "t").message, "");
    EXPECT_EQ(walked(*counted, "t[0]").message, "");
    const auto plain = machineFor("scenario \"s\"; int x; thread t { WRITE_ONCE(x, 1); }");
    EXPECT_EQ(walked(*plain, "t").message, "");
    EXPECT_EQ(walked(*plain, "t[0]").message, "");
    EXPECT_EQ(walked(*plain, "t[1]").message, "step 1: there is no thread 't[1]', only t");
}

TEST(Walk, ChoiceIsTheValueItself)
{
    const auto machine = machineFor(pickers);
    const Walk walk = walked(*machine, "picker[1](5) picker[1] picker[0](3)");
    EXPECT_EQ(walk.message, "");
    EXPECT_EQ(stepsText(walk.steps), "b2 b0 a0");
}

TEST(Walk, SaysWhatCanBeChosen)
{
    const auto machine = machineFor(pickers);
    const std::string ways = "write picker[0](3), picker[0](4) or picker[0](5)";
    EXPECT_EQ(walked(*machine, "picker[0]").message, "step 1: picker[0] has a choice: " + ways);
    EXPECT_EQ(walked(*machine, "picker[0]!").message, "step 1: picker[0] has a choice: " + ways);
    EXPECT_EQ(walked(*machine, "picker[0](6)").message,
              "step 1: picker[0] cannot choose 6: " + ways);
    EXPECT_EQ(walked(*machine, "picker[0](4) picker[0](4)").message,
              "step 2: picker[0] has nothing to choose here");
}

TEST(Walk, RunsUntilAChoice)
{
    const auto machine = machineFor(R"(
scenario "Choice";
int x;
thread t {
        WRITE_ONCE(x, 7);
        WRITE_ONCE(x, 8);
        WRITE_ONCE(x, choose(0, 1));
}
)");
    const Walk walk = walked(*machine, "t! t(1) t!");
    EXPECT_EQ(walk.message, "");
    EXPECT_EQ(stepsText(walk.steps), "a0 a0 a1 a0");
    EXPECT_EQ(toText(scheduleOf(*machine, walk.steps)), "t! t(1) t");
}

TEST(Walk, RunsUntilALabel)
{
    const auto machine = machineFor(R"(
scenario "Label";
int x;
thread t {
        WRITE_ONCE(x, 1);
        WRITE_ONCE(x, 2);
again:
        WRITE_ONCE(x, 3);
        if (READ_ONCE(x) != 9)
                goto again;
}
)");
    EXPECT_EQ(walked(*machine, "t@again").steps.size(), 2U);
    EXPECT_EQ(walked(*machine, "t@AGAIN t@again t@again").steps.size(), 6U);
    EXPECT_EQ(walked(*machine, "t@agin").message, "step 1: t has no label 'agin', only again");
}

constexpr const char *endless = R"(
scenario "Forever";
int x, y;
thread t {
        y = 1;
again:
        if (!READ_ONCE(x)) {
                WRITE_ONCE(y, 2);
                WRITE_ONCE(y, 3);
                goto again;
        }
out:
        y = 4;
}
thread u {
        WRITE_ONCE(x, READ_ONCE(y));
}
)";

TEST(Walk, AThreadThatComesBackToItsStateHasGoneRoundOnce)
{
    const auto machine = machineFor(endless);
    const Walk walk = walked(*machine, "t!");
    // The first round differs: it begins with another y.
    EXPECT_EQ(walk.steps.size(), 6U);
    EXPECT_EQ(walk.message,
              "step 7: t runs forever: it returns to the same state after 3 steps");
    EXPECT_EQ(walked(*machine, "t*7 t@out").message,
              "step 11: t runs forever: it returns to the same state after 3 steps");
    EXPECT_EQ(walked(*machine, "t*70").message, "");
    EXPECT_EQ(walked(*machine, "t*7 u! t!").message, "");
}

TEST(Walk, AWayThatNeverRepeatsStopsAfterManySteps)
{
    const auto machine = machineFor(R"(
scenario "Counts";
int x;
thread t { for (;;) x++; }
thread u { x = 0; }
)");
    const Walk walk = walked(*machine, "t!");
    EXPECT_EQ(walk.steps.size(), maxScheduleSteps);
    EXPECT_EQ(walk.message, "step 100001: t is still not blocked after 100000 steps");
}

TEST(Walk, DrainNeedsAStoreBuffer)
{
    const auto machine = machineFor(twoLockers);
    EXPECT_EQ(walked(*machine, "lookup~").message, "step 1: there are no store buffers under sc");
}

TEST(Walk, DrainsTheOldestStoreUnderTso)
{
    const auto machine = machineFor(storers, {}, {}, MemoryModel::Tso);
    EXPECT_EQ(walked(*machine, "a~").message, "step 1: a has no buffered store");
    EXPECT_EQ(walked(*machine, "a*2 a~ a~x").message,
              "step 4: a cannot drain a store to 'x': write a~f");
    const Walk walk = walked(*machine, "a*2 a~x a~f b");
    EXPECT_EQ(walk.message, "");
    EXPECT_EQ(toText(scheduleOf(*machine, walk.steps)), "a*2 a~ a~ b");
}

TEST(Walk, NamesTheStoreToDrainUnderPso)
{
    const auto machine = machineFor(storers, {}, {}, MemoryModel::Pso);
    EXPECT_EQ(walked(*machine, "a*2 a~").message,
              "step 3: a has a choice: write a~x or a~f");
    const Walk walk = walked(*machine, "a*2 a~F a~ a a");
    EXPECT_EQ(walk.message, "");
    EXPECT_EQ(toText(scheduleOf(*machine, walk.steps)), "a*2 a~f a~ a*2");
    EXPECT_EQ(walked(*machine, "a*2 a~f a~ a*2 a~ a*2 a~").message,
              "step 10: a has a choice: write a~n[0].f or a~n[1].f");
    EXPECT_EQ(walked(*machine, "a*2 a~f a~ a*2 a~ a*2 a~n[1].f a~f").message, "");
}

TEST(Walk, TellsStoresApartThatDifferOnlyInCase)
{
    const auto machine = machineFor("scenario \"t\"; int x, X; thread a { WRITE_ONCE(x, 1); "
                                    "WRITE_ONCE(X, 1); } thread b { int r = x + X; }",
                                    {}, {}, MemoryModel::Pso);
    for (const std::string schedule : {"a! a~X a~", "a! a~x a~"})
        EXPECT_EQ(toText(scheduleOf(*machine, walked(*machine, schedule).steps)), schedule);
}

TEST(Walk, RunsAThreadUntilItWaitsForItsStoreBuffer)
{
    const auto machine = machineFor(storers, {}, {}, MemoryModel::Tso);
    const Walk walk = walked(*machine, "b! b~ b!");
    EXPECT_EQ(walk.message, "");
    EXPECT_EQ(toText(scheduleOf(*machine, walk.steps)), "b b~ b!");
    EXPECT_EQ(walked(*machine, "b*2").message,
              "step 2: b cannot step: it is waiting for its store buffer to drain");
}

TEST(ScheduleOf, BringsBackDrains)
{
    for (const MemoryModel model : {MemoryModel::Tso, MemoryModel::Pso})
        expectScheduleToBringBackSteps(*machineFor(storers, {}, {}, model));
}

TEST(ScheduleOf, IsWhatAPersonWouldWrite)
{
    const auto machine = machineFor(twoLockers);
    const auto written = [&](std::string_view text) {
        return toText(scheduleOf(*machine, walked(*machine, text).steps));
    };
    EXPECT_EQ(written("lookup*3 evict*3"), "lookup! evict!");
    EXPECT_EQ(written("lookup lookup evict lookup"), "lookup*2");
    EXPECT_EQ(written("lookup*2 lookup evict*2 evict"), "lookup! evict!");
    EXPECT_EQ(written("lookup*3 evict*2"), "lookup! evict*2");
    EXPECT_EQ(written(""), "");
}

TEST(ScheduleOf, SaysWhatWasChosen)
{
    const auto machine = machineFor(pickers);
    const Walk walk = walked(*machine, "picker[1](4) picker[0](5) picker[1] picker[0]");
    ASSERT_EQ(walk.message, "");
    EXPECT_EQ(toText(scheduleOf(*machine, walk.steps)),
              "picker[1](4) picker[0](5) picker[1] picker[0]");
}

TEST(ScheduleOf, BringsBackTheStepsOfLockers)
{
    expectScheduleToBringBackSteps(*machineFor(twoLockers));
}

TEST(ScheduleOf, BringsBackChoices)
{
    expectScheduleToBringBackSteps(*machineFor(pickers));
}

TEST(ScheduleOf, BringsBackSleepWakeupsAndCallbacks)
{
    for (const std::string_view variant : {"rcu_lookup", "rcu_recheck", "no_grace_period"})
        expectScheduleToBringBackSteps(
            *test::machineOf("scenarios/inode/inode-teardown.race", variant, {{"lookups", 2}}));
}

} // namespace racewalk
