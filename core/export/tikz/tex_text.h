// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace racewalk {

/// Returns the text in ASCII for LaTeX, on one line: every character that means something to TeX is
/// escaped, letters with accents, arrows, dots and the like become commands. A character without a
/// command, and a byte that is not valid UTF-8, becomes "?". Needs the commands of texTextCommands.
std::string texText(std::string_view text);

/// Of the preamble: characters that the sans serif font of OT1 lacks, and \rwcode, which chooses
/// the font for code, where they are its own.
extern const std::string_view texTextCommands;

/// Returns a line with a comment: control characters become blanks.
std::string texComment(std::string_view text);

} // namespace racewalk
