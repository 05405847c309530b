// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/utf8.h"

#include <string>
#include <string_view>

namespace racewalk {

/// Makes the text of a scenario, a file name or an argument safe for a terminal: characters that
/// could control the terminal or change the order of letters are escaped, as `\x1b` or `\u202e`.
/// These are control characters, the marks of bidirectional text, and bytes that are not valid
/// UTF-8. Line ends and tabs stay. Valid JSON stays valid JSON.
std::string visibleText(std::string_view text);

/// Returns the escaped form of one character, whose bytes are `bytes`; empty if it needs none. Line
/// ends and tabs count as control characters here.
std::string writtenOut(const DecodedCharacter &character, std::string_view bytes);

} // namespace racewalk
