// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

namespace racewalk {

namespace {

/// Walks a schedule and gives what its events say: "TEXT | NOTE", one a line.
std::string notesOf(std::string_view scenario, std::string_view schedule)
{
    const auto machine = test::machineFor(scenario);
    const Walk walk = racewalk::walk(*machine, *parseSchedule(schedule));
    EXPECT_EQ(walk.message, "");
    racewalk::Run run(machine);
    EXPECT_EQ(run.replace(walk.steps), walk.steps.size());
    std::string text;
    for (std::size_t i = 0; i < run.length(); ++i)
        text += run.event(i).text + " | " + run.event(i).note + "\n";
    return text;
}

} // namespace

TEST(Note, IsTheValueReadWhereATestHasSeveralReads)
{
    EXPECT_EQ(notesOf(R"(
bool a, b;
int y;
int *p;
thread w { WRITE_ONCE(a, false); WRITE_ONCE(b, false); WRITE_ONCE(p, &y); }
thread t {
        if (!READ_ONCE(a) && !READ_ONCE(b))
                WRITE_ONCE(y, 1);
        if (READ_ONCE(y) && READ_ONCE(p))
                WRITE_ONCE(y, 2);
}
)",
                      "t!"),
              "READ_ONCE(a) | -> false\n"
              "READ_ONCE(b) | -> false\n"
              "WRITE_ONCE(y, 1) | \n"
              "READ_ONCE(y) | -> 1\n"
              "READ_ONCE(p) | NULL\n");
    EXPECT_EQ(notesOf(R"(
wait_queue_head_t wq; u32 n = 7, m = 5;
thread w { WRITE_ONCE(n, 7); WRITE_ONCE(m, 5); wake_up(&wq); }
thread t { wait_event(wq, !READ_ONCE(n) || READ_ONCE(m) != 5); }
)",
                      "t*2"),
              "READ_ONCE(n) | -> 7\n"
              "READ_ONCE(m) | -> 5\n");
}

TEST(Note, IsTheOutcomeOfTheTestThatTheTextIs)
{
    EXPECT_EQ(notesOf(R"(
int x = 5, word = 1;
bool stop = true;
thread w { WRITE_ONCE(x, 5); WRITE_ONCE(stop, true); set_bit(0, &word); }
thread t {
        int i = 2;
        if (READ_ONCE(x)) i = 1;
        while (i && READ_ONCE(x) == 5) i--;
        while (!READ_ONCE(stop)) ;
        if (!test_bit(0, &word)) i = 3;
        if (test_bit(0, &word)) i = 0;
        switch (READ_ONCE(x)) {
        case 5:
                if (i == 1) i = 4;
        }
}
)",
                      "t!"),
              "READ_ONCE(x) | true\n"
              "i && READ_ONCE(x) == 5 | true\n"
              "!READ_ONCE(stop) | false\n"
              "test_bit(0, &word) | set\n"
              "test_bit(0, &word) | true\n"
              "READ_ONCE(x) | -> 5\n");
}

TEST(Note, OfASwitchIsTheValueReadWhateverIsTestedNext)
{
    EXPECT_EQ(notesOf(R"(
int x = 5, y;
thread w { WRITE_ONCE(x, 5); }
thread t {
        int c = 0;
        switch (READ_ONCE(x)) { default: if (c) c = 1; }
        switch (READ_ONCE(x) & 2) { }
        if (!c) WRITE_ONCE(y, 1);
}
)",
                      "t!"),
              "READ_ONCE(x) | -> 5\n"
              "READ_ONCE(x) | -> 5\n"
              "WRITE_ONCE(y, 1) | \n");
}

TEST(Note, OfAnAssignmentIsTheValueThatTheVariableGets)
{
    EXPECT_EQ(notesOf(R"(
int x = 300;
thread w { WRITE_ONCE(x, 300); }
thread t {
        int whole = READ_ONCE(x);
        u8 narrow = READ_ONCE(x);
        bool truth;
        truth = READ_ONCE(x);
        whole = READ_ONCE(x);
}
)",
                      "t!"),
              "whole = READ_ONCE(x) | -> 300\n"
              "READ_ONCE(x) | -> 300\n"
              "READ_ONCE(x) | -> 300\n"
              "whole = READ_ONCE(x) | -> 300\n");
}

TEST(Note, OfAnAtomicOperationIsWhatTheCallGivesOrLeaves)
{
    EXPECT_EQ(notesOf(R"(
atomic_t v = ATOMIC_INIT(1);
thread w { atomic_read(&v); }
thread t {
        int i;
        bool isLast;
        atomic_inc(&v);
        i = atomic_fetch_add(3, &v);
        i = atomic_inc_return(&v);
        isLast = atomic_sub_and_test(6, &v);
        if (!atomic_inc_not_zero(&v)) i = 1;
        if (atomic_dec_and_test(&v) || atomic_read(&v) < 0) i = 2;
}
)",
                      "t!"),
              "atomic_inc(&v) | now 2\n"
              "atomic_fetch_add(3, &v) | now 5\n"
              "atomic_inc_return(&v) | now 6\n"
              "atomic_sub_and_test(6, &v) | true\n"
              "atomic_inc_not_zero(&v) | false\n"
              "atomic_dec_and_test(&v) | false\n"
              "atomic_read(&v) | -> -1\n");
}

TEST(Note, OfARetryIsWhetherThereIsOne)
{
    EXPECT_EQ(notesOf(R"(
seqlock_t seq;
int x;
thread w { write_seqlock(&seq); WRITE_ONCE(x, 0); write_sequnlock(&seq); }
thread t {
        int i = read_seqbegin(&seq);
        bool again = read_seqretry(&seq, i);
        if (read_seqretry(&seq, i) && READ_ONCE(x)) i = 1;
}
)",
                      "t*2 w! t!"),
              "read_seqbegin(&seq) | -> 0\n"
              "read_seqretry(&seq, i) | false\n"
              "write_seqlock(&seq) | \n"
              "write_seqlock(&seq): the count is odd | \n"
              "WRITE_ONCE(x, 0) | \n"
              "write_sequnlock(&seq): the count is even | \n"
              "write_sequnlock(&seq) | \n"
              "read_seqretry(&seq, i) | true\n"
              "READ_ONCE(x) | -> 0\n");
}

TEST(Note, OfACheckIsThatOfThisCheck)
{
    EXPECT_EQ(notesOf(R"(
int x, y;
thread w { WRITE_ONCE(x, 0); WRITE_ONCE(y, 0); }
thread t {
        int i = 1;
        WARN_ON(READ_ONCE(x) != 0);
        WARN_ON(i);
        WARN_ON(READ_ONCE(x) == 0);
        WARN_ON(READ_ONCE(x) == 0 && READ_ONCE(y) == 0);
        BUG_ON(READ_ONCE(x) != 0);
        BUG_ON(i);
}
)",
                      "t!"),
              "WARN_ON(READ_ONCE(x) != 0) | ok\n"
              "WARN_ON(READ_ONCE(x) == 0) | warns\n"
              "READ_ONCE(x) | -> 0\n"
              "READ_ONCE(y) | -> 0\n"
              "BUG_ON(READ_ONCE(x) != 0) | ok, BUG_ON\n");
}

TEST(Note, OfAnAtomicBlockNamesWhatEachOperationGave)
{
    EXPECT_EQ(notesOf(R"(
int x, y = 2;
spinlock_t l;
thread w { WRITE_ONCE(x, 0); WRITE_ONCE(y, 2); spin_lock(&l); spin_unlock(&l); }
thread t {
        atomic { x = x + 1; if (READ_ONCE(x) == y) spin_trylock(&l); }
        atomic { WRITE_ONCE(x, 3); WRITE_ONCE(y, 3); }
        atomic { while (x > 2) x = x - 1; }
}
)",
                      "t!"),
              "x = x + 1; READ_ONCE(x); y | x -> 1, y -> 2\n"
              "WRITE_ONCE(x, 3); WRITE_ONCE(y, 3) | \n"
              "x > 2; x = x - 1; x > 2 | x > 2: true, x > 2: false\n");
}

TEST(Note, KeepsTheResultWhereAPropertyFailsAfterTheStep)
{
    EXPECT_EQ(notesOf(R"(
int x = 3;
thread w { WRITE_ONCE(x, 3); }
thread t { int v = READ_ONCE(x); }
final x == 0;
)",
                      "w! t!"),
              "WRITE_ONCE(x, 3) | \n"
              "v = READ_ONCE(x) | -> 3, final condition failure\n");
    EXPECT_EQ(notesOf(R"(
int x, y;
thread w { atomic { x = x + 1; y = x; } }
thread t { WRITE_ONCE(y, 0); }
invariant y == 0;
)",
                      "w"),
              "x = x + 1; x; y = 1 | x -> 1, invariant failure\n");
    EXPECT_EQ(notesOf(R"(
int x, *p = &x;
thread w { xchg(&p, NULL); }
thread t { WRITE_ONCE(x, 0); }
invariant *p == 0;
)",
                      "w"),
              "xchg(&p, NULL) | was &x, invariant: NULL dereference\n");
}

TEST(Note, OfAWakeupIsWhetherAThreadWaitedThen)
{
    EXPECT_EQ(notesOf(R"(
wait_queue_head_t wq;
struct semaphore sem;
struct task_struct *sleeper;
thread t { sleeper = current; down(&sem); }
thread w {
        bool b = wake_up_process(sleeper);
        prepare_to_wait(&wq, TASK_RUNNING);
        atomic { wake_up(&wq); finish_wait(&wq); }
        atomic { wake_up(&wq); prepare_to_wait(&wq, TASK_RUNNING); }
}
)",
                      "t! w!"),
              "sleeper = current | \n"
              "down(&sem) | asleep\n"
              "sleeper | found\n"
              "wake_up_process(sleeper) | stays asleep\n"
              "prepare_to_wait(&wq, TASK_RUNNING) | \n"
              "wake_up(&wq); finish_wait(&wq) | wake_up(wq): wakes nobody\n"
              "wake_up(&wq); prepare_to_wait(&wq, TASK_RUNNING) | wake_up(wq): nobody waits\n");
}

TEST(Note, OfACheckInALoopIsThatOfThisRound)
{
    EXPECT_EQ(notesOf(R"(
int x, y;
thread w { WRITE_ONCE(x, 0); WRITE_ONCE(y, 0); }
thread t { int i; atomic { for (i = 0; i < 2; i++) { WARN_ON(READ_ONCE(x) == 1); x = 1; } } }
)",
                      "t"),
              "WARN_ON(READ_ONCE(x) == 1); x = 1; WARN_ON(READ_ONCE(x) == 1); x = 1 | "
              "WARN_ON(x == 1): ok, WARN_ON(x == 1): warns\n");
}

TEST(Note, OfFreeingNothingIsNull)
{
    EXPECT_EQ(notesOf(R"(
struct item { int v; };
pool struct item items[1];
struct item *p;
thread w { rcu_assign_pointer(p, NULL); }
thread t {
        struct item *it = NULL;
        kfree_rcu(it);
        it = kmalloc(sizeof(*it), GFP_KERNEL);
        kfree_rcu(it);
}
)",
                      "t!"),
              "kfree_rcu(it) | NULL\n"
              "kmalloc(sizeof(*it), GFP_KERNEL) | items[0]\n"
              "kfree_rcu(it) | pending\n");
}

} // namespace racewalk
