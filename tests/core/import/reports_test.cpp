// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/import/imports.h"
#include "import/reports/lock_classes.h"
#include "import/starter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace racewalk {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string scenarioOf(std::string_view text)
{
    return test::imported(text).scenario.value_or("");
}

} // namespace

TEST(Identifiers, AreMadeOfAnyNameAndNeverShared)
{
    Identifiers names;
    EXPECT_EQ(names.of("&inode->i_lock", "lock"), "i_lock");
    EXPECT_EQ(names.of("&inode->i_lock", "lock"), "i_lock");
    EXPECT_EQ(names.of("&sb->s_type->i_mutex_key#3", "lock"), "i_mutex_key_3");
    EXPECT_EQ(names.of("&dev->i_lock", "lock"), "i_lock_2");
    EXPECT_EQ(names.of("&pool->lock", "lock"), "pool_lock");
    EXPECT_EQ(names.of("\"; evil", "lock"), "evil");
    EXPECT_EQ(names.of("\xff\xff", "lock"), "lock");
    EXPECT_EQ(names.of("7up", "lock"), "_7up");
    EXPECT_EQ(names.of("while", "lock"), "while_2");
    EXPECT_EQ(names.of("spin_lock", "lock"), "spin_lock_2");
}

TEST(Identifiers, LeaveTheirNamesToThoseThatAreIdentifiers)
{
    Identifiers names;
    names.keep({"a-b", "a_b"});
    EXPECT_EQ(names.of("a-b", "lock"), "a_b_2");
    EXPECT_EQ(names.of("a_b", "lock"), "a_b");
}

TEST(Lockdep, TellsMutexesFromSpinlocksByTheirWaitTypes)
{
    const auto declared = [](std::string_view types) {
        const std::string text = scenarioOf("#0: f (&a){+.+.}-{" + std::string(types.substr(0, 3)) +
                                            "}, at: f+0x1/0x2\n"
                                            "#1: f (&b){+.+.}-{" +
                                            std::string(types.substr(4)) +
                                            "}, at: f+0x1/0x2\n"
                                            " Possible unsafe locking scenario:\n"
                                            "       CPU0                    CPU1\n"
                                            "  lock(&a);\n"
                                            "                               lock(&b);\n"
                                            "                               lock(&a);\n"
                                            "  lock(&b);\n");
        EXPECT_THAT(text, testing::Not(HasSubstr("does not say what kind")));
        return text.substr(text.find("\n\n") + 2, text.find("thread ") - text.find("\n\n") - 2);
    };
    EXPECT_THAT(declared("3:3 3:3"), HasSubstr("struct mutex a;"));
    EXPECT_THAT(declared("2:2 2:2"), HasSubstr("spinlock_t a;"));
    EXPECT_THAT(declared("2:2 3:3"),
                testing::AllOf(HasSubstr("spinlock_t a;"), HasSubstr("struct mutex b;")));
    EXPECT_THAT(declared("3:3 4:4"),
                testing::AllOf(HasSubstr("spinlock_t a;"), HasSubstr("struct mutex b;")));
}

TEST(Lockdep, OfSpinlocksUsesSpinlocks)
{
    EXPECT_THAT(scenarioOf("ffff (&a){+.+.}-{2:2}, at: f+0x1/0x2\n"
                           "ffff (&b){+.+.}-{2:2}, at: f+0x1/0x2\n"
                           " Possible unsafe locking scenario:\n"
                           "       CPU0                    CPU1\n"
                           "  lock(&a);\n"
                           "                               lock(&b);\n"
                           "                               lock(&a);\n"
                           "  lock(&b);\n"),
                HasSubstr("spinlock_t a;"));
}

TEST(Lockdep, OfAMutexWithinAReadLockTakesThatForASemaphore)
{
    const std::string text = scenarioOf("#0: f (&a){+.+.}-{3:3}, at: f+0x1/0x2\n"
                                        " Possible unsafe locking scenario:\n"
                                        "       CPU0                    CPU1\n"
                                        "  rlock(&b);\n"
                                        "                               lock(&a);\n"
                                        "                               lock(&b);\n"
                                        "  lock(&a);\n");
    EXPECT_THAT(text, HasSubstr("struct mutex b;"));
    EXPECT_THAT(text, HasSubstr("&b: the language has no rw_semaphore"));
    EXPECT_THAT(text, HasSubstr("expect hang;"));
}

TEST(Lockdep, WithHostileNamesStillGivesAScenario)
{
    const std::string text =
        scenarioOf(" Possible unsafe locking scenario:\n"
                   "       CPU0                    CPU1\n"
                   "  lock(\"; } expect ok; //\\);\n"
                   "                               lock(*/ \xef\xbf\xbf);\n"
                   "                               lock(\"; } expect ok; //\\);\n"
                   "  lock(*/ \xef\xbf\xbf);\n");
    EXPECT_THAT(text, HasSubstr("expect hang;"));
}

TEST(Lockdep, WithoutACycleSaysThatNothingIsFound)
{
    const Imported import = test::imported(" Possible unsafe locking scenario:\n"
                                           "       CPU0                    CPU1\n"
                                           "  lock(&a);\n"
                                           "                               lock(&b);\n");
    EXPECT_THAT(import.summary, HasSubstr("no failure"));
    EXPECT_THAT(*import.scenario, HasSubstr("expect ok;"));
}

TEST(Kcsan, OfMarkedAccessesUsesTheMacros)
{
    const std::string text = scenarioOf("BUG: KCSAN: data-race in f / g\n\n"
                                        "write (marked) to 0x10 of 2 bytes by task 1 on cpu 0:\n"
                                        " f+0x1/0x2 a.c:1\n\n"
                                        "read to 0x10 of 2 bytes by task 2 on cpu 1:\n"
                                        " g+0x1/0x2 a.c:2\n\n"
                                        "value changed: 0x0001 -> 0x0002\n");
    EXPECT_THAT(text, HasSubstr("u16 shared = 1;"));
    EXPECT_THAT(text, HasSubstr("WRITE_ONCE(shared, 2);"));
    EXPECT_THAT(text, HasSubstr("u16 seen = shared;"));
    EXPECT_THAT(text, HasSubstr("thread f {"));
}

TEST(HungTask, OfATaskWithoutLocksShowsWhereItSleeps)
{
    const std::string text = scenarioOf("INFO: task a b:1:22 blocked for more than 9 seconds.\n"
                                        "Call Trace:\n"
                                        " __schedule+0x1/0x2\n"
                                        " schedule+0x1/0x2\n"
                                        " io_wait+0x1/0x2\n"
                                        " caller+0x1/0x2\n");
    EXPECT_THAT(text, HasSubstr("Sleeps in io_wait(), called by caller()."));
    EXPECT_THAT(text, HasSubstr("expect hang;"));
}

TEST(HungTask, OfASemaphoreSaysThatAMutexStandsForIt)
{
    const auto textOf = [](const std::string &function) {
        return scenarioOf("INFO: task a:1 blocked for more than 9 seconds.\n"
                          "Call Trace:\n"
                          " schedule+0x1/0x2\n " +
                          function +
                          "+0x1/0x2\n"
                          "Showing all locks held in the system:\n"
                          "1 lock held by a/1:\n"
                          " #0: ffff8881 (&sb->A){++++}-{3:3}, at: f+0x1/0x2\n");
    };
    const std::string sentence =
        "A mutex stands for the rw_semaphore: it keeps readers apart, too.";
    EXPECT_THAT(textOf("rwsem_down_read_slowpath"), HasSubstr(sentence));
    EXPECT_THAT(textOf("__mutex_lock"), Not(HasSubstr(sentence)));
}

TEST(LockLine, IsReadWithItsPlace)
{
    const auto line = lockLineIn("#1: ffff8881 (&a->b){+.+.}-{4:4}, at: f.isra.0+0x1/0x2");
    ASSERT_TRUE(line);
    EXPECT_EQ(line->address, "ffff8881");
    EXPECT_EQ(line->name, "&a->b");
    EXPECT_EQ(line->waitType, "4:4");
    EXPECT_EQ(line->function, "f");
    EXPECT_FALSE(lockLineIn("nothing (here)"));
}

} // namespace racewalk
