// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace racewalk {

/// One character of a text. A byte that is not valid UTF-8 is a character with `isValid` false.
struct DecodedCharacter {
    char32_t codePoint = 0;
    std::size_t length = 1;
    bool isValid = false;
};

/// Returns the character that begins at `offset`, which must be inside the text.
DecodedCharacter decodeUtf8(std::string_view text, std::size_t offset);

/// Returns the number of characters. A byte that is not valid UTF-8 counts as one.
std::size_t characterCount(std::string_view text);

/// Returns the offset after `count` characters from `offset` on, at most the text's size.
std::size_t afterCharacters(std::string_view text, std::size_t offset, std::size_t count);

/// Whether it is a control character of ASCII or Latin-1. Do not print these on a terminal.
bool isControlCharacter(char32_t codePoint);

/// A letter without its accent, and the combining accent: 'u' and U+0308 of U+00FC.
struct AccentedLetter {
    char32_t letter = 0;
    char32_t accent = 0; ///< 0: there is none
};

/// Of a letter with several accents only the first is returned.
AccentedLetter splitAccent(char32_t codePoint);

/// Returns the columns that the character takes on a terminal: 0, 1 or 2.
std::size_t displayWidth(char32_t codePoint);

} // namespace racewalk
