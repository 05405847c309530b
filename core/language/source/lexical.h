// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/source/diagnostic.h"
#include "program/source_span.h"
#include "program/source_text.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

enum class TokenKind : std::uint8_t { End, Identifier, Number, String, Character, Punctuator };

/// One word of the text. `text` points into the SourceText, quotes and escapes as written.
struct CodeToken {
    TokenKind kind = TokenKind::End;
    /// Whether only blanks are before it on its line.
    bool startsLine = false;
    /// Whether it is a string or character constant without a closing quote. It has been reported,
    /// takes the rest of its line, and `text` is a placeholder.
    bool isCutOff = false;
    SourceSpan span;
    std::string_view text;

    bool is(std::string_view word) const { return text == word; }
};

/// The text with every comment replaced by blanks, byte for byte, so that offsets stay valid.
struct UncommentedText {
    std::string text;
    /// `//@ text`, by line number.
    std::map<std::uint32_t, std::string> notes;
    std::vector<Diagnostic> diagnostics;
};

UncommentedText removeComments(const SourceText &source);

struct TokenizedText {
    std::vector<CodeToken> tokens;
    std::vector<Diagnostic> diagnostics;
};

/// Returns the tokens of [begin, end) of `text`: the source's text, with some bytes replaced by
/// blanks. No token spans two lines. No End token is added.
TokenizedText tokenize(const SourceText &source, std::string_view text, std::size_t begin,
                       std::size_t end);

} // namespace racewalk
