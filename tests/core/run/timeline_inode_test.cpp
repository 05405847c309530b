// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/timeline.h"

#include "core/run/timeline_text.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

namespace racewalk {

namespace {

/// The shipped inode race with one lookup, walked along a schedule.
Timeline inodeTimeline(std::string_view variant, std::string_view schedule)
{
    const auto machine = test::machineOf("scenarios/inode/inode-teardown.race", variant);
    const auto words = parseSchedule(schedule);
    EXPECT_TRUE(words);
    const Walk walk = racewalk::walk(*machine, *words);
    EXPECT_EQ(walk.message, "");
    racewalk::Run run(machine);
    run.replace(walk.steps);
    return timelineOf(run, [](StateView) { return Fate::Unknown; });
}

} // namespace

TEST(InodeTimeline, ShowsTheHang)
{
    const Timeline timeline = inodeTimeline("rcu_lookup", "lookup*2 evict! lookup! rcu");
    EXPECT_EQ(test::eventsText(timeline), "lookup: rcu_read_lock()\n"
                                          "lookup: inode = bucket [found]\n"
                                          "evict: spin_lock(i_lock)\n"
                                          "evict: i_count [false]\n"
                                          "evict: i_state [→ 0]\n"
                                          "evict: i_state = I_FREEING\n"
                                          "evict: spin_unlock(i_lock)\n"
                                          "evict: i_state = I_FREEING|I_CLEAR\n"
                                          "evict: spin_lock(inode_hash_lock)\n"
                                          "evict: spin_lock(i_lock)\n"
                                          "evict: bucket = NULL\n"
                                          "evict: hashed = false\n"
                                          "evict: spin_unlock(i_lock)\n"
                                          "evict: spin_unlock(inode_hash_lock)\n"
                                          "evict: spin_lock(i_lock)\n"
                                          "evict: wake_up_bit(i_state) [nobody waits]\n"
                                          "evict: BUG_ON(i_state != (I_FREEING|I_CLEAR)) [ok]\n"
                                          "evict: spin_unlock(i_lock)\n"
                                          "evict: call_rcu(inode) [pending]\n"
                                          "lookup: spin_lock(i_lock)\n"
                                          "lookup: i_state & (I_FREEING|I_WILL_FREE) [true]\n"
                                          "lookup: prepare_to_wait_bit(i_state)\n"
                                          "lookup: spin_unlock(i_lock)\n"
                                          "lookup: rcu_read_unlock()\n"
                                          "lookup: schedule() [asleep]\n"
                                          "rcu: free inodes[0]\n");
    EXPECT_EQ(test::spansText(timeline), "lookup: rcu 1-24\n"
                                         "evict: lock i_lock 3-7\n"
                                         "evict: lock inode_hash_lock 9-14\n"
                                         "evict: lock i_lock 10-13\n"
                                         "evict: lock i_lock 15-18\n"
                                         "lookup: lock i_lock 20-23\n"
                                         "lookup: asleep 25-forever\n");
    EXPECT_EQ(test::arrowsText(timeline), "wakes nobody 16, lookup\n"
                                          "handover 18 > 20\n"
                                          "callback 19 > 26\n"
                                          "callback 24 > 26\n");
    EXPECT_EQ(timeline.locks, (std::vector<std::string>{"i_lock", "inode_hash_lock"}));
    ASSERT_EQ(timeline.switches.size(), 2U);
    EXPECT_EQ(timeline.switches[0].before, 2U);
    EXPECT_EQ(timeline.switches[1].before, 19U);
}

TEST(InodeTimeline, ShowsSleepThatIsEndedByTheWakeup)
{
    const Timeline timeline = inodeTimeline("rcu_lookup", "evict*5 lookup! evict! lookup! rcu");
    EXPECT_EQ(test::spansText(timeline), "evict: lock i_lock 1-5\n"
                                         "lookup: rcu 6-12\n"
                                         "lookup: lock i_lock 8-11\n"
                                         "lookup: asleep 13-23\n"
                                         "evict: lock inode_hash_lock 15-20\n"
                                         "evict: lock i_lock 16-19\n"
                                         "evict: lock i_lock 21-25\n"
                                         "lookup: rcu 28-30\n");
    EXPECT_EQ(test::arrowsText(timeline), "handover 5 > 8\n"
                                          "handover 11 > 16\n"
                                          "wake 23 > 27\n"
                                          "callback 26 > 31\n");
    EXPECT_EQ(timeline.events[21].label, "wake_up_bit(i_state)");
    EXPECT_EQ(timeline.events[21].note, "somebody waits");
    EXPECT_TRUE(timeline.events[22].note.starts_with("wakes lookup"));
}

TEST(InodeTimeline, ShowsTheSafeEarlyReturn)
{
    const Timeline timeline = inodeTimeline("rcu_recheck", "lookup*2 evict! lookup! rcu");
    EXPECT_EQ(test::arrowsText(timeline), "handover 18 > 20\n"
                                          "callback 19 > 26\n"
                                          "callback 25 > 26\n");
    EXPECT_EQ(timeline.events[21].label, "!hashed");
    EXPECT_EQ(timeline.events[21].note, "true");
    EXPECT_EQ(timeline.events[23].note, "NULL");
}

} // namespace racewalk
