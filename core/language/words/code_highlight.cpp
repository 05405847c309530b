// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/words/code_highlight.h"

#include "language/layout/format_pieces.h"
#include "language/words/vocabulary.h"

#include <optional>

namespace racewalk {
namespace {

using formatting::Piece;
using formatting::PieceKind;

/// The words that are no names: those of C, of the declarations, of types, and fixed values.
bool isKeyword(std::string_view text)
{
    const VocabularyWord *const word = findWord(text);
    if (word == nullptr)
        return false;
    switch (word->kind) {
    case WordKind::Statement:
    case WordKind::Declaration:
    case WordKind::Type:
    case WordKind::Value:
        return true;
    case WordKind::Tag:
    case WordKind::Macro:
    case WordKind::Constant:
    case WordKind::Primitive:
        break;
    }
    return false;
}

std::optional<CodeSpan::Kind> kindOf(const std::vector<Piece> &pieces, std::size_t at)
{
    const Piece &piece = pieces[at];
    if (piece.isComment())
        return CodeSpan::Kind::Comment;
    const bool isCutOff =
        piece.kind == PieceKind::Opaque && (piece.text[0] == '"' || piece.is("'"));
    if (piece.kind == PieceKind::String || isCutOff)
        return CodeSpan::Kind::String;
    const bool isDirectiveName = at > 0 && pieces[at - 1].beginsDirective;
    if (piece.beginsDirective || isDirectiveName)
        return CodeSpan::Kind::Keyword;
    if (piece.kind != PieceKind::Word)
        return std::nullopt;
    if (isKeyword(piece.text) || (at > 0 && pieces[at - 1].is("goto")))
        return CodeSpan::Kind::Keyword;
    // A label begins its line, unlike what belongs to a ?:.
    const bool isLabel = (at == 0 || piece.lineBreaks > 0) && at + 1 < pieces.size() &&
                         pieces[at + 1].is(":") && pieces[at + 1].lineBreaks == 0;
    return isLabel ? std::optional(CodeSpan::Kind::Label) : std::nullopt;
}

} // namespace

std::vector<CodeSpan> highlightCode(const SourceText &source)
{
    const std::vector<Piece> pieces = formatting::readPieces(source).all;
    std::vector<CodeSpan> spans;
    for (std::size_t i = 0; i < pieces.size(); ++i)
        if (const auto kind = kindOf(pieces, i))
            spans.push_back({pieces[i].begin, pieces[i].begin + pieces[i].text.size(), *kind});
    return spans;
}

} // namespace racewalk
