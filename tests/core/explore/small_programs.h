// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk::test {

/// A program of a few lines, and the failures that its interleavings have.
struct SmallProgram {
    std::string_view name;
    std::string_view text;
    std::vector<std::string> failures;
};

inline void PrintTo(const SmallProgram &program, std::ostream *out)
{
    *out << program.name;
}

/// One program for each way to fail and each way to end well.
inline std::vector<SmallProgram> smallPrograms()
{
    return {
        {"twoWriters",
         R"(scenario "t"; int x;
thread a { WRITE_ONCE(x, 1); }
thread b { WRITE_ONCE(x, 2); }
)",
         {}},
        {"lostUpdate",
         R"(scenario "t"; int x;
thread t[2] { x++; }
final x == 2;
)",
         {"final"}},
        {"lostWakeup",
         R"(scenario "t"; wait_queue_head_t wq; bool done;
thread waiter[2] {
        if (!READ_ONCE(done)) {
                prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
                schedule();
                finish_wait(&wq);
        }
}
thread waker { WRITE_ONCE(done, true); wake_up(&wq); }
)",
         {"hang"}},
        {"waitEvent",
         R"(scenario "t"; wait_queue_head_t wq; bool done;
thread waiter[2] { wait_event(wq, READ_ONCE(done)); }
thread waker { WRITE_ONCE(done, true); wake_up(&wq); }
)",
         {}},
        {"abba",
         R"(scenario "t"; spinlock_t p, q;
thread a { spin_lock(&p); spin_lock(&q); spin_unlock(&q); spin_unlock(&p); }
thread b { spin_lock(&q); spin_lock(&p); spin_unlock(&p); spin_unlock(&q); }
)",
         {"hang"}},
        {"threeInACircle",
         R"(scenario "t"; struct mutex m[3];
thread t[3] { mutex_lock(&m[self]); mutex_lock(&m[(self + 1) % 3]);
        mutex_unlock(&m[(self + 1) % 3]); mutex_unlock(&m[self]); }
)",
         {"hang"}},
        {"sleepsWithMutex",
         R"(scenario "t"; struct mutex m; wait_queue_head_t wq;
thread holder { mutex_lock(&m); prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); schedule(); mutex_unlock(&m); }
thread other { mutex_lock(&m); mutex_unlock(&m); wake_up(&wq); }
)",
         {"hang"}},
        {"trylockForever",
         R"(scenario "t"; struct mutex m; wait_queue_head_t wq;
daemon thread keeper { mutex_lock(&m); prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); schedule(); }
thread taker { while (!mutex_trylock(&m)) ; mutex_unlock(&m); }
)",
         {"livelock"}},
        {"spinOnFlag",
         R"(scenario "t"; bool flag; bool never;
thread waiter { while (!READ_ONCE(flag)) ; }
thread setter { if (READ_ONCE(never)) WRITE_ONCE(flag, true); else WRITE_ONCE(never, false); }
)",
         {"livelock"}},
        {"livelockAndSleeper",
         R"(scenario "t"; bool tick; wait_queue_head_t wq;
daemon thread clock { for (;;) WRITE_ONCE(tick, !READ_ONCE(tick)); }
thread sleeper { prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); schedule(); }
)",
         {"livelock"}},
        {"daemonRunsForever",
         R"(scenario "t"; bool tick; int x;
daemon thread clock { for (;;) WRITE_ONCE(tick, !READ_ONCE(tick)); }
thread writer { WRITE_ONCE(x, 1); WRITE_ONCE(x, 2); }
)",
         {}},
        {"daemonSleeps",
         R"(scenario "t"; wait_queue_head_t wq; int x;
daemon thread worker { for (;;) { prepare_to_wait(&wq, TASK_INTERRUPTIBLE); schedule(); } }
thread writer { WRITE_ONCE(x, 1); wake_up(&wq); }
)",
         {}},
        {"useAfterFree",
         R"(scenario "t"; struct thing { int value; }; pool struct thing things[1] = { { .value = 7 } };
struct thing *shared = &things[0];
thread reader { struct thing *p; int v; p = READ_ONCE(shared); if (p) v = READ_ONCE(p->value); }
thread remover { struct thing *p; p = xchg(&shared, NULL); kfree(p); }
)",
         {"use_after_free"}},
        {"rcuProtects",
         R"(scenario "t"; struct thing { int value; }; pool struct thing things[1] = { { .value = 7 } };
struct thing *shared = &things[0];
thread reader { struct thing *p; int v; rcu_read_lock(); p = rcu_dereference(shared);
        if (p) v = READ_ONCE(p->value); rcu_read_unlock(); }
thread remover { struct thing *p; p = xchg(&shared, NULL); kfree_rcu(p); }
)",
         {}},
        {"callbackFreesTheLock",
         R"(scenario "t"; struct thing { struct mutex m; }; pool struct thing things[1] = { { } };
wait_queue_head_t wq;
daemon thread owner { mutex_lock(&things[0].m); kfree_rcu(&things[0]);
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); schedule(); }
thread other { mutex_lock(&things[0].m); mutex_unlock(&things[0].m); }
)",
         {"use_after_free"}},
        {"bugAndNull",
         R"(scenario "t"; struct thing { int value; }; struct thing one; struct thing *p = &one; int x;
thread a { WRITE_ONCE(p, NULL); WRITE_ONCE(x, 1); }
thread b { BUG_ON(READ_ONCE(x) == 1); WRITE_ONCE(p->value, 2); }
)",
         {"bug", "null_dereference"}},
        {"invariant",
         R"(scenario "t"; int x; int y;
thread a { WRITE_ONCE(x, 1); WRITE_ONCE(y, 1); }
thread b { WRITE_ONCE(y, 0); WRITE_ONCE(x, 0); }
invariant x == y || x == 1;
)",
         {"invariant"}},
        {"lockMisuse",
         R"(scenario "t"; spinlock_t l; int x;
thread a { spin_lock(&l); if (READ_ONCE(x)) return; spin_unlock(&l); }
thread b { WRITE_ONCE(x, 1); }
)",
         {"lock_misuse"}},
        {"choices",
         R"(scenario "t"; int x;
thread a { int v; v = choose(3, 6); WRITE_ONCE(x, v); }
thread b { WRITE_ONCE(x, 9); }
)",
         {}},
        {"failsAtOnce",
         R"(scenario "t"; int x; thread a { BUG_ON(true); WRITE_ONCE(x, 1); } thread b { WRITE_ONCE(x, 2); }
)",
         {"bug"}},
        {"storeBuffering",
         R"(scenario "t"; memory tso; int x, y, r, s;
thread a { WRITE_ONCE(x, 1); r = READ_ONCE(y); }
thread b { WRITE_ONCE(y, 1); s = READ_ONCE(x); }
final r == 1 || s == 1;
)",
         {"final"}},
        {"messagePassing",
         R"(scenario "t"; memory pso; int x, y;
thread a { WRITE_ONCE(x, 1); WRITE_ONCE(y, 1); }
thread b { if (READ_ONCE(y)) BUG_ON(!READ_ONCE(x)); }
)",
         {"bug"}},
        {"lostWakeupInABuffer",
         R"(scenario "t"; memory tso; bool done; wait_queue_head_t wq;
thread a { wait_event(wq, READ_ONCE(done)); }
thread b { WRITE_ONCE(done, true); if (waitqueue_active(&wq)) wake_up(&wq); }
)",
         {"hang"}},
        {"spinsUntilAStoreIsDrained",
         R"(scenario "t"; memory tso; bool done;
thread a { while (!READ_ONCE(done)) ; }
thread b { WRITE_ONCE(done, true); }
)",
         {}},
        {"spinsForever",
         R"(scenario "t"; memory tso; int x; bool done;
thread a { while (!READ_ONCE(done)) WRITE_ONCE(x, 1); }
thread b { WRITE_ONCE(x, 2); }
)",
         {"livelock"}},
        {"readersBehindWriters",
         R"(scenario "t"; rwlock_t a, b;
thread r1 { read_lock(&a); read_lock(&b); read_unlock(&b); read_unlock(&a); }
thread r2 { read_lock(&b); read_lock(&a); read_unlock(&a); read_unlock(&b); }
thread w1 { write_lock(&a); write_unlock(&a); }
thread w2 { write_lock(&b); write_unlock(&b); }
)",
         {"hang"}},
        {"semaphoreAndRwLock",
         R"(scenario "t"; DEFINE_SEMAPHORE(s, 1); rwlock_t l;
thread a { down(&s); read_lock(&l); read_unlock(&l); up(&s); }
thread b { write_lock(&l); write_unlock(&l); down(&s); up(&s); }
thread c { down(&s); }
)",
         {"hang"}},
        {"warns",
         R"(scenario "t"; int x; spinlock_t l;
thread a { WRITE_ONCE(x, 1); WRITE_ONCE(x, 2); }
thread b { WARN_ON(READ_ONCE(x) == 1); lockdep_assert_held(&l); }
)",
         {}},
    };
}

} // namespace racewalk::test
