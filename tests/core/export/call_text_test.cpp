// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/call_text.h"

#include <gtest/gtest.h>

namespace {

using namespace racewalk;

TEST(WithShorterArguments, LeavesWhatFitsAsItIs)
{
    EXPECT_EQ(withShorterArguments("spin_lock(&inode->i_lock)", 25), "spin_lock(&inode->i_lock)");
}

TEST(WithShorterArguments, LeavesOutArgumentsFromTheLeftAndOnlyAsManyAsNeeded)
{
    const char *const call = "wake_up_bit(&inode->i_state, __I_NEW)";
    EXPECT_EQ(withShorterArguments(call, 36), "wake_up_bit(.., __I_NEW)");
    EXPECT_EQ(withShorterArguments(call, 24), "wake_up_bit(.., __I_NEW)");
    EXPECT_EQ(withShorterArguments(call, 23), "wake_up_bit(..)");
    EXPECT_EQ(withShorterArguments(call, 3), "wake_up_bit(..)");
}

TEST(WithShorterArguments, CountsNestedCallsAsOneArgument)
{
    EXPECT_EQ(withShorterArguments("f(g(a, b), h[1, 2], c)", 16), "f(.., c)");
}

TEST(WithShorterArguments, KeepsWhatStandsAroundTheCall)
{
    EXPECT_EQ(withShorterArguments("inode = rcu_dereference(bucket) + 1", 30),
              "inode = rcu_dereference(..) + 1");
}

TEST(WithShorterArguments, KeepsConditionsWhole)
{
    const char *const test = "if (inode->i_state & (I_FREEING | I_WILL_FREE))";
    EXPECT_EQ(withShorterArguments(test, 10), test);
    EXPECT_EQ(withShorterArguments("if (READ_ONCE(inode->hashed))", 20), "if (READ_ONCE(..))");
}

TEST(WithShorterArguments, GrowsNothingAndSurvivesUnbalancedText)
{
    EXPECT_EQ(withShorterArguments("f(a)", 1), "f(a)");
    EXPECT_EQ(withShorterArguments("f()", 1), "f()");
    EXPECT_EQ(withShorterArguments("f(a, (b", 1), "f(a, (b");
    EXPECT_EQ(withShorterArguments("", 0), "");
}

using Lines = std::vector<std::string>;

TEST(Wrapped, CutsAtBlanks)
{
    EXPECT_EQ(wrapped("use of inodes[0] after it was freed", 16),
              (Lines{"use of inodes[0]", "after it was", "freed"}));
}

TEST(Wrapped, BreaksWordsThatAreTooLong)
{
    EXPECT_EQ(wrapped("abcdefghijklmnopqrst", 8), (Lines{"abcdefgh", "ijklmnop", "qrst"}));
}

TEST(Wrapped, GivesOneLineForShortAndForEmptyText)
{
    EXPECT_EQ(wrapped("short", 8), (Lines{"short"}));
    EXPECT_EQ(wrapped("", 8), (Lines{""}));
}

TEST(AsciiOnly, ReplacesEachOtherCharacterOnce)
{
    EXPECT_EQ(asciiOnly("a\u00e9\u2192\U0001f600b"), "a???b");
    EXPECT_EQ(asciiOnly("a\tb\nc\x1b[31m"), "a b c?[31m");
}

} // namespace
