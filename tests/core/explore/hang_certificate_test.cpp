// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explain/certificate_words.h"
#include "explore/explore.h"
#include "small_programs.h"
#include "support/naive_search.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

using namespace racewalk;
using namespace racewalk::test;

namespace {

/// The words of the first hang.
std::string wordsOf(std::string_view text)
{
    const auto machine = machineFor(text);
    const Verdict verdict = explore(*machine, {}).verdict;
    const Finding *hang = verdict.first(FindingKind::Hang);
    if (hang == nullptr || !hang->certificate)
        return "no hang";
    return certificateText(machine->program(), *hang->certificate, "");
}

class HangCertificates : public testing::TestWithParam<SmallProgram> {};

} // namespace

TEST(HangCertificate, SaysThatAWakersThreadHasEnded)
{
    EXPECT_EQ(wordsOf(R"(scenario "t"; wait_queue_head_t wq; bool done;
thread waiter { if (!READ_ONCE(done)) { prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule(); } }
thread waker { WRITE_ONCE(done, true);
        wake_up(&wq); }
)"),
              "waiter sleeps on wq since schedule() in line 3.\n"
              "  waker could wake it at wake_up(&wq) in line 5: waker has ended.\n"
              "  No other statement wakes it.\n");
}

TEST(HangCertificate, FollowsACircleOfLocks)
{
    EXPECT_EQ(wordsOf(R"(scenario "t"; spinlock_t A, B;
thread a { spin_lock(&A);
        spin_lock(&B); spin_unlock(&B);
        spin_unlock(&A); }
thread b { spin_lock(&B);
        spin_lock(&A); spin_unlock(&A);
        spin_unlock(&B); }
)"),
              "a spins on B, held by b, since spin_lock(&B) in line 3.\n"
              "  b could release it at spin_unlock(&B) in line 7: b itself spins on A, held by a.\n"
              "  No other statement releases it.\n"
              "b spins on A, held by a, since spin_lock(&A) in line 6.\n"
              "  a could release it at spin_unlock(&A) in line 4: a itself spins on B, held by b.\n"
              "  No other statement releases it.\n");
}

TEST(HangCertificate, NamesTheWriterThatAReaderWaitsBehind)
{
    const std::string words = wordsOf(R"(scenario "t"; rwlock_t l; spinlock_t k;
thread r1 { read_lock(&l); spin_lock(&k); spin_unlock(&k);
        read_unlock(&l); }
thread w { write_lock(&l);
        write_unlock(&l); }
thread r2 { spin_lock(&k); read_lock(&l); read_unlock(&l);
        spin_unlock(&k); }
)");
    EXPECT_NE(words.find("r2 spins on l, behind w in its queue, since read_lock(&l) in line 6.\n"
                         "  w could release it at write_unlock(&l) in line 5: w itself spins on l, "
                         "held by r1.\n  No other statement releases it.\n"),
              std::string::npos)
        << words;
}

TEST(HangCertificate, SaysThatAWakersThreadIsPastIt)
{
    EXPECT_EQ(wordsOf(R"(scenario "t"; wait_queue_head_t p, q;
thread waiter { prepare_to_wait(&p, TASK_UNINTERRUPTIBLE); schedule(); }
thread waker {
        wake_up(&p);
        prepare_to_wait(&q, TASK_INTERRUPTIBLE); schedule(); }
)"),
              "waiter sleeps on p since schedule() in line 2.\n"
              "  waker could wake it at wake_up(&p) in line 4: waker is past it, and nothing leads "
              "back there.\n"
              "  No other statement wakes it.\n"
              "waker sleeps on q since schedule() in line 5.\n"
              "  No statement wakes it.\n");
}

TEST(HangCertificate, SaysThatAWakerIsOnAnotherBranch)
{
    EXPECT_EQ(wordsOf(R"(scenario "t"; wait_queue_head_t p; struct completion never; bool x = true;
thread waiter { prepare_to_wait(&p, TASK_UNINTERRUPTIBLE); schedule(); WRITE_ONCE(x, false); }
thread waker {
        if (READ_ONCE(x))
                wait_for_completion(&never);
        else
                wake_up(&p);
}
)"),
              "waiter sleeps on p since schedule() in line 2.\n"
              "  waker could wake it at wake_up(&p) in line 7: waker stands where nothing leads "
              "there.\n"
              "  No other statement wakes it.\n"
              "waker sleeps on never since wait_for_completion(&never) in line 5.\n"
              "  No statement wakes it.\n");
}

TEST(HangCertificate, CountsTheStatementsOfTheWaiterItself)
{
    EXPECT_EQ(wordsOf(R"(scenario "t"; wait_queue_head_t wq;
thread waiter {
        wake_up(&wq);
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
        wake_up(&wq);
}
)"),
              "waiter sleeps on wq since schedule() in line 5.\n"
              "  waiter could wake it at wake_up(&wq) in line 3: it is past it, and nothing leads "
              "back there.\n"
              "  waiter could wake it at wake_up(&wq) in line 6: it is the one that waits.\n"
              "  No other statement wakes it.\n");
}

TEST(HangCertificate, SaysMayWhereOnlyARunKnowsTheAddress)
{
    EXPECT_EQ(wordsOf(R"(scenario "t"; wait_queue_head_t p, q; wait_queue_head_t *which = &p;
thread waiter { prepare_to_wait(&p, TASK_UNINTERRUPTIBLE); schedule(); }
thread waker { WRITE_ONCE(which, &q);
        wake_up(READ_ONCE(which)); }
)"),
              "waiter sleeps on p since schedule() in line 2.\n"
              "  waker may wake it at wake_up(READ_ONCE(which)) in line 4: waker has ended.\n"
              "  No other statement wakes it.\n");
}

TEST(HangCertificate, NamesTheDaemonThatAWaiterWaitsFor)
{
    EXPECT_EQ(wordsOf(R"(scenario "t"; struct mutex m; wait_queue_head_t wq;
daemon thread keeper { for (;;) { mutex_lock(&m); prepare_to_wait(&wq, TASK_INTERRUPTIBLE);
        schedule();
        mutex_unlock(&m); } }
thread taker { mutex_lock(&m); mutex_unlock(&m); }
)"),
              "taker waits for m, held by keeper, since mutex_lock(&m) in line 5.\n"
              "  keeper could release it at mutex_unlock(&m) in line 4: keeper itself sleeps on "
              "wq.\n"
              "  No other statement releases it.\n"
              "keeper sleeps on wq since schedule() in line 3.\n"
              "  No statement wakes it.\n");
}

TEST(HangCertificate, NamesReadersThatHoldUpAGracePeriod)
{
    const std::string words = wordsOf(R"(scenario "t"; spinlock_t A, B;
thread reader { rcu_read_lock(); spin_lock(&A);
        spin_lock(&B); spin_unlock(&B);
        spin_unlock(&A);
        rcu_read_unlock(); }
thread other { spin_lock(&B);
        spin_lock(&A); spin_unlock(&A); spin_unlock(&B); }
thread writer {
        synchronize_rcu(); }
)");
    EXPECT_NE(words.find("writer waits for a grace period, held up by reader, since "
                         "synchronize_rcu() in line 9.\n"
                         "  reader could leave its read section at rcu_read_unlock() in line 5: "
                         "reader itself spins on B, held by other.\n"
                         "  No other statement ends the grace period.\n"),
              std::string::npos)
        << words;
}

TEST(HangCertificate, NamesReadersAndWritersOfAReadWriteLock)
{
    EXPECT_EQ(wordsOf(R"(scenario "t"; rwlock_t A; spinlock_t B;
thread reader { read_lock(&A);
        spin_lock(&B); spin_unlock(&B);
        read_unlock(&A);
        write_lock(&A); write_unlock(&A); }
thread writer { spin_lock(&B);
        write_lock(&A); write_unlock(&A);
        spin_unlock(&B); }
)"),
              "reader spins on B, held by writer, since spin_lock(&B) in line 3.\n"
              "  writer could release it at spin_unlock(&B) in line 8: writer itself spins on A, "
              "held by reader.\n"
              "  No other statement releases it.\n"
              "writer spins on A, held by reader, since write_lock(&A) in line 7.\n"
              "  reader could release it at read_unlock(&A) in line 4: reader itself spins on B, "
              "held by writer.\n"
              "  No other statement releases it.\n");
}

TEST(HangCertificate, KnowsThatOnlyUpWakesWhoSleepsInDown)
{
    EXPECT_EQ(wordsOf(R"(scenario "t"; struct semaphore sem; struct task_struct *task;
thread waiter { WRITE_ONCE(task, current);
        down(&sem);
        down(&sem); }
thread other { struct task_struct *t = READ_ONCE(task);
        if (t) wake_up_process(t);
        up(&sem); }
)"),
              "waiter sleeps on sem since down(&sem) in line 4.\n"
              "  other could wake it at up(&sem) in line 7: other has ended.\n"
              "  No other statement wakes it.\n");
}

TEST(HangCertificate, NamesTheWriterOfASeqlock)
{
    const std::string words = wordsOf(R"(scenario "t"; seqlock_t s; spinlock_t B; int x;
thread reader { unsigned seq; spin_lock(&B);
        seq = read_seqbegin(&s);
        spin_unlock(&B); if (read_seqretry(&s, seq)) WRITE_ONCE(x, 1); }
thread writer { write_seqlock(&s);
        spin_lock(&B); spin_unlock(&B);
        write_sequnlock(&s); }
)");
    EXPECT_EQ(words,
              "reader spins on s.sequence, held by writer, since read_seqbegin(&s) in line 3.\n"
              "  writer could release it at write_sequnlock(&s) in line 7: writer itself spins on "
              "B, held by reader.\n"
              "  No other statement releases it.\n"
              "writer spins on B, held by reader, since spin_lock(&B) in line 6.\n"
              "  reader could release it at spin_unlock(&B) in line 4: reader itself spins on "
              "s.sequence, held by writer.\n"
              "  No other statement releases it.\n");
}

TEST(HangCertificate, NamesBitsAsTheScenarioDoes)
{
    EXPECT_EQ(wordsOf(R"(scenario "t"; unsigned word; int other;
#define BUSY 3
static void wait(void)
{
        prepare_to_wait_bit(&word, BUSY, TASK_UNINTERRUPTIBLE);
        schedule();
}
thread waiter { wait(); }
thread waker { wake_up_bit(&word, BUSY); wake_up_var(&other); }
)"),
              "waiter sleeps on (&word, BUSY) since schedule() in line 6.\n"
              "  waker could wake it at wake_up_bit(&word, BUSY) in line 9: waker has ended.\n"
              "  No other statement wakes it.\n");
}

TEST(HangCertificate, TellsWhatWakesASleeperWithoutAQueue)
{
    EXPECT_EQ(wordsOf(R"(scenario "t"; struct task_struct *task;
thread waiter { WRITE_ONCE(task, current); set_current_state(TASK_INTERRUPTIBLE); schedule(); }
thread waker { struct task_struct *t; t = READ_ONCE(task);
        if (t) wake_up_process(t); }
)"),
              "waiter sleeps on no queue since schedule() in line 2.\n"
              "  waker may wake it at wake_up_process(t) in line 4: waker has ended.\n"
              "  No other statement wakes it.\n");
}

TEST(HangCertificate, NamesEveryInstanceOnce)
{
    EXPECT_EQ(wordsOf(R"(scenario "t"; wait_queue_head_t wq;
thread waiter { prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); schedule(); }
thread waker[2] { wake_up(&wq); }
)"),
              "waiter sleeps on wq since schedule() in line 2.\n"
              "  waker[0] and waker[1] could wake it at wake_up(&wq) in line 3: each of them has "
              "ended.\n"
              "  No other statement wakes it.\n");
}

TEST_P(HangCertificates, AreThereForEveryHangAndTrueInIt)
{
    const auto machine = machineFor(GetParam().text);
    const NaiveResult naive = naiveSearch(*machine);
    const WakerFinder finder(machine->program());
    for (const auto &[state, kind] : naive.failures) {
        if (kind != FindingKind::Hang || machine->standing(state) != Standing::Hang)
            continue;
        const HangCertificate certificate = hangCertificate(*machine, finder, state);
        EXPECT_FALSE(certificate.waiting.empty());
        for (const HangCertificate::Waiting &waiting : certificate.waiting)
            for (const HangCertificate::Waker &waker : waiting.wakers) {
                const Readiness::Kind stands = machine->readiness(state, waker.thread).kind;
                EXPECT_EQ(waker.reason == HangCertificate::Reason::Ended,
                          stands == Readiness::Kind::Ended);
                EXPECT_NE(stands, Readiness::Kind::Enabled);
                // Who waits itself can be followed.
                EXPECT_TRUE(waker.reason != HangCertificate::Reason::Waits ||
                            certificate.of(waker.thread) != nullptr);
            }
    }
    for (const Finding &finding : explore(*machine, {}).verdict.findings)
        EXPECT_EQ(finding.certificate != nullptr, finding.kind == FindingKind::Hang);
}

INSTANTIATE_TEST_SUITE_P(All, HangCertificates, testing::ValuesIn(smallPrograms()),
                         [](const auto &instance) { return std::string(instance.param.name); });
