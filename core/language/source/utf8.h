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

/// Columns of a terminal that the character takes: 0, 1 or 2.
int displayWidth(char32_t codePoint);

} // namespace racewalk
