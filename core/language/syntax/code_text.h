// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/source_span.h"
#include "program/source_text.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Returns the offset behind the parenthesis that closes the one around the code at `offset`; the
/// size of the text if there is none.
std::size_t afterParenthesis(std::string_view text, std::size_t offset);

/// Returns the text of a span on one line, without comments and with single blanks.
std::string codeText(const SourceText &source, const SourceSpan &span);

/// Returns the text without brackets around all of it: "v = f(y)" for "((v = f(y)))".
std::string_view withoutBrackets(std::string_view text);

/// The result of codeText(), and the place in `text` of each byte of the span and of its end.
struct PlacedText {
    std::string text;
    std::vector<std::uint32_t> places;
};
PlacedText placedCodeText(const SourceText &source, const SourceSpan &span);

} // namespace racewalk
