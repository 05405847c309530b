// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiling.h"

namespace racewalk::test {

namespace {

const std::string shared =
    "int x; bool done; struct node { u32 key; struct node *next; } n;\n"
    "struct node *head; spinlock_t lock;\n"
    "thread writer { x = 1; done = true; n.key = 1; n.next = head; head = &n; }\n";

/// The steps of a second thread, so that all of `shared` is written by somebody.
std::string reader(const std::string &statements)
{
    return operations(programOfText(shared + "thread t { " + statements + " }")->bodies[1]);
}

} // namespace

TEST(Steps, CompoundAssignmentIsAReadAndAWrite)
{
    EXPECT_EQ(reader("x |= 4;"), "Read: x\nWrite: x |= 4\n");
    EXPECT_EQ(reader("x++;"), "Read: x\nWrite: x++\n");
}

TEST(Steps, ALocalVariableTakesNone)
{
    EXPECT_EQ(reader("int i = 0; i += 2; i = i * 3;"), "");
}

TEST(Steps, AnAssignedReadIsShownWithTheAssignment)
{
    EXPECT_EQ(reader("int i = x; i = READ_ONCE(x);"), "Read: i = x\nRead: i = READ_ONCE(x)\n");
    EXPECT_EQ(reader("struct node *p;\n p = rcu_dereference(head);"),
              "Find: p = rcu_dereference(head)\n");
    EXPECT_EQ(reader("int i = x + 1;"), "Read: x\n");
}

TEST(Steps, AnOnlyReadIsShownWithItsCondition)
{
    EXPECT_EQ(reader("if (x /* why */  &   4) ;"), "Test: x & 4\n");
    EXPECT_EQ(reader("BUG_ON(x != (1 | 2));"), "Assert: BUG_ON(x != (1 | 2))\n");
    EXPECT_EQ(reader("assert(done);"), "Assert: assert(done)\n");
    EXPECT_EQ(reader("while (!done) ;"), "Test: !done\n");
}

TEST(Steps, OneOfSeveralReadsIsShownAlone)
{
    EXPECT_EQ(reader("if (x & 4 && done) ;"), "Test: x\nTest: done\n");
    EXPECT_EQ(reader("struct node *p = head; if (p->next->key == 3) ;"),
              "Find: p = head\nFind: p->next\nTest: p->next->key\n");
}

TEST(Steps, WhatNobodyWritesIsReadWithoutOne)
{
    EXPECT_EQ(stepsOf("int size = 3; bool done;", "if (size == 3) done = true;"),
              "Write: done = true\n");
    EXPECT_EQ(stepsOf("u32 a[2] = { 1, 2 }; int i; u32 sum;", "i = 1; sum = a[i];"),
              "Write: i = 1\nRead: i\nWrite: sum = a[i]\n");
}

TEST(Steps, AConditionIsShownWholeIfItsOtherReadsAreQuiet)
{
    EXPECT_EQ(stepsOf("int limit = 3; int x;", "x = 1; if (x < limit) x = 2;"),
              "Write: x = 1\nTest: x < limit\nWrite: x = 2\n");
}

TEST(Steps, AWriteThroughAPointerReachesEveryScalarOfItsType)
{
    const std::string two = "u32 a; u16 b; u32 *p = &a;";
    EXPECT_EQ(stepsOf(two, "*p = 1; if (a) ; if (b) ;"), "Write: *p = 1\nTest: a\n");
}

TEST(Steps, AWriteThroughAPointerToAStructReachesOneField)
{
    const std::string two = "struct s { int a, b; }; struct s one, two; struct s *p = &one;";
    EXPECT_EQ(stepsOf(two, "p->a = 1; if (two.a) ; if (two.b) ;"),
              "Write: p->a = 1\nTest: two.a\n");
}

TEST(Steps, MemoryThatCanBeFreedIsAlwaysReadWithOne)
{
    const std::string pool = "struct s { int a; }; pool struct s all[1] = { { 7 } };";
    EXPECT_EQ(stepsOf(pool, "if (all[0].a) ;"), "");
    EXPECT_EQ(stepsOf(pool, "if (all[0].a) ; kfree(&all[0]);"),
              "Test: all[0].a\nFree: kfree(&all[0])\n");
}

TEST(Steps, WritingNothingIsUnlinkingAndFlagsAreFlags)
{
    EXPECT_EQ(reader("head = NULL; done = false; x = 0;"),
              "Unlink: head = NULL\nUnlink: done = false\nWrite: x = 0\n");
    EXPECT_EQ(stepsOf("enum flags { A = 1, B = 2 }; enum flags f;", "f = A; set_bit(1, &f);"),
              "WriteFlags: f = A\nWriteFlags: set_bit(1, &f)\n");
}

TEST(Steps, PrimitivesAreShownAsCalled)
{
    EXPECT_EQ(reader("spin_lock( &lock ); smp_mb(); spin_unlock(&lock); barrier();"),
              "Lock: spin_lock( &lock )\nFence: smp_mb()\nUnlock: spin_unlock(&lock)\n");
    EXPECT_EQ(reader("rcu_read_lock(); rcu_read_unlock(); synchronize_rcu();"),
              "RcuEnter: rcu_read_lock()\nRcuLeave: rcu_read_unlock()\n"
              "GracePeriod: synchronize_rcu()\nGracePeriod: synchronize_rcu()\n");
    EXPECT_EQ(reader("int i = xchg(&x, 3) + cmpxchg(&x, 1, 2);"),
              "Write: xchg(&x, 3)\nWrite: cmpxchg(&x, 1, 2)\n");
}

TEST(Steps, WakingABitIsTheTestForWaitersAndThenTheWakeup)
{
    EXPECT_EQ(listing(programOfText("u32 w; thread t { wake_up_bit(&w, 3); }")->bodies[0]),
              "0 r0 = BitQueueActive 1 3 ; Wake wake_up_bit(&w, 3)\n"
              "1 BranchIfZero r0 > 3\n"
              "2 WakeUpBit 1 3 ; Wake wake_up_bit(&w, 3)\n"
              "3 End\n");
}

TEST(Steps, WaitEventIsTheLoopOfTheKernel)
{
    const std::string text = "wait_queue_head_t wq; bool done;\n"
                             "thread t { wait_event(wq, done); } thread u { done = true; }";
    EXPECT_EQ(listing(programOfText(text)->bodies[0]),
              "0 MightSleep\n"
              "1 r0 = Load 2 ; Test done\n"
              "2 Decide r0\n"
              "3 BranchIfNotZero r0 > 12\n"
              "4 PrepareToWait 1 2 0 ; Wait prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE)\n"
              "5 r0 = Load 2 ; Test done\n"
              "6 Decide r0\n"
              "7 BranchIfNotZero r0 > 11\n"
              "8 Schedule ; Sleep schedule()\n"
              "9 Awake\n"
              "10 Jump > 4\n"
              "11 FinishWait 1 ; Wait finish_wait(&wq)\n"
              "12 End\n");
}

TEST(Steps, WaitEventTakesAQueueHoweverItIsNamed)
{
    const std::string text =
        "wait_queue_head_t wq; bool done;\n"
        "void await(wait_queue_head_t *q) { wait_event(*q, READ_ONCE(done)); }\n"
        "thread t { await(&wq); } thread u { done = true; }";
    EXPECT_EQ(stepsOf(text), "Test: READ_ONCE(done)\n"
                             "Wait: prepare_to_wait(q, TASK_UNINTERRUPTIBLE)\n"
                             "Test: READ_ONCE(done)\n"
                             "Sleep: schedule()\n"
                             "Wait: finish_wait(q)\n");
}

TEST(Steps, WaitOnBitTestsBeforeAndAfterSleeping)
{
    EXPECT_EQ(stepsOf("u32 w;", "wait_on_bit(&w, 1);"),
              "Test: test_bit(1, &w)\n"
              "Wait: prepare_to_wait_bit(&w, 1, TASK_UNINTERRUPTIBLE)\n"
              "Test: test_bit(1, &w)\n"
              "Sleep: schedule()\n"
              "Test: test_bit(1, &w)\n"
              "Wait: finish_wait_bit(&w, 1)\n");
}

TEST(Steps, WaitingForACompletionTakesItAgainAfterSleeping)
{
    EXPECT_EQ(
        listing(
            programOfText("struct completion c; thread t { wait_for_completion(&c); }")->bodies[0]),
        "0 r0 = TakeCompletion 1 ; Wait wait_for_completion(&c)\n"
        "1 BranchIfNotZero r0 > 5\n"
        "2 Schedule ; Sleep schedule()\n"
        "3 Awake\n"
        "4 Jump > 0\n"
        "5 End\n");
}

TEST(Steps, ANoteNamesTheStoreOfAnAssignmentOrUpdate)
{
    EXPECT_EQ(stepsOf("int x;\nthread t {\n x += 1; //@ one more\n smp_mb();\n}"),
              "Read: x\nWrite: x += 1 [one more]\nFence: smp_mb()\n");
    EXPECT_EQ(stepsOf("int x;\nthread t {\n x++; //@ one more\n}"),
              "Read: x\nWrite: x++ [one more]\n");
    EXPECT_EQ(stepsOf("int x, y;\nthread t {\n x =\n y; //@ copied\n y = 0;\n}"),
              "Read: y\nWrite: x = y [copied]\nWrite: y = 0\n");
}

TEST(Steps, ANoteNamesTheLastOperationOfItsLine)
{
    EXPECT_EQ(stepsOf("int x;\nthread t {\n int a = x; x = 2; //@ two things\n}"),
              "Read: a = x\nWrite: x = 2 [two things]\n");
    EXPECT_EQ(stepsOf("int x;\nthread t {\n x =\n 1; //@ set\n}"), "Write: x = 1 [set]\n");
    EXPECT_EQ(stepsOf("int x, y;\nthread t {\n x = y; //@ copy\n y = 0;\n}"),
              "Read: y\nWrite: x = y [copy]\nWrite: y = 0\n");
    EXPECT_EQ(stepsOf("rwlock_t l;\nthread t {\n read_lock(&l); //@ lock\n read_unlock(&l);\n}"),
              "Lock: read_lock(&l) [lock]\nLock: read_lock(&l) [lock]\n"
              "Unlock: read_unlock(&l)\n");
}

TEST(Steps, ANoteMayNameTheReadAndTheWriteApart)
{
    const std::string code = "int x, y;\nthread t {\n x = y; //@ ";
    const std::string rest = "\n y = 0;\n}";
    EXPECT_EQ(stepsOf(code + "read: load y" + rest),
              "Read: y [load y]\nWrite: x = y\nWrite: y = 0\n");
    EXPECT_EQ(stepsOf(code + "write: keep y" + rest),
              "Read: y\nWrite: x = y [keep y]\nWrite: y = 0\n");
    EXPECT_EQ(stepsOf(code + "read: load y; write: keep y" + rest),
              "Read: y [load y]\nWrite: x = y [keep y]\nWrite: y = 0\n");
    EXPECT_EQ(stepsOf(code + "read y; then write" + rest),
              "Read: y\nWrite: x = y [read y; then write]\nWrite: y = 0\n");
}

TEST(Steps, ANoteInAFunctionNamesAStepOfEachCall)
{
    EXPECT_EQ(stepsOf("int x;\nvoid f(void) {\n x = 1; //@ set\n}\nthread t { f(); f(); }"),
              "Write: x = 1 [set]\nWrite: x = 1 [set]\n");
}

TEST(Steps, AnAtomicBlockIsOne)
{
    EXPECT_EQ(listing(programOfText("int x; thread t { atomic { x += 1; } }")->bodies[0]),
              "0 AtomicBegin ; None atomic { x += 1; }\n"
              "1 r0 = Load 1 ; Read x\n"
              "2 r1 = Add r0 1\n"
              "3 Store 1 r1 ; Write x += 1\n"
              "4 AtomicEnd\n"
              "5 End\n");
}

} // namespace racewalk::test
