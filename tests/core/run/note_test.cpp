// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/text_value.h"
#include "machine/words.h"
#include "run/run.h"
#include "support/program_from_text.h"
#include "support/random_program.h"

#include <gtest/gtest.h>

#include <random>

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
              "READ_ONCE(a) | = false\n"
              "READ_ONCE(b) | = false\n"
              "WRITE_ONCE(y, 1) | \n"
              "READ_ONCE(y) | = 1\n"
              "READ_ONCE(p) | NULL\n");
    EXPECT_EQ(notesOf(R"(
wait_queue_head_t wq; u32 n = 7, m = 5;
thread w { WRITE_ONCE(n, 7); WRITE_ONCE(m, 5); wake_up(&wq); }
thread t { wait_event(wq, !READ_ONCE(n) || READ_ONCE(m) != 5); }
)",
                      "t*2"),
              "READ_ONCE(n) | = 7\n"
              "READ_ONCE(m) | = 5\n");
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
              "READ_ONCE(x) | = 5\n");
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
              "READ_ONCE(x) | = 5\n"
              "READ_ONCE(x) | = 5\n"
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
              "whole = READ_ONCE(x) | = 300\n"
              "READ_ONCE(x) | = 300\n"
              "READ_ONCE(x) | = 300\n"
              "whole = READ_ONCE(x) | = 300\n");
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
              "atomic_inc(&v) | = 2\n"
              "atomic_fetch_add(3, &v) | now 5\n"
              "atomic_inc_return(&v) | now 6\n"
              "atomic_sub_and_test(6, &v) | true\n"
              "atomic_inc_not_zero(&v) | false\n"
              "atomic_dec_and_test(&v) | false\n"
              "atomic_read(&v) | = -1\n");
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
              "read_seqbegin(&seq) | = 0\n"
              "read_seqretry(&seq, i) | false\n"
              "write_seqlock(&seq) | \n"
              "write_seqlock(&seq): the count is odd | \n"
              "WRITE_ONCE(x, 0) | \n"
              "write_sequnlock(&seq): the count is even | \n"
              "write_sequnlock(&seq) | \n"
              "read_seqretry(&seq, i) | true\n"
              "READ_ONCE(x) | = 0\n");
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
              "READ_ONCE(x) | = 0\n"
              "READ_ONCE(y) | = 0\n"
              "BUG_ON(READ_ONCE(x) != 0) | BUG_ON\n");
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
              "x; x = x + 1; READ_ONCE(x); y | x = 0, x = 1, y = 2\n"
              "WRITE_ONCE(x, 3); WRITE_ONCE(y, 3) | \n"
              "x > 2; x; x = x - 1; x > 2 | x > 2: true, x = 3, x > 2: false\n");
}

namespace {

std::string replaced(std::string text, std::string_view what, std::string_view by)
{
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

/// With more tests of several reads than the made-up programs have.
std::string programOfTests(std::uint32_t seed)
{
    std::string text = test::randomProgram(seed);
    text = replaced(text, "if (narrow)", "if (!READ_ONCE(flag) && !READ_ONCE(narrow))");
    text = replaced(text, "if (self)", "if (READ_ONCE(x) == 1 || !READ_ONCE(word))");
    text = replaced(text, "if (v > 1)", "if (v > 1 && READ_ONCE(x) < v)");
    text = replaced(text, "(wq, READ_ONCE(x))", "(wq, !READ_ONCE(flag) || READ_ONCE(x) != 1)");
    return replaced(text, "while (!READ_ONCE(flag))", "while (!READ_ONCE(flag) && !READ_ONCE(x))");
}

struct Checked {
    std::size_t values = 0, tests = 0;
};

/// Holds the note of an event of one operation against the state before it, in which every read of
/// a machine without store buffers finds its value.
void check(const Machine &machine, StateView before, const Event &event, Checked &checked)
{
    if (event.record.operations.size() != 1 || event.record.failure || !event.cell)
        return;
    const bool isTest = event.note == "true" || event.note == "false";
    const bool isCheck = event.note == "ok" || event.note == "warns";
    if (event.op == Op::Load && !isTest && !isCheck) {
        const std::string value = cellText(machine, before, *event.cell);
        const bool isPointer =
            machine.program().storage.typeOf(*event.cell).kind == TypeKind::Pointer;
        EXPECT_EQ(event.note, !isPointer ? "= " + value : value == "NULL" ? "NULL" : "found");
        ++checked.values;
        return;
    }
    const auto value = test::valueOfText(machine, before, event.step.thread, event.text);
    if (!value)
        return;
    const bool isTrue = *value != 0;
    if (isTest || isCheck || event.op == Op::TestBit) {
        EXPECT_EQ(event.note, isTest    ? isTrue ? "true" : "false"
                              : isCheck ? isTrue ? "warns" : "ok"
                              : isTrue  ? "set"
                                        : "clear")
            << event.text;
        ++checked.tests;
    }
}

} // namespace

TEST(Note, OfEveryReadAndTestOfMadeUpProgramsIsTrueOfTheState)
{
    constexpr std::uint32_t programs = 400;
    constexpr std::size_t runs = 4, longest = 60;
    std::mt19937 random(1);
    Checked checked;
    for (std::uint32_t seed = 1; seed <= programs; ++seed) {
        const std::string text = programOfTests(seed);
        SCOPED_TRACE(text);
        const auto machine = test::machineFor(text);
        for (std::size_t i = 0; i < runs; ++i) {
            racewalk::Run run(machine);
            while (run.length() < longest) {
                const std::vector<Step> steps = machine->enabledSteps(run.state());
                if (steps.empty())
                    break;
                run.take(steps[random() % steps.size()]);
                const std::size_t last = run.length() - 1;
                check(*machine, run.stateAt(last), run.event(last), checked);
                if (HasFailure())
                    return;
            }
        }
    }
    EXPECT_GT(checked.values, 1000U);
    EXPECT_GT(checked.tests, 500U);
}

} // namespace racewalk
