// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiling.h"

#include "language/words/kernel_names.h"

namespace racewalk::test {

TEST(KernelNames, LeadToThePrimitiveThatStandsForThem)
{
    EXPECT_EQ(whatToWriteFor("spin_lock_irqsave"),
              "write spin_lock(&lock): there are no interrupts");
    EXPECT_EQ(whatToWriteFor("write_unlock_bh"),
              "write write_unlock(&lock): there are no interrupts");
    EXPECT_EQ(whatToWriteFor("wait_event_killable"),
              "write wait_event(wq, condition): there are no signals");
    EXPECT_EQ(whatToWriteFor("wait_for_completion_timeout"),
              "write wait_for_completion(&done): there are no timeouts");
    EXPECT_EQ(whatToWriteFor("refcount_dec_and_test"), "write atomic_dec_and_test(&v)");
    EXPECT_EQ(whatToWriteFor("__set_current_state"),
              "write set_current_state(state), which is a full barrier: that a barrier is missing "
              "there will not show");
    EXPECT_EQ(whatToWriteFor("smp_mb__after_atomic"), "write smp_mb()");
    EXPECT_EQ(whatToWriteFor("pr_info"), "write printk(\"text\", values...)");
    EXPECT_EQ(whatToWriteFor("container_of"), "keep a pointer to the whole struct");
    EXPECT_EQ(whatToWriteFor("list_add_tail"), "link with pointers of your own: struct T *next");
}

TEST(KernelNames, AreNothingThatAPersonMadeUp)
{
    for (const char *name :
         {"", "_", "__", "pr_", "spin_lok", "my_lock_irq", "refcount_", "_irqsave"})
        EXPECT_EQ(whatToWriteFor(name), "") << name;
}

TEST(KernelNames, AreReportedWithWhatToWriteInstead)
{
    EXPECT_EQ(faultsIn("struct mutex lock;", "mutex_lock_killable(&lock);"),
              "2:12 'mutex_lock_killable' is not part of the language\n"
              "  write mutex_lock(&lock): there are no signals\n");
    EXPECT_EQ(faultsIn("int x;", "list_for_each_entry(x, x, x) { x = 1; }"),
              "2:12 'list_for_each_entry' is not part of the language\n  link with pointers of your own: struct T *next\n");
}

TEST(KernelNames, OfFunctionsOfTheScenarioAreItsOwn)
{
    EXPECT_EQ(faultsOf("void msleep(int n) { }\nthread t { msleep(3); }"), "");
}

} // namespace racewalk::test
