// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/layout/formatter.h"

#include "language/layout/format_layout.h"
#include "language/layout/format_pieces.h"
#include "language/source/read_source.h"
#include "language/syntax/parse.h"
#include "program/one_line.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace racewalk {

namespace {

using formatting::Piece;

/// Texts of many variants are read this many bytes long, all variants together; the mistakes of the
/// others are found when they are used.
constexpr std::size_t maxBytesToParse = 32 * maxSourceBytes;

/// The mistakes in every variant, each once.
std::vector<Diagnostic> mistakes(const SourceText &source)
{
    ParseResult first = parse(source);
    if (!first.tree)
        return std::move(first.diagnostics);
    std::size_t bytes = source.text().size();
    for (const syntax::VariantDeclaration &variant : first.tree->variants) {
        if (bytes > maxBytesToParse)
            break;
        bytes += source.text().size();
        ParseResult other = parse(source, variant.name.name);
        if (!other.tree)
            return std::move(other.diagnostics);
    }
    return {};
}

/// Equal but for the blanks around each line of a comment.
bool isSameText(const Piece &left, const Piece &right)
{
    if (!left.isComment())
        return left.text == right.text;
    std::string_view first = left.text;
    std::string_view second = right.text;
    for (;;) {
        const std::size_t firstEnd = std::min(first.find('\n'), first.size());
        const std::size_t secondEnd = std::min(second.find('\n'), second.size());
        if (trimmed(first.substr(0, firstEnd)) != trimmed(second.substr(0, secondEnd)))
            return false;
        if (firstEnd == first.size() || secondEnd == second.size())
            return firstEnd == first.size() && secondEnd == second.size();
        first.remove_prefix(firstEnd + 1);
        second.remove_prefix(secondEnd + 1);
    }
}

/// By piece: the `//@` that gives a name to its steps; the number of pieces for none.
std::vector<std::size_t> notesOf(std::span<const Piece> pieces)
{
    std::vector<std::size_t> notes(pieces.size(), pieces.size());
    std::size_t note = pieces.size();
    for (std::size_t i = pieces.size(); i-- > 0;) {
        const Piece &piece = pieces[i];
        if (piece.isNote() && !piece.isDirective)
            note = i;
        else if (piece.text.find('\n') != std::string_view::npos)
            note = pieces.size();
        if (piece.canBeNamed())
            notes[i] = note;
        if (piece.lineBreaks > 0)
            note = pieces.size();
    }
    return notes;
}

/// The index of the first piece that is not the same in both; the number of pieces if all are.
std::size_t firstDifference(std::span<const Piece> before, std::span<const Piece> after)
{
    const auto notesBefore = notesOf(before);
    const auto notesAfter = notesOf(after);
    const std::size_t count = std::min(before.size(), after.size());
    for (std::size_t i = 0; i < count; ++i) {
        const Piece &left = before[i];
        const Piece &right = after[i];
        const bool isSame = left.kind == right.kind && left.isDirective == right.isDirective &&
                            left.beginsDirective == right.beginsDirective &&
                            isSameText(left, right) &&
                            (notesBefore[i] == notesAfter[i] ||
                             (notesBefore[i] >= count && notesAfter[i] >= count));
        if (!isSame)
            return i;
    }
    return before.size() == after.size() ? before.size() : std::min(count, before.size() - 1);
}

/// The layout of a text. What a line looks like can depend on where the source breaks it, so one
/// layout is laid out again until nothing changes: then formatting twice is formatting once.
/// Nothing if that does not end, or if there is no layout.
std::optional<std::string> settledLayout(const SourceText &source,
                                         std::span<const Piece> sourcePieces)
{
    constexpr int mostRounds = 8;
    auto text = formatting::Layouter(sourcePieces).layOut();
    for (int round = 0; text && round < mostRounds; ++round) {
        const SourceText laidOut(source.fileName(), *text);
        const formatting::Pieces pieces = formatting::readPieces(laidOut);
        auto again = formatting::Layouter(pieces.all).layOut();
        if (again == text)
            return text;
        text = std::move(again);
    }
    return std::nullopt;
}

Formatted refuse(const SourceSpan &span, std::string sentence, std::string hint)
{
    return {std::nullopt,
            {{Diagnostic::Severity::Error, span, std::move(sentence), std::move(hint)}}};
}

} // namespace

Formatted formatScenario(const SourceText &source)
{
    if (auto found = mistakes(source); hasErrors(found))
        return {std::nullopt, std::move(found)};
    const formatting::Pieces pieces = formatting::readPieces(source);
    auto text = settledLayout(source, pieces.all);
    if (!text || text->size() > maxSourceBytes)
        return refuse(
            {0, 0, 1, 1},
            "this text cannot be formatted: it is nested too deeply, or would be too long", "");
    const SourceText result(source.fileName(), *text);
    const formatting::Pieces check = formatting::readPieces(result);
    const std::size_t difference = firstDifference(pieces.all, check.all);
    if (difference < pieces.all.size() || hasErrors(check.diagnostics)) {
        const Piece &piece = pieces.all[std::min(difference, pieces.all.size() - 1)];
        return refuse(source.span(piece.begin, piece.begin + piece.text.size()),
                      "formatting would change what this says, so nothing is changed",
                      "write it on a line of its own");
    }
    return {std::move(text), {}};
}

} // namespace racewalk
