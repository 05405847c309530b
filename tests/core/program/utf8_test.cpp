// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/utf8.h"

#include <gtest/gtest.h>

namespace racewalk {

TEST(Utf8, DecodesWhatIsACharacterAndTakesOtherBytesOneByOne)
{
    const auto length = [](std::string_view text) {
        const DecodedCharacter character = decodeUtf8(text, 0);
        EXPECT_TRUE(character.isValid || character.length == 1);
        return character.isValid ? character.length : 0;
    };
    EXPECT_EQ(length("a"), 1U);
    EXPECT_EQ(length(std::string_view("\0", 1)), 1U);
    EXPECT_EQ(length("\u00e9x"), 2U);
    EXPECT_EQ(length("\u20acx"), 3U);
    EXPECT_EQ(length("\U0001F680x"), 4U);
    EXPECT_EQ(length("\xE2\x82"), 0U) << "cut off";
    EXPECT_EQ(length("\xE2\x82x"), 0U) << "cut off";
    EXPECT_EQ(length("\xC0\x80"), 0U) << "longer than needed";
    EXPECT_EQ(length("\xED\xA0\x80"), 0U) << "surrogate";
    EXPECT_EQ(length("\xF4\x90\x80\x80"), 0U) << "beyond U+10FFFF";
    EXPECT_EQ(length("\x80"), 0U);
    EXPECT_EQ(length("\xFF"), 0U);
}

TEST(Utf8, CountsCharactersAndNotBytes)
{
    const std::string_view text = "a\u00e9\u20ac\U0001F680\xFFz";
    EXPECT_EQ(characterCount(text), 6U);
    EXPECT_EQ(afterCharacters(text, 0, 3), 6U);
    EXPECT_EQ(afterCharacters(text, 6, 1), 10U);
    EXPECT_EQ(afterCharacters(text, 0, 99), text.size());
    EXPECT_EQ(characterCount(""), 0U);
}

TEST(Utf8, KnowsTheColumnsOfATerminal)
{
    EXPECT_EQ(displayWidth('a'), 1U);
    EXPECT_EQ(displayWidth(U'\u00e9'), 1U);
    EXPECT_EQ(displayWidth(U'\u0301'), 0U) << "combining";
    EXPECT_EQ(displayWidth(U'\u200d'), 0U) << "joiner";
    EXPECT_EQ(displayWidth(U'\u4e2d'), 2U);
    EXPECT_EQ(displayWidth(U'\uff61'), 1U) << "half width";
    EXPECT_EQ(displayWidth(U'\U0001F680'), 2U);
    EXPECT_EQ(displayWidth(U'\U00020000'), 2U);
}

} // namespace racewalk
