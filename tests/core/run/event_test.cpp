// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run.h"
#include "run/timeline/event.h"

#include "support/program_from_text.h"

#include <gtest/gtest.h>

namespace racewalk {

namespace {

/// Walks a schedule and gives what its events say: "LABEL | NOTE", one a line.
std::string eventsOf(std::string_view scenario, std::string_view schedule)
{
    const auto machine = test::machineFor(scenario);
    const auto words = parseSchedule(schedule);
    EXPECT_TRUE(words) << schedule;
    const Walk walk = racewalk::walk(*machine, *words);
    EXPECT_EQ(walk.message, "");
    racewalk::Run run(machine);
    EXPECT_EQ(run.replace(walk.steps), walk.steps.size());
    std::string text;
    for (std::size_t i = 0; i < run.length(); ++i) {
        text += run.event(i).label;
        if (!run.event(i).note.empty())
            text += " | " + run.event(i).note;
        text += '\n';
    }
    return text;
}

} // namespace

TEST(ShortLabel, HasFlagsWithoutBlanks)
{
    const auto label = [](std::string brief) {
        Origin origin;
        origin.brief = std::move(brief);
        return shortLabel(origin);
    };
    EXPECT_EQ(label("i_state & (I_FREEING | I_WILL_FREE)"), "i_state & (I_FREEING|I_WILL_FREE)");
    EXPECT_EQ(label("count | mask"), "count | mask");
    EXPECT_EQ(label(""), "");
}

TEST(Event, IsLabelledWithoutBracketsAroundTheWhole)
{
    EXPECT_EQ(eventsOf(R"(
scenario "Brackets"; int x, y;
thread a { int v; while ((v = READ_ONCE(y)) == 0 && (READ_ONCE(x)) == 0) ; (x = 1); }
thread b { WRITE_ONCE(x, 1); }
)",
                       "b a*3"),
              "x = 1\nv = y | -> 0\nx | -> 1\nx = 1\n");
}

TEST(Event, SaysWhatAReadGave)
{
    EXPECT_EQ(eventsOf(R"(
scenario "Reads";
enum flags { A = 1, B = 2, C = 4 };
struct thing { int size; };
struct thing one = { .size = 3 };
struct thing *found = &one;
struct thing *missing;
enum flags state = A | C;
int count = 7;
thread writer {
        WRITE_ONCE(one.size, 3);
        WRITE_ONCE(found, &one);
        WRITE_ONCE(missing, NULL);
        WRITE_ONCE(state, A | C);
        WRITE_ONCE(count, 7);
}
thread reader {
        struct thing *p;
        int n;
        p = READ_ONCE(found);
        p = READ_ONCE(missing);
        n = READ_ONCE(state);
        n = READ_ONCE(count);
        if (READ_ONCE(count) == 7)
                n = 0;
        if (READ_ONCE(state) & B)
                n = 1;
        BUG_ON(READ_ONCE(count) != 7);
}
)",
                       "reader!"),
              "p = found | found\n"
              "p = missing | NULL\n"
              "n = state | -> A | C\n"
              "n = count | -> 7\n"
              "count == 7 | true\n"
              "state & B | false\n"
              "BUG_ON(count != 7) | ok\n");
}

TEST(Event, SaysWhetherACheckFails)
{
    EXPECT_EQ(eventsOf(R"(
scenario "Checks";
int count;
thread writer { WRITE_ONCE(count, 1); }
thread reader {
        WARN_ON(READ_ONCE(count) != 0);
        assert(READ_ONCE(count) == 0);
}
)",
                       "writer reader!"),
              "count = 1\n"
              "WARN_ON(count != 0) | warns\n"
              "assert(count == 0) | fails\n");
}

TEST(Event, NamesAFailureByItsNoun)
{
    EXPECT_EQ(eventsOf(R"(
scenario "Fails";
struct thing { int size; };
struct thing *missing;
thread a { struct thing *p = READ_ONCE(missing); WRITE_ONCE(p->size, 1); }
thread b { WRITE_ONCE(missing, NULL); }
)",
                       "a*2"),
              "p = missing | NULL\n"
              "size = 1 | NULL dereference\n");
}

TEST(Event, SaysWhoIsWoken)
{
    constexpr std::string_view scenario = R"(
scenario "Wakeup";
wait_queue_head_t wq;
thread waiter[2] {
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
        finish_wait(&wq);
}
thread waker { wake_up_all(&wq); wake_up_all(&wq); }
)";
    EXPECT_EQ(eventsOf(scenario, "waker waiter[0]! waiter[1] waker waiter[1]! waiter[0]"),
              "wake_up_all(wq) | nobody waits\n"
              "prepare_to_wait(wq)\n"
              "schedule() | asleep\n"
              "prepare_to_wait(wq)\n"
              "wake_up_all(wq) | wakes waiter[0] and waiter[1]\n"
              "schedule() | not asleep: TASK_RUNNING\n"
              "finish_wait(wq)\n"
              "finish_wait(wq)\n");
}

TEST(Event, SaysWhetherATrylockTook)
{
    EXPECT_EQ(eventsOf(R"(
scenario "Trylock";
spinlock_t lock;
thread a { spin_lock(&lock); spin_unlock(&lock); }
thread b {
        if (spin_trylock(&lock))
                spin_unlock(&lock);
        if (spin_trylock(&lock))
                spin_unlock(&lock);
}
)",
                       "a b a b!"),
              "spin_lock(lock)\n"
              "spin_trylock(lock) | busy\n"
              "spin_unlock(lock)\n"
              "spin_trylock(lock) | taken\n"
              "spin_unlock(lock)\n");
}

TEST(Event, SaysWhatRcuWaitsFor)
{
    EXPECT_EQ(eventsOf(R"(
scenario "RCU";
struct thing { int size; };
pool struct thing things[1] = { { .size = 3 } };
thread reader { rcu_read_lock(); rcu_read_unlock(); }
thread freer { synchronize_rcu(); call_rcu(&things[0]); }
)",
                       "reader freer reader freer! rcu"),
              "rcu_read_lock()\n"
              "synchronize_rcu() | waits for reader\n"
              "rcu_read_unlock()\n"
              "synchronize_rcu() | over\n"
              "call_rcu(things[0]) | pending\n"
              "free things[0]\n");
}

TEST(Event, LineMayNameItsStep)
{
    EXPECT_EQ(eventsOf(R"(
scenario "Label";
int x;
thread t { 
        WRITE_ONCE(x, 1); //@ set x
}
)",
                       "t"),
              "set x\n");
}

TEST(Event, AtomicBlockIsOneEventOfAllItDoes)
{
    EXPECT_EQ(eventsOf(R"(
scenario "Atomic";
int x, y;
thread t { atomic { WRITE_ONCE(x, 1); WRITE_ONCE(y, 2); } }
)",
                       "t"),
              "x = 1; y = 2\n");
}

TEST(Event, HasItsFacts)
{
    const auto machine = test::machineFor(R"(
scenario "Facts";
spinlock_t lock;
int x;
thread t {
        spin_lock(&lock);
        WRITE_ONCE(x, 5);
        spin_unlock(&lock);
}
)");
    racewalk::Run run(machine);
    run.take({});
    run.take({});
    const Event &event = run.event(1);
    EXPECT_EQ(event.op, Op::Store);
    EXPECT_EQ(event.span.line, 7U);
    EXPECT_EQ(event.text, "WRITE_ONCE(x, 5)");
    ASSERT_TRUE(event.cell);
    EXPECT_EQ(machine->program().storage.cells[indexOf(*event.cell)].path, "x");
    ASSERT_EQ(event.changes.size(), 1U);
    EXPECT_EQ(event.changes[0].place, "x");
    EXPECT_EQ(event.changes[0].before, "0");
    EXPECT_EQ(event.changes[0].after, "5");
    ASSERT_TRUE(run.event(0).cell);
    EXPECT_EQ(machine->program().storage.cells[indexOf(*run.event(0).cell)].path, "lock");
}

TEST(WithResolvedIndex, NamesThePlaceThatIsMeant)
{
    EXPECT_EQ(withResolvedIndex("spin_lock(&accounts[first].lock)", "accounts[0].lock"),
              "spin_lock(&accounts[0].lock)");
    EXPECT_EQ(withResolvedIndex("x = flags[1 - i]", "flags[1]"), "x = flags[1]");
    EXPECT_EQ(withResolvedIndex("other[i].lock + accounts[i].lock", "accounts[2].lock"),
              "other[i].lock + accounts[2].lock");
    EXPECT_EQ(withResolvedIndex("my_accounts[i].lock", "accounts[0].lock"), "my_accounts[i].lock");
    EXPECT_EQ(withResolvedIndex("bank.accounts[i].lock", "accounts[0].lock"),
              "bank.accounts[i].lock");
    EXPECT_EQ(withResolvedIndex("accounts[i].locked", "accounts[0].lock"), "accounts[i].locked");
    EXPECT_EQ(withResolvedIndex("&inode->i_lock", "inodes[0].i_lock"), "&inode->i_lock");
    EXPECT_EQ(withResolvedIndex("x", "x"), "x");
}

TEST(WithResolvedIndex, ResolvesEveryIndexOfThePlaceAndNoOther)
{
    EXPECT_EQ(withResolvedIndex("cells[row].of[col + 1]", "cells[2].of[3]"), "cells[2].of[3]");
    EXPECT_EQ(withResolvedIndex("x[i] = x[i] + x[j]", "x[1]"), "x[1] = x[1] + x[j]");
    EXPECT_EQ(withResolvedIndex("x[y[i]] = 1", "x[4]"), "x[4] = 1");
    EXPECT_EQ(withResolvedIndex("down(&here[other])", "here[1].count"), "down(&here[1])");
    EXPECT_EQ(withResolvedIndex("f(x, x[i])", "x[3]"), "f(x, x[3])");
    EXPECT_EQ(withResolvedIndex("rows[i][j]", "rows[0]"), "rows[i][j]");
}

TEST(Event, NamesTheElementThatIsMeantInTextAndLabel)
{
    const auto machine = test::machineFor(R"(
scenario "Elements";
struct account { spinlock_t lock; int balance; };
struct account accounts[2];
thread t[2] {
        spin_lock(&accounts[1 - self].lock);
        accounts[self].balance += 2;
        spin_unlock(&accounts[1 - self].lock);
}
)");
    racewalk::Run run(machine);
    const Step step{ThreadId{1}, 0};
    EXPECT_EQ(namesAhead(*machine, run.state(), ThreadId{1}).text, "spin_lock(&accounts[0].lock)");
    for (int i = 0; i < 3; ++i)
        run.take(step);
    EXPECT_EQ(run.event(0).text, "spin_lock(&accounts[0].lock)");
    EXPECT_EQ(run.event(0).source, "spin_lock(&accounts[1 - self].lock)");
    EXPECT_EQ(run.event(0).label, "spin_lock(accounts[0].lock)");
    EXPECT_EQ(run.event(0).compactLabel, "lock accounts[0].lock");
    EXPECT_EQ(run.event(1).text, "accounts[1].balance += 2");
    EXPECT_EQ(run.event(1).label, "accounts[1].balance");
    EXPECT_EQ(run.event(2).label, "accounts[1].balance = 2");
    // Where another thread holds the lock.
    EXPECT_EQ(namesAhead(*machine, run.state(), ThreadId{0}).text, "spin_lock(&accounts[1].lock)");
}

TEST(Event, IsLabelledWithTheObjectWhereTheFieldAloneDoesNotTell)
{
    EXPECT_EQ(eventsOf(R"(
scenario "Pointers";
struct account { spinlock_t lock; int balance; };
struct account accounts[2], other;
static void move(struct account *from, struct account *to)
{
        spin_lock(&from->lock);
        to->balance += 2;
        spin_unlock(&from->lock);
}
thread t { move(&accounts[1], &other); }
)",
                       "t*4"),
              "spin_lock(accounts[1].lock)\n"
              "other.balance | reads 0\n"
              "other.balance = 2 | writes 2\n"
              "spin_unlock(accounts[1].lock)\n");
    EXPECT_EQ(eventsOf(R"(
scenario "Pointer";
struct account { int balance; };
struct account one;
static void clear(struct account *it) { WRITE_ONCE(it->balance, 0); }
thread t { clear(&one); }
)",
                       "t"),
              "balance = 0\n");
}

} // namespace racewalk
