// SPDX-License-Identifier: GPL-3.0-or-later
// The interval in which other threads make the check of a sleeping thread stale.
#include "run/timeline/timeline_geometry.h"

#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace racewalk {

namespace {

Timeline timelineOfWalk(const std::shared_ptr<const Machine> &machine, std::string_view schedule)
{
    const Walk walk = racewalk::walk(*machine, *parseSchedule(schedule));
    EXPECT_EQ(walk.message, "");
    racewalk::Run run(machine);
    EXPECT_EQ(run.replace(walk.steps), walk.steps.size());
    return timelineOf(run, [](StateView) { return Fate::Unknown; });
}

/// "waiter: done, 1 to 5, changed by 2", with rows from 1, one a line.
std::string damageText(const Timeline &timeline)
{
    std::string text;
    for (const TimelineDamage &damage : timeline.damage) {
        std::vector<std::size_t> writes = damage.writes;
        for (std::size_t &write : writes)
            ++write;
        text +=
            fmt::format("{}: {}, {} to {}, changed by {}\n", timeline.lanes[damage.lane].name,
                        damage.place, damage.check + 1, damage.sleep + 1, fmt::join(writes, " "));
    }
    return text;
}

std::string damageOf(std::string_view scenario, std::string_view schedule)
{
    return damageText(timelineOfWalk(test::machineFor(scenario), schedule));
}

constexpr std::string_view lostWakeup = R"(
wait_queue_head_t wq; bool done;
thread waiter {
        if (READ_ONCE(done)) return;
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
        finish_wait(&wq);
}
thread waker { WRITE_ONCE(done, true); wake_up(&wq); }
)";

} // namespace

TEST(Damage, OfALostWakeupIsFromTheTestToTheSleep)
{
    const auto machine = test::machineOf("scenarios/classroom/lost-wakeup.race", "naive");
    EXPECT_EQ(damageText(timelineOfWalk(machine, "waiter waker! waiter!")),
              "waiter: done, 1 to 5, changed by 2\n");
    EXPECT_EQ(damageOf(lostWakeup, "waiter waker waiter waker! waiter!"), "")
        << "the waker finds the waiter in the queue";
}

TEST(Damage, OfTheInodeTeardownIsFromTheLookupToTheSleep)
{
    const auto machine = test::machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup");
    const Timeline timeline = timelineOfWalk(machine, "lookup*2 evict! lookup!");
    ASSERT_EQ(timeline.damage.size(), 1U);
    const TimelineDamage &damage = timeline.damage.front();
    EXPECT_EQ(damage.place, "bucket");
    EXPECT_EQ(timeline.events[damage.check].label, "inode = bucket");
    EXPECT_EQ(timeline.events[damage.sleep].label, "schedule()");
    ASSERT_EQ(damage.writes.size(), 1U);
    EXPECT_EQ(timeline.events[damage.writes.front()].label, "bucket = NULL");
}

TEST(Damage, IsNoneWhereNothingChangedBetweenCheckAndSleep)
{
    EXPECT_EQ(damageOf(R"(
wait_queue_head_t wq; bool done, other;
thread waiter {
        if (READ_ONCE(done)) return;
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
}
thread waker { WRITE_ONCE(other, true); if (READ_ONCE(other)) return; WRITE_ONCE(done, true); }
)",
                       "waiter waker! waiter!"),
              "");
}

TEST(Damage, IsNoneWhereTheTestWouldStillLeadToTheSleep)
{
    // The value changes, but not what it decides.
    EXPECT_EQ(damageOf(R"(
wait_queue_head_t wq; int state = 1;
thread waiter {
        if (!(READ_ONCE(state) & 1)) return;
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
}
thread other { WRITE_ONCE(state, 3); }
)",
                       "waiter other! waiter!"),
              "");
    // What it decides has nothing to do with the sleep.
    EXPECT_EQ(damageOf(R"(
wait_queue_head_t wq; bool slow;
thread waiter {
        int count = 0;
        if (READ_ONCE(slow)) count = 1;
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
}
thread other { WRITE_ONCE(slow, true); }
)",
                       "waiter other! waiter!"),
              "");
}

TEST(Damage, IsSeenIfTheDecisionIsInALaterStepThanTheCheck)
{
    // On copies: a local one, and one in memory.
    EXPECT_EQ(damageOf(R"(
wait_queue_head_t wq; bool done, copy;
thread waiter {
        bool first = READ_ONCE(done);
        bool mine = first;
        WRITE_ONCE(copy, mine);
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        if (mine && READ_ONCE(copy)) return;
        schedule();
}
thread waker { WRITE_ONCE(done, true); wake_up(&wq); }
)",
                       "waiter waker! waiter!"),
              "waiter: done, 1 to 6, changed by 2\n");
    // Together with what the waker does later.
    EXPECT_EQ(damageOf(R"(
wait_queue_head_t wq; bool done, more;
thread waiter {
        bool mine = READ_ONCE(done);
        if (READ_ONCE(more) && mine) return;
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
}
thread waker { WRITE_ONCE(more, true); WRITE_ONCE(done, true); wake_up(&wq); }
)",
                       "waiter waker! waiter!"),
              "waiter: done, 1 to 7, changed by 3\n");
}

TEST(Damage, IsSeenIfTheThreadHasToWaitBetweenCheckAndDecision)
{
    EXPECT_EQ(damageOf(R"(
wait_queue_head_t wq; spinlock_t lock; bool done;
thread waiter {
        bool mine = READ_ONCE(done);
        spin_lock(&lock);
        spin_unlock(&lock);
        if (mine) return;
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
}
thread waker { spin_lock(&lock); WRITE_ONCE(done, true); wake_up(&wq); spin_unlock(&lock); }
)",
                       "waker waiter waker! waiter!"),
              "waiter: done, 2 to 9, changed by 3\n");
}

TEST(Damage, IsNoneWhereTheThreadComesToTheSleepOnALongerWay)
{
    EXPECT_EQ(damageOf(R"(
wait_queue_head_t wq; bool slow; int count;
thread waiter {
        if (READ_ONCE(slow)) { WRITE_ONCE(count, 1); WRITE_ONCE(count, 2); WRITE_ONCE(count, 3); }
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
}
thread other { WRITE_ONCE(slow, true); }
)",
                       "waiter other! waiter!"),
              "");
    // Alone it would spin forever, but the other thread ends that.
    EXPECT_EQ(damageOf(R"(
wait_queue_head_t wq; bool slow, ready;
thread waiter {
        bool mine = READ_ONCE(slow);
        while (!READ_ONCE(ready));
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
}
thread other { WRITE_ONCE(slow, true); WRITE_ONCE(ready, true); }
)",
                       "waiter other! waiter!"),
              "");
}

TEST(Damage, IsSeenIfTheThreadWouldCheckAgainBeforeOrAfterTheWrite)
{
    constexpr std::string_view polling = R"(
wait_queue_head_t wq; bool busy;
thread waiter {
        while (READ_ONCE(busy));
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
}
thread other { WRITE_ONCE(busy, true); }
)";
    EXPECT_EQ(damageOf(polling, "waiter other waiter!"), "waiter: busy, 1 to 4, changed by 2\n");
    EXPECT_EQ(damageOf(polling, "waiter*2 other waiter!"), "waiter: busy, 1 to 4, changed by 3\n");
}

TEST(Damage, IsNoneWhereTheSameCodeReadsAnotherPlace)
{
    constexpr std::string_view counting = R"(
wait_queue_head_t wq; bool slow[2];
thread waiter {
        int count = 0;
        for (int i = 0; i < 2; i++)
                if (READ_ONCE(slow[i])) count = 1;
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
}
thread other { WRITE_ONCE(slow[0], true); }
)";
    EXPECT_EQ(damageOf(counting, "waiter other waiter!"), "");
    EXPECT_EQ(damageOf(counting, "waiter*2 other waiter!"), "");
}

TEST(Damage, IsNoneWhereTheThreadLooksAgainBeforeItSleeps)
{
    EXPECT_EQ(damageOf(R"(
wait_queue_head_t wq; int turn;
thread waiter {
        if (READ_ONCE(turn) == 1) return;
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        if (READ_ONCE(turn) == 2) return;
        schedule();
}
thread other { WRITE_ONCE(turn, 1); }
)",
                       "waiter other! waiter!"),
              "");
}

TEST(Damage, IsNoneWithoutAHang)
{
    EXPECT_EQ(damageOf(lostWakeup, "waiter waker waiter*2"), "")
        << "the waker can still wake the sleeper";
    EXPECT_EQ(damageOf(R"(
struct mutex m, n;
thread a { mutex_lock(&m); mutex_lock(&n); }
thread b { mutex_lock(&n); mutex_lock(&m); }
)",
                       "a b"),
              "");
}

TEST(Damage, IsDrawnAndNamedInThePicture)
{
    const auto machine = test::machineOf("scenarios/classroom/lost-wakeup.race", "naive");
    const auto timeline =
        std::make_shared<const Timeline>(timelineOfWalk(machine, "waiter waker! waiter!"));
    const TimelineLayout layout(timeline, {614, 0}, [](FontRole, std::string_view text) {
        return static_cast<double>(text.size()) * 7;
    });
    const auto hasWords = [&](std::size_t position) {
        return std::ranges::any_of(layout.body(position).shapes, [&](const Shape &shape) {
            const auto *text = std::get_if<TextShape>(&shape);
            return text != nullptr && text->text == "done has changed" &&
                   text->at.x == layout.columns()[0].label &&
                   text->at.y == layout.rowCenter(1, position);
        });
    };
    EXPECT_TRUE(hasWords(0));
    EXPECT_TRUE(hasWords(5));
    const auto brackets = [&](std::size_t position, Token color) {
        return std::ranges::count_if(layout.body(position).shapes, [&](const Shape &shape) {
            const auto *path = std::get_if<PathShape>(&shape);
            return path != nullptr && path->pen && path->pen->color == color &&
                   path->pen->width == 1.5 &&
                   path->path.back().to.x <= layout.columns()[0].left + 7;
        });
    };
    EXPECT_EQ(brackets(0, Token::Ctl), 1);
    EXPECT_EQ(brackets(0, Token::Doom), 0);
    EXPECT_EQ(brackets(3, Token::Doom), 1);
    EXPECT_EQ(brackets(3, Token::Ctl), 1);
    EXPECT_EQ(brackets(5, Token::Doom), 1);
    EXPECT_TRUE(accessibleRow(*timeline, 0, 5).ends_with(", stale before the sleep in step 5"));
    EXPECT_NE(accessibleRow(*timeline, 1, 5).find("makes the check in step 1 stale"),
              std::string::npos);
}

} // namespace racewalk
