// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explain/hang_certificate.h"
#include "explore/explain/wakers.h"
#include "explore/explore.h"
#include "explore/search/replay.h"
#include "small_programs.h"
#include "support/program_from_text.h"
#include "support/waker_check.h"

#include <gtest/gtest.h>

#include <random>

using namespace racewalk;
using namespace racewalk::test;

namespace {

/// The wakers that the thread's wait has in a hang, as "thread line" or, if not certain, "thread
/// line?".
std::vector<std::string> wakersIn(std::string_view text, std::string_view waiter)
{
    const auto machine = machineFor(text);
    const Verdict verdict = explore(*machine, {}).verdict;
    const Finding *hang = verdict.first(FindingKind::Hang);
    if (hang == nullptr)
        return {"no hang"};
    const State end = replay(*machine, hang->steps).end;
    const Program &program = machine->program();
    const auto wait = waitOf(*machine, end, threadNamed(program, waiter));
    if (!wait)
        return {"no wait"};
    std::vector<std::string> wakers;
    for (const WakerSite &site : WakerFinder(program).wakersFor(*wait))
        wakers.push_back(
            program.threads[indexOf(site.thread)].name + " " +
            std::to_string(program.bodyOf(site.thread).origins[site.position].span.line) +
            (site.isCertain ? "" : "?"));
    return wakers;
}

using Wakers = std::vector<std::string>;

/// Statements that wait and wake in every way there is; %i is a small number.
const std::vector<std::string> &statements()
{
    static const std::vector<std::string> all{
        "spin_lock(&l[%i]); spin_lock(&l[1 - %i]); spin_unlock(&l[0]); spin_unlock(&l[1]);",
        "spin_lock(&l[%i]); WRITE_ONCE(x, %i); spin_unlock(&l[%i]);",
        "mutex_lock(&m[%i]); WRITE_ONCE(x, %i); mutex_unlock(&m[%i]);",
        "if (READ_ONCE(x) != %i) { prepare_to_wait(&q[%i], TASK_UNINTERRUPTIBLE); schedule(); }",
        "prepare_to_wait_exclusive(READ_ONCE(p), TASK_INTERRUPTIBLE); schedule(); "
        "finish_wait(&q[%i]);",
        "wait_event(q[%i], READ_ONCE(x) == %i);",
        "wake_up(&q[%i]);",
        "wake_up_all(READ_ONCE(p));",
        "WRITE_ONCE(p, &q[%i]);",
        "for (i = 0; i < 2; i++) wake_up(&q[i]);",
        "w = READ_ONCE(x) ? &q[%i] : NULL; if (w) wake_up(w);",
        "wake_up(&q[(self + %i) % 2]);",
        "WRITE_ONCE(x, %i);",
        "wait_for_completion(&c[%i]);",
        "complete(&c[%i]);",
        "complete_all(&c[%i]);",
        "wait_on_bit(&bits[%i], %i);",
        "set_bit(%i, &bits[%i]);",
        "clear_bit(%i, &bits[%i]); smp_mb(); wake_up_bit(&bits[%i], %i);",
        "wait_var_event(&x, READ_ONCE(x) == %i);",
        "WRITE_ONCE(x, %i); wake_up_var(&x);",
        "set_current_state(TASK_INTERRUPTIBLE); WRITE_ONCE(task, current); schedule();",
        "t = READ_ONCE(task); if (t) wake_up_process(t);",
        "rcu_read_lock(); y = READ_ONCE(x); rcu_read_unlock();",
        "rcu_read_lock(); rcu_read_lock(); WRITE_ONCE(x, %i); rcu_read_unlock(); "
        "rcu_read_unlock();",
        "synchronize_rcu();",
        "if (READ_ONCE(x)) { mutex_lock(&m[%i]); mutex_unlock(&m[%i]); } else { wake_up(&q[%i]); }",
        "atomic { WRITE_ONCE(x, %i); wake_up(&q[%i]); }",
        "read_lock(&rw); y = READ_ONCE(x); read_unlock(&rw);",
        "write_lock(&rw); WRITE_ONCE(x, %i); write_unlock(&rw);",
        "read_lock(&rw); write_lock(&rx); write_unlock(&rx); read_unlock(&rw);",
        "read_lock(&rx); write_lock(&rw); write_unlock(&rw); read_unlock(&rx);",
        "down(&sem[%i]); WRITE_ONCE(x, %i); up(&sem[%i]);",
        "up(&sem[%i]);",
        "down(&sem[%i]);",
        "do { y = read_seqbegin(&seq); } while (read_seqretry(&seq, y));",
        "write_seqlock(&seq); WRITE_ONCE(x, %i); write_sequnlock(&seq);",
    };
    return all;
}

std::string randomProgram(std::uint32_t seed)
{
    std::mt19937 random(seed);
    const auto below = [&](std::size_t count) { return random() % count; };
    const std::size_t threads = 2 + below(2);
    std::string text = "scenario \"random\"; spinlock_t l[2]; struct mutex m[2];\n"
                       "wait_queue_head_t q[2]; struct completion c[2]; unsigned bits[2]; int x;\n"
                       "wait_queue_head_t *p = &q[1]; struct task_struct *task;\n"
                       "rwlock_t rw, rx; seqlock_t seq; struct semaphore sem[2] = { { .count = 1 "
                       "}, { .count = 1 } };\n";
    for (std::size_t thread = 0; thread < threads; ++thread) {
        text += "thread t" + std::to_string(thread) +
                " {\n        int i; int y; "
                "wait_queue_head_t *w; struct task_struct *t;\n";
        for (std::size_t left = 9 / threads + below(2); left > 0; --left) {
            std::string statement = statements()[below(statements().size())];
            for (std::size_t at; (at = statement.find("%i")) != std::string::npos;)
                statement.replace(at, 2, std::to_string(below(2)));
            text += "        " + statement + '\n';
        }
        text += "}\n";
    }
    return text;
}

class SmallProgramWakers : public testing::TestWithParam<SmallProgram> {};

} // namespace

TEST_P(SmallProgramWakers, ForetellEveryoneWhoWakesOrReleases)
{
    const auto machine = machineFor(GetParam().text);
    const auto checked = checkWakers(*machine, *explore(*machine, {}).space);
    EXPECT_EQ(checked.complaints, Wakers{});
}

INSTANTIATE_TEST_SUITE_P(All, SmallProgramWakers, testing::ValuesIn(smallPrograms()),
                         [](const auto &instance) { return std::string(instance.param.name); });

TEST(Wakers, ForetellEveryoneWhoWakesOrReleasesInRandomPrograms)
{
    std::size_t wakeups = 0;
    std::size_t hangs = 0;
    for (std::uint32_t seed = 0; seed < 180; ++seed) {
        const std::string text = randomProgram(seed);
        SCOPED_TRACE(text);
        const auto machine = machineFor(text, {}, {}, static_cast<MemoryModel>(seed % 3));
        const Exploration explored = explore(*machine, {.maxStates = 1'500});
        const auto checked = checkWakers(*machine, *explored.space);
        EXPECT_EQ(checked.complaints, Wakers{});
        wakeups += checked.wakeups;
        for (const Finding &finding : explored.verdict.findings)
            hangs += finding.kind == FindingKind::Hang ? 1 : 0;
    }
    EXPECT_GT(wakeups, 1000U);
    EXPECT_GT(hangs, 100U);
}

TEST(Wakers, AreOnlyThoseOfTheSameQueue)
{
    EXPECT_EQ(wakersIn(R"(scenario "t"; wait_queue_head_t p, q;
thread a { prepare_to_wait(&p, TASK_UNINTERRUPTIBLE);
        schedule(); }
thread b { wake_up(&q);
        wake_up(&p); }
)",
                       "a"),
              Wakers{"b 5"});
}

TEST(Wakers, AreUncertainIfTheirAddressComesFromMemory)
{
    EXPECT_EQ(wakersIn(R"(scenario "t"; wait_queue_head_t p, q; wait_queue_head_t *which = &q;
thread a { prepare_to_wait(&p, TASK_UNINTERRUPTIBLE); schedule(); }
thread b { WRITE_ONCE(which, &p);
        wake_up(READ_ONCE(which)); }
)",
                       "a"),
              Wakers{"b 4?"});
}

TEST(Wakers, FollowPointersThatAreNeverWritten)
{
    EXPECT_EQ(wakersIn(R"(scenario "t"; wait_queue_head_t p, q; wait_queue_head_t *which = &p;
wait_queue_head_t *other = &q;
thread a { prepare_to_wait(&p, TASK_UNINTERRUPTIBLE); schedule(); }
thread b { wait_queue_head_t *w; w = which;
        wake_up(w);
        w = other;
        wake_up(w); }
)",
                       "a"),
              Wakers{"b 5"});
}

TEST(Wakers, KnowWhichInstanceAThreadIs)
{
    EXPECT_EQ(wakersIn(R"(scenario "t"; wait_queue_head_t q[3];
thread sleeper { prepare_to_wait(&q[1], TASK_UNINTERRUPTIBLE); schedule(); }
thread t[3] {
        wake_up(&q[self]); }
)",
                       "sleeper"),
              Wakers{"t[1] 4"});
}

TEST(Wakers, CanBeAnyElementThatALoopReaches)
{
    EXPECT_EQ(wakersIn(R"(scenario "t"; wait_queue_head_t q[6];
thread sleeper { prepare_to_wait(&q[5], TASK_UNINTERRUPTIBLE); schedule(); }
thread t { int i; for (i = 0; i < 6; i++)
        wake_up(&q[i]); }
)",
                       "sleeper"),
              Wakers{"t 4?"});
}

TEST(Wakers, AreOnlyThoseOfTheSameFieldInSomeObject)
{
    EXPECT_EQ(
        wakersIn(R"(scenario "t"; struct thing { wait_queue_head_t read; wait_queue_head_t write; };
pool struct thing things[2] = { {}, {} }; struct thing *shared = &things[0];
thread sleeper { prepare_to_wait(&things[1].write, TASK_UNINTERRUPTIBLE); schedule(); }
thread t { struct thing *p; p = READ_ONCE(shared); WRITE_ONCE(shared, p);
        wake_up(&p->read);
        wake_up(&p->write); }
)",
                 "sleeper"),
        Wakers{"t 6?"});
}

TEST(Wakers, OfABitAreThoseOfTheSameBit)
{
    EXPECT_EQ(wakersIn(R"(scenario "t"; unsigned word = 6;
thread sleeper { wait_on_bit(&word, 1); }
thread t { wake_up_bit(&word, 2);
        wake_up_bit(&word, 1); }
)",
                       "sleeper"),
              Wakers{"t 4"});
}

TEST(Wakers, OfALockAreItsHoldersAlone)
{
    EXPECT_EQ(wakersIn(R"(scenario "t"; spinlock_t p, q;
thread a { spin_lock(&p); spin_lock(&q); spin_unlock(&q);
        spin_unlock(&p); }
thread b { spin_lock(&q); spin_lock(&p); spin_unlock(&p);
        spin_unlock(&q); }
)",
                       "a"),
              Wakers{"b 5"});
}
