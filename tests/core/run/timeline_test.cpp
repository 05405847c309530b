// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/timeline.h"

#include "core/run/timeline_text.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

namespace racewalk {

namespace {

Fate unknownFate(StateView)
{
    return Fate::Unknown;
}

Run runOf(const std::shared_ptr<const Machine> &machine, std::string_view schedule)
{
    const auto words = parseSchedule(schedule);
    EXPECT_TRUE(words) << schedule;
    const Walk walk = racewalk::walk(*machine, *words);
    EXPECT_EQ(walk.message, "");
    racewalk::Run run(machine);
    run.replace(walk.steps);
    return run;
}

Timeline timelineFor(std::string_view scenario, std::string_view schedule)
{
    return timelineOf(runOf(test::machineFor(scenario), schedule), unknownFate);
}

using test::arrowsText;
using test::spansText;

constexpr std::string_view lockers = R"(
scenario "Lockers";
struct item { spinlock_t lock; int x; };
struct item items[2];
spinlock_t outer;

thread a {
        spin_lock(&outer);
        spin_lock(&items[0].lock);
        WRITE_ONCE(items[0].x, 1);
        spin_unlock(&items[0].lock);
        spin_lock(&items[0].lock);
        spin_unlock(&items[0].lock);
        spin_unlock(&outer);
}

thread b {
        spin_lock(&items[0].lock);
        spin_unlock(&items[0].lock);
}

thread c {
        spin_lock(&items[1].lock);
        spin_unlock(&items[1].lock);
}

thread d {
        if (spin_trylock(&outer))
                spin_unlock(&outer);
        if (spin_trylock(&outer))
                spin_unlock(&outer);
}
)";

constexpr std::string_view sleepers = R"(
scenario "Sleepers";
wait_queue_head_t wq, other;

thread waiter {
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
        finish_wait(&wq);
}

thread waker {
        wake_up(&other);
        wake_up(&wq);
        wake_up(&other);
}
)";

constexpr std::string_view readers = R"(
scenario "Readers";
struct thing { int size; };
pool struct thing things[2] = { { .size = 1 }, { .size = 2 } };

thread a { rcu_read_lock(); rcu_read_lock(); rcu_read_unlock(); rcu_read_unlock(); }
thread b { rcu_read_lock(); rcu_read_unlock(); rcu_read_lock(); rcu_read_unlock(); }
thread freer { call_rcu(&things[0]); call_rcu(&things[1]); }
)";

} // namespace

TEST(Timeline, HasALaneForEveryThreadAndForCallbacks)
{
    const Timeline timeline = timelineFor(readers, "");
    ASSERT_EQ(timeline.lanes.size(), 4U);
    EXPECT_EQ(timeline.lanes[1].name, "b");
    EXPECT_EQ(timeline.lanes[1].caption, "CPU1");
    EXPECT_FALSE(timeline.lanes[2].isSystem);
    EXPECT_EQ(timeline.lanes[3].name, "rcu");
    EXPECT_EQ(timeline.lanes[3].caption, "callbacks");
    EXPECT_TRUE(timeline.lanes[3].isSystem);
    EXPECT_TRUE(timeline.events.empty());
    EXPECT_FALSE(timeline.usesRcu);
}

TEST(Timeline, ShowsAllKnownStepsWhereverTheCursorIs)
{
    racewalk::Run run = runOf(test::machineFor(lockers), "b c*2 b");
    run.jump(1);
    const Timeline timeline = timelineOf(run, unknownFate);
    ASSERT_EQ(timeline.events.size(), 4U);
    EXPECT_EQ(timeline.events[3].index, 3U);
    EXPECT_EQ(timeline.events[3].lane, 1U);
    EXPECT_EQ(timeline.events[3].label, "spin_unlock(items[0].lock)");
    EXPECT_EQ(timeline.events[3].role, Role::Unlock);
    EXPECT_EQ(tooltipOf(run.machine().program(), run.event(3)),
              "spin_unlock(&items[0].lock);\ntest.race:19\n"
              "items[0].lock: b -> free");
}

TEST(Timeline, LocksLastFromLockToUnlock)
{
    const Timeline timeline = timelineFor(lockers, "a*4 b*2 a*2");
    EXPECT_EQ(spansText(timeline), "a: lock outer 1-\n"
                                   "a: lock lock 2-4\n"
                                   "b: lock lock 5-6\n"
                                   "a: lock lock 7-8\n");
    EXPECT_EQ(arrowsText(timeline), "handover 4 > 5\n"
                                    "handover 6 > 7\n");
}

TEST(Timeline, NoHandoverToTheSameThread)
{
    EXPECT_EQ(arrowsText(timelineFor(lockers, "a! b!")), "handover 6 > 8\n");
}

TEST(Timeline, TheLastReaderToLeaveHandsOver)
{
    constexpr std::string_view scenario = R"(
scenario "Sharers";
rwlock_t l;

thread a { read_lock(&l); read_unlock(&l); }
thread b { read_lock(&l); read_unlock(&l); }
thread w { write_lock(&l); write_unlock(&l); }
)";
    EXPECT_EQ(arrowsText(timelineFor(scenario, "a b a b w!")), "handover 4 > 5\n");
    EXPECT_EQ(arrowsText(timelineFor(scenario, "a b b a w!")), "handover 4 > 5\n");
}

TEST(Timeline, LocksOfOneNameAreToldApart)
{
    const Timeline timeline = timelineFor(lockers, "c! a! b!");
    EXPECT_EQ(timeline.locks,
              (std::vector<std::string>{"items[1].lock", "outer", "items[0].lock"}));
}

TEST(Timeline, TrylockHoldsOnlyIfItTook)
{
    const Timeline timeline = timelineFor(lockers, "a d a*6 d!");
    EXPECT_EQ(spansText(timeline), "a: lock outer 1-8\n"
                                   "a: lock lock 3-5\n"
                                   "a: lock lock 6-7\n"
                                   "d: lock outer 9-10\n");
    EXPECT_EQ(arrowsText(timeline), "handover 8 > 9\n");
}

TEST(Timeline, SleepLastsUntilTheWakeup)
{
    const Timeline timeline = timelineFor(sleepers, "waiter! waker! waiter!");
    EXPECT_EQ(spansText(timeline), "waiter: asleep 2-4\n");
    EXPECT_EQ(arrowsText(timeline), "wake 4 > 6\n");
}

TEST(Timeline, WakeupPointsToTheSleepWhileTheThreadDidNotGoOn)
{
    const Timeline timeline = timelineFor(sleepers, "waiter! waker*2");
    EXPECT_EQ(spansText(timeline), "waiter: asleep 2-4\n");
    EXPECT_EQ(arrowsText(timeline), "wake 4 > 2\n");
}

TEST(Timeline, SleepIsForeverOnlyIfTheRunEndsInAHang)
{
    EXPECT_EQ(spansText(timelineFor(sleepers, "waiter!")), "waiter: asleep 2-\n");
    EXPECT_EQ(spansText(timelineFor(sleepers, "waker! waiter!")), "waiter: asleep 5-forever\n");
}

TEST(Timeline, SleepIsNotForeverWhileAnotherThreadCanStep)
{
    const racewalk::Run run = runOf(test::machineFor(sleepers), "waker*2 waiter!");
    const auto doomed = [](StateView) { return Fate::Doomed; };
    EXPECT_EQ(spansText(timelineOf(run, unknownFate)), "waiter: asleep 4-\n");
    EXPECT_EQ(spansText(timelineOf(run, doomed, FindingKind::Hang)), "waiter: asleep 4-\n");
}

TEST(Timeline, WakeupThatCameTooEarlyPointsToTheLaneThatSleepsLater)
{
    EXPECT_EQ(arrowsText(timelineFor(sleepers, "waker! waiter!")), "wakes nobody 2, waiter\n");
    // Nobody sleeps later: woken between queueing and schedule().
    EXPECT_EQ(arrowsText(timelineFor(sleepers, "waiter waker! waiter!")), "wake 3 > 5\n");
    EXPECT_EQ(arrowsText(timelineFor(sleepers, "waker!")), "");
}

TEST(Timeline, WakeupIsNeverTooEarlyForTheWakerItself)
{
    constexpr std::string_view scenario = R"(
scenario "Partners";
wait_queue_head_t wq;

thread partner[2] {
        wake_up(&wq);
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
}
)";
    EXPECT_EQ(arrowsText(timelineFor(scenario, "partner[0]!")), "");
    EXPECT_EQ(arrowsText(timelineFor(scenario, "partner[0] partner[1]! partner[0]!")),
              "wakes nobody 1, partner[1]\n"
              "wakes nobody 2, partner[0]\n");
}

TEST(Timeline, WakeupOfABitIsTooEarlyOnlyForThatBit)
{
    constexpr std::string_view scenario = R"(
scenario "Bits";
int word;
thread waiter {
        prepare_to_wait_bit(&word, 1, TASK_UNINTERRUPTIBLE);
        schedule();
        finish_wait_bit(&word, 1);
}
thread other { wake_up_bit(&word, 0); WRITE_ONCE(word, 0); }
thread waker { wake_up_bit(&word, 1); WRITE_ONCE(word, 0); }
)";
    EXPECT_EQ(arrowsText(timelineFor(scenario, "other! waker! waiter!")),
              "wakes nobody 3, waiter\n");
}

TEST(Timeline, CompletionThatComesFirstMissesNobody)
{
    constexpr std::string_view scenario = R"(
scenario "Completion";
struct completion done;
thread waiter { wait_for_completion(&done); }
thread completer { complete(&done); }
)";
    EXPECT_EQ(arrowsText(timelineFor(scenario, "completer! waiter!")), "");
    const Timeline timeline = timelineFor(scenario, "waiter! completer! waiter!");
    EXPECT_EQ(spansText(timeline), "waiter: asleep 2-3\n");
    EXPECT_EQ(arrowsText(timeline), "wake 3 > 4\n");
}

TEST(Timeline, ReadersLastFromTheOutermostLockToItsUnlock)
{
    const Timeline timeline = timelineFor(readers, "a*2 b*3 a*2");
    EXPECT_EQ(spansText(timeline), "a: rcu 1-7\n"
                                   "b: rcu 3-4\n"
                                   "b: rcu 5-\n");
    EXPECT_TRUE(timeline.usesRcu);
}

TEST(Timeline, CallbackComesFromItsCallAndTheLastReaderItWaitedFor)
{
    // b's second section begins after the call and is not waited for.
    EXPECT_EQ(arrowsText(timelineFor(readers, "a b freer b a*3 b rcu")), "callback 3 > 9\n"
                                                                         "callback 7 > 9\n");
    EXPECT_EQ(arrowsText(timelineFor(readers, "freer a rcu")), "callback 1 > 3\n");
    EXPECT_EQ(arrowsText(timelineFor(readers, "freer*2 rcu(1) rcu")), "callback 1 > 4\n"
                                                                      "callback 2 > 3\n");
    EXPECT_EQ(arrowsText(timelineFor(readers, "a freer")), "");
}

TEST(Timeline, NumbersSwitchesWithoutSystemLanes)
{
    const Timeline timeline = timelineFor(readers, "freer rcu freer a b*2");
    ASSERT_EQ(timeline.switches.size(), 2U);
    EXPECT_EQ(timeline.switches[0].before, 3U);
    EXPECT_EQ(timeline.switches[0].fromLane, 2U);
    EXPECT_EQ(timeline.switches[0].toLane, 0U);
    EXPECT_EQ(timeline.switches[0].number, 1U);
    EXPECT_EQ(timeline.switches[1].before, 4U);
    EXPECT_EQ(timeline.switches[1].toLane, 1U);
    EXPECT_EQ(timeline.switches[1].number, 2U);
}

TEST(Timeline, TurningPointsComeAfterAnOpenState)
{
    const racewalk::Run run = runOf(test::machineFor(sleepers), "waker*3 waiter!");
    const auto fates = [&](std::vector<Fate> list) {
        return timelineOf(run, [&run, list = std::move(list)](StateView state) {
            for (std::size_t i = 0; i < list.size(); ++i)
                if (std::ranges::equal(run.stateAt(i), state))
                    return list[i];
            return Fate::Unknown;
        });
    };
    const Fate open = Fate::Open, safe = Fate::Safe, doomed = Fate::Doomed;

    const Timeline lost = fates({open, open, doomed, doomed, doomed, doomed});
    EXPECT_EQ(lost.initialFate, open);
    EXPECT_EQ(lost.pointOfNoReturn, 1U);
    EXPECT_EQ(lost.safeFromHere, std::nullopt);
    EXPECT_EQ(lost.events[1].fate, doomed);

    EXPECT_EQ(fates({open, open, open, safe, safe, safe}).safeFromHere, 2U);
    const Timeline always = fates({doomed, doomed, doomed, doomed, doomed, doomed});
    EXPECT_EQ(always.pointOfNoReturn, std::nullopt);
    EXPECT_EQ(fates({}).pointOfNoReturn, std::nullopt);
}

} // namespace racewalk
