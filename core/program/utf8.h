// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace racewalk {

/// One character of a text. What is no valid UTF-8 is a single byte with `isValid` false.
struct DecodedCharacter {
    char32_t codePoint = 0;
    std::size_t length = 1;
    bool isValid = false;
};

/// The character that begins at `offset`, which must lie inside the text.
DecodedCharacter decodeUtf8(std::string_view text, std::size_t offset);

/// How many characters the text has. A byte that is no valid UTF-8 counts as one.
std::size_t characterCount(std::string_view text);

/// The offset after `count` characters from `offset` on, at most the text's size.
std::size_t afterCharacters(std::string_view text, std::size_t offset, std::size_t count);

/// A control character of ASCII or Latin-1, which no terminal should be given.
bool isControlCharacter(char32_t codePoint);

/// Columns of a terminal that the character takes: 0, 1 or 2.
std::size_t displayWidth(char32_t codePoint);

} // namespace racewalk
