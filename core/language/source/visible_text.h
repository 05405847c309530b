// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/utf8.h"

#include <string>
#include <string_view>

namespace racewalk {

/// The text of a scenario, a file name or an argument as a terminal may show it: what could steer
/// the terminal or change the order of the letters is written out, as `\x1b` or `\u202e`. These
/// are control characters, the marks of bidirectional text, and bytes that are no UTF-8. Line ends
/// and tabs stay. JSON stays JSON.
std::string visibleText(std::string_view text);

/// One character, which `bytes` are, written out as above; empty if it may be shown as it is. Line
/// ends and tabs are control characters here.
std::string writtenOut(const DecodedCharacter &character, std::string_view bytes);

} // namespace racewalk
