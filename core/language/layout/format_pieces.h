// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/source/diagnostic.h"
#include "program/source_text.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace racewalk::formatting {

enum class PieceKind : std::uint8_t {
    Word,
    Number,
    String, ///< or a character constant
    Punctuator,
    Opaque, ///< text that is not a token, outside of every variant
    LineComment,
    BlockComment,
};

/// A part of a text that the formatter keeps: a token, comment or preprocessor line. It changes
/// only the blanks between the pieces.
struct Piece {
    PieceKind kind{};
    /// A word of a preprocessor line; the first one of each is its '#'.
    bool isDirective = false;
    bool beginsDirective = false;
    /// Whether a blank or a line end is before it.
    bool followsBlank = false;
    /// On a line with a `//@` label: the first piece, and the others. They must stay on one line,
    /// and no other piece may be added to it.
    bool beginsNamed = false;
    bool continuesNamed = false;
    /// Line ends between the piece before and this one.
    std::uint32_t lineBreaks = 0;
    /// For a '{': the piece that is its '}', if both are on one line without a comment between
    /// them; otherwise 0.
    std::uint32_t closing = 0;
    /// Column of the text's first byte, from 0, with tabs expanded.
    std::uint32_t column = 0;
    std::size_t begin = 0;
    std::string_view text; ///< points into the source

    bool is(std::string_view word) const { return text == word; }
    bool isComment() const
    {
        return kind == PieceKind::LineComment || kind == PieceKind::BlockComment;
    }
    /// Whether it labels the steps of its line.
    bool isNote() const { return kind == PieceKind::LineComment && text.starts_with("//@"); }
    /// Whether `//@` can label it.
    bool canBeNamed() const
    {
        return !isComment() && !isDirective && !is("{") && !is("}") && !is("else") && !is("do");
    }
};

struct Pieces {
    std::vector<Piece> all;
    std::vector<Diagnostic> diagnostics;
};

/// Returns the pieces of a text in order, those of every variant. Takes linear time.
Pieces readPieces(const SourceText &source);

} // namespace racewalk::formatting
