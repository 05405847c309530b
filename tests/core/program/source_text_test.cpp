// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/source_text.h"

#include <gtest/gtest.h>

namespace racewalk {

namespace {

TEST(SourceText, GivesLinesWithoutTheirEnds)
{
    const SourceText source("a.race", "one\r\ntwo\n\nfour");
    EXPECT_EQ(source.lineCount(), 4U);
    EXPECT_EQ(source.line(1), "one");
    EXPECT_EQ(source.line(2), "two");
    EXPECT_EQ(source.line(3), "");
    EXPECT_EQ(source.line(4), "four");
    EXPECT_EQ(source.line(0), "");
    EXPECT_EQ(source.line(5), "");
}

TEST(SourceText, CountsALastNewlineAsTheEndOfItsLine)
{
    EXPECT_EQ(SourceText("a", "x\n").lineCount(), 1U);
    EXPECT_EQ(SourceText("a", "").lineCount(), 1U);
}

TEST(SourceText, CountsColumnsInCharacters)
{
    const SourceText source("a.race", "a\n\xC3\xA9\xE2\x82\xACx");
    EXPECT_EQ(source.position(0), (SourcePosition{1, 1}));
    EXPECT_EQ(source.position(2), (SourcePosition{2, 1}));
    EXPECT_EQ(source.position(4), (SourcePosition{2, 2}));
    EXPECT_EQ(source.position(7), (SourcePosition{2, 3}));
    EXPECT_EQ(source.position(1000), (SourcePosition{2, 4}));
}

TEST(SourceText, CutsTheTextOfASpan)
{
    const SourceText source("a.race", "int x;\nint y;");
    const SourceSpan span = source.span(11, 12);
    EXPECT_EQ(source.slice(span), "y");
    EXPECT_EQ(span.line, 2U);
    EXPECT_EQ(span.column, 5U);
    EXPECT_EQ(source.slice({100, 200, 1, 1}), "");
    EXPECT_EQ(source.slice({11, 200, 2, 5}), "y;");
}

TEST(SourceSpan, JoinsFromTheFirstToTheLast)
{
    EXPECT_EQ(join({1, 2, 1, 2}, {7, 9, 2, 3}), (SourceSpan{1, 9, 1, 2}));
}

} // namespace

} // namespace racewalk
