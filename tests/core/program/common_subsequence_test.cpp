// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/common_subsequence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

using namespace racewalk;

namespace {

std::vector<std::uint32_t> numbers(std::string_view letters)
{
    return {letters.begin(), letters.end()};
}

/// The common letters, after a check that the pairs are pairs, and ascend.
std::string common(std::string_view left, std::string_view right, std::size_t most = 20'000)
{
    const auto pairs = longestCommonSubsequence(numbers(left), numbers(right), most);
    std::string text;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        EXPECT_EQ(left.at(pairs[i].left), right.at(pairs[i].right));
        if (i > 0) {
            EXPECT_GT(pairs[i].left, pairs[i - 1].left);
            EXPECT_GT(pairs[i].right, pairs[i - 1].right);
        }
        text += left.at(pairs[i].left);
    }
    return text;
}

/// The length of a longest common subsequence, by the table that textbooks begin with.
std::size_t longest(std::string_view left, std::string_view right)
{
    std::vector<std::vector<std::size_t>> table(left.size() + 1,
                                                std::vector<std::size_t>(right.size() + 1));
    for (std::size_t i = 0; i < left.size(); ++i)
        for (std::size_t j = 0; j < right.size(); ++j)
            table[i + 1][j + 1] =
                left[i] == right[j] ? table[i][j] + 1 : std::max(table[i][j + 1], table[i + 1][j]);
    return table.back().back();
}

TEST(CommonSubsequence, KeepsTheOrderOfBoth)
{
    EXPECT_EQ(common("abcabba", "cbabac").size(), 4U); // the example of Myers' article
    EXPECT_EQ(common("PURSF", "HUBRTF"), "URF");
    EXPECT_EQ(common("ab", "ba").size(), 1U);
}

TEST(CommonSubsequence, IsEmptyForAnEmptySequenceAndForNothingInCommon)
{
    EXPECT_EQ(common("", ""), "");
    EXPECT_EQ(common("", "abc"), "");
    EXPECT_EQ(common("abc", ""), "");
    EXPECT_EQ(common("abc", "xyz"), "");
}

TEST(CommonSubsequence, HasTheWholeBeginningAndEndThatBothShare)
{
    EXPECT_EQ(common("aaaXbbb", "aaaYbbb"), "aaabbb");
    EXPECT_EQ(common("aaa", "aaaaa"), "aaa");
}

TEST(CommonSubsequence, IsAsLongAsTheTableSays)
{
    std::mt19937 random(1);
    for (int i = 0; i < 20'000; ++i) {
        const unsigned letters = 1 + random() % 4;
        std::string left, right;
        for (unsigned n = random() % 14; n > 0; --n)
            left += static_cast<char>('a' + random() % letters);
        for (unsigned n = random() % 14; n > 0; --n)
            right += static_cast<char>('a' + random() % letters);
        ASSERT_EQ(common(left, right).size(), longest(left, right)) << left << ' ' << right;
    }
}

TEST(CommonSubsequence, GivesUpWhereTooMuchDiffersButKeepsBothEnds)
{
    const std::string left = 'a' + std::string(50, 'x') + "mm" + std::string(50, 'y') + 'z';
    const std::string right = 'a' + std::string(50, 'p') + "mm" + std::string(50, 'q') + 'z';
    EXPECT_EQ(common(left, right), "ammz");
    EXPECT_EQ(common(left, right, 20), "az");
}

} // namespace
