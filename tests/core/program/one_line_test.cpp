// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/one_line.h"

#include <gtest/gtest.h>

using namespace racewalk;

TEST(OneLine, MakesEveryRunOfWhiteSpaceOneSpace)
{
    EXPECT_EQ(onOneLine("  wait_event(wq,\n\t\tx  == 1) \r\n"), "wait_event(wq, x == 1)");
    EXPECT_EQ(onOneLine("schedule()"), "schedule()");
    EXPECT_EQ(onOneLine(" \n "), "");
}

TEST(ListText, PutsTheConjunctionBeforeTheLastWord)
{
    EXPECT_EQ(listText({}, "or"), "");
    EXPECT_EQ(listText({"a"}, "or"), "a");
    EXPECT_EQ(listText({"a", "b"}, "and"), "a and b");
    EXPECT_EQ(listText({"a", "b", "c"}, "or"), "a, b or c");
}

TEST(Trimmed, KeepsWhatIsBetweenBlanksAndLineEnds)
{
    EXPECT_EQ(trimmed(" \t a b\r"), "a b");
    EXPECT_EQ(trimmed("\n a"), "\n a");
    EXPECT_EQ(trimmed(" \t"), "");
}
