// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/note_oracle.h"
#include "program/operations.h"
#include "run/run.h"
#include "support/program_from_text.h"
#include "support/random_program.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

namespace racewalk {

namespace {

std::string replaced(std::string text, std::string_view what, std::string_view by)
{
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

/// With more tests of several reads, and more in atomic blocks, than the made-up programs have.
std::string programOfNotes(std::uint32_t seed)
{
    std::string text = test::randomProgram(seed);
    text = replaced(text, "if (narrow)", "if (!READ_ONCE(flag) && !READ_ONCE(narrow))");
    text = replaced(text, "if (self)", "if (READ_ONCE(x) == 1 || !READ_ONCE(word))");
    text = replaced(text, "if (v > 1)", "if (v > 1 && READ_ONCE(x) < v)");
    text = replaced(text, "(wq, READ_ONCE(x))", "(wq, !READ_ONCE(flag) || READ_ONCE(x) != 1)");
    text = replaced(text, "calm();",
                    "atomic { v = cmpxchg(&x, 1, v); atomic_add(v, &count); WARN_ON(x == 1); "
                    "if (!test_and_set_bit(1, &word)) wake_up_all(&wq); it = kmalloc(struct item); "
                    "complete(&done); for (i = 0; i < 2; i++) WARN_ON(table[i] == 1); }");
    return replaced(text, "while (!READ_ONCE(flag))", "while (!READ_ONCE(flag) && !READ_ONCE(x))");
}

/// What the made-up programs do too seldom.
constexpr std::string_view rare = R"(scenario "rare";
int x; unsigned word = 1; spinlock_t p; struct mutex m; atomic_t count;
wait_queue_head_t wq; struct semaphore sem; struct task_struct *sleeper;
struct item { int v; }; pool struct item items[1]; rwlock_t rw;
thread a { write_lock(&rw); write_unlock(&rw); sleeper = current; down(&sem); }
thread b {
    int v;
    lockdep_assert_held(&p);
    write_lock(&rw);
    v = test_bit(0, &word);
    write_unlock(&rw);
    if (sleeper) v = wake_up_process(sleeper);
    spin_lock(&p);
    if (mutex_trylock(&m)) mutex_unlock(&m);
    spin_unlock(&p);
    lockdep_assert_held(&p);
    atomic { wake_up(&wq); prepare_to_wait(&wq, TASK_RUNNING); wake_up(&wq); finish_wait(&wq); }
    up(&sem);
    BUG_ON(test_bit(0, &word));
    v = test_and_clear_bit(0, &word);
}
thread c {
    struct item *it = NULL;
    if (mutex_trylock(&m)) mutex_unlock(&m);
    kfree_rcu(it);
    it = kmalloc(sizeof(*it), GFP_KERNEL);
    kfree_rcu(it);
    if (atomic_sub_and_test(0, &count)) x = 1;
    wake_up_bit(&word, 1);
}
thread d {
    read_lock(&rw);
    read_unlock(&rw);
    clear_bit(0, &word);
    prepare_to_wait_bit(&word, 1, TASK_RUNNING);
    schedule();
    finish_wait_bit(&word, 1);
}
final x != 1;
)";

class Notes : public testing::Test {
protected:
    void walk(const std::string &text, MemoryModel model, std::size_t runs)
    {
        constexpr std::size_t longest = 60;
        SCOPED_TRACE(text + std::string(toText(model)));
        const auto machine = test::machineForNotes(*test::programFor(text, {}, {}, model));
        test::NoteOracle oracle(machine);
        for (std::size_t i = 0; i < runs && !HasFailure(); ++i) {
            racewalk::Run run(machine);
            while (run.length() < longest && !HasFailure()) {
                const std::vector<Step> steps = machine->enabledSteps(run.state());
                if (steps.empty())
                    break;
                const State before(run.state());
                run.take(steps[m_random() % steps.size()]);
                oracle.check(before, run.state(), run.event(run.length() - 1), m_checked);
            }
        }
    }

    std::mt19937 m_random{1};
    test::CheckedNotes m_checked;
};

} // namespace

TEST_F(Notes, OfEveryStepOfMadeUpProgramsAreTrueOfTheStates)
{
    for (const MemoryModelRow &row : memoryModels) {
        for (std::uint32_t seed = 1; seed <= 90 && !HasFailure(); ++seed)
            walk(programOfNotes(seed), row.model, 4);
        walk(std::string(rare), row.model, 80);
    }
    ASSERT_FALSE(HasFailure());
    std::map<Operation::Words, std::size_t> words;
    for (const auto &[op, count] : m_checked.operations)
        words[operationOf(op).words] += count;
    for (const Operation &operation : operationTable) {
        if (operation.isVisible() && operation.depth == 0) {
            EXPECT_GT(m_checked.operations[operation.op], 0U) << operation.name;
            EXPECT_GT(words[operation.words], 20U) << operation.name;
        }
    }
    for (const char *result : {"true",
                               "false",
                               "ok",
                               "warns",
                               "found",
                               "NULL",
                               "was ",
                               "now ",
                               "set",
                               "clear",
                               "was set",
                               "was clear",
                               "taken",
                               "busy",
                               "queues",
                               "asleep",
                               "not asleep: TASK_RUNNING",
                               "done",
                               "waits",
                               "somebody waits",
                               "nobody waits",
                               "wakes nobody",
                               "not asleep",
                               "stays asleep",
                               "no reader inside",
                               "over",
                               "pending"})
        EXPECT_TRUE(m_checked.results.contains(result)) << result;
    EXPECT_GT(m_checked.failures, 50U);
    EXPECT_GT(m_checked.properties, 50U);
    EXPECT_GT(m_checked.blocks, 200U);
    EXPECT_LT(m_checked.unknown, m_checked.steps / 50);
}

} // namespace racewalk
