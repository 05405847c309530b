// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/call_text.h"

#include <gtest/gtest.h>

namespace {

using namespace racewalk;

/// Where the arguments stand in the text, one behind the other.
std::vector<TextRange> rangesOf(const std::string &text, std::vector<std::string> arguments)
{
    std::vector<TextRange> ranges;
    std::size_t at = 0;
    for (const std::string &argument : arguments) {
        const std::size_t begin = text.find(argument, at);
        at = begin + argument.size();
        ranges.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
    }
    return ranges;
}

TEST(WithShorterArguments, LeavesOutArgumentsFromTheLastOnAndKeepsTheFirst)
{
    const std::string call = "x = wake_up_bit(&inode->i_state, __I_NEW) + 1";
    const auto arguments = rangesOf(call, {"&inode->i_state", "__I_NEW"});
    EXPECT_EQ(withShorterArguments(call, arguments, call.size()), call);
    EXPECT_EQ(withShorterArguments(call, arguments, call.size() - 1),
              "x = wake_up_bit(&inode->i_state, ..) + 1");
    EXPECT_EQ(withShorterArguments(call, arguments, 3), "x = wake_up_bit(&inode->i_state, ..) + 1");
    const std::string three = "f(aaaa, bbbb, cccc)";
    const auto all = rangesOf(three, {"aaaa", "bbbb", "cccc"});
    EXPECT_EQ(withShorterArguments(three, all, 18), "f(aaaa, bbbb, ..)");
    EXPECT_EQ(withShorterArguments(three, all, 16), "f(aaaa, ..)");
}

TEST(WithShorterArguments, GrowsNothingAndKeepsATextWithoutArguments)
{
    EXPECT_EQ(withShorterArguments("f(a)", rangesOf("f(a)", {"a"}), 1), "f(a)");
    EXPECT_EQ(withShorterArguments("f()", {}, 1), "f()");
    EXPECT_EQ(withShorterArguments("", {}, 0), "");
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

TEST(Wrapped, BreaksACallAfterItsBracket)
{
    EXPECT_EQ(wrapped("prepare_to_wait(&inode->i_state, ..)", 24),
              (Lines{"prepare_to_wait(", "&inode->i_state, ..)"}));
}

TEST(Wrapped, CutsBehindAnOperatorAndOutsideOfBrackets)
{
    EXPECT_EQ(wrapped("if (inode->i_state & (I_FREEING | I_WILL_FREE))", 32),
              (Lines{"if (inode->i_state &", "(I_FREEING | I_WILL_FREE))"}));
    EXPECT_EQ(wrapped("sum = first_part + second_part + x", 30),
              (Lines{"sum = first_part +", "second_part + x"}));
    EXPECT_EQ(wrapped("while (load(&called) != mine)", 24),
              (Lines{"while (load(&called) !=", "mine)"}));
}

TEST(Wrapped, LeavesNoLineWithALoneKeywordOrWithoutArguments)
{
    EXPECT_EQ(wrapped("if (test_bit(FLAG_OF_A_VOLUME, ..))", 28),
              (Lines{"if (test_bit(", "FLAG_OF_A_VOLUME, ..))"}));
    EXPECT_EQ(wrapped("inode = rcu_dereference(bucket)", 28),
              (Lines{"inode =", "rcu_dereference(bucket)"}));
    EXPECT_EQ(wrapped("set_bit(FLAG_OF_A_VOLUME, ..)", 26),
              (Lines{"set_bit(", "FLAG_OF_A_VOLUME, ..)"}));
}

TEST(Wrapped, HasAFirstLineOfItsOwnWidth)
{
    EXPECT_EQ(wrapped("one two three four", 8, 13), (Lines{"one two three", "four"}));
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
