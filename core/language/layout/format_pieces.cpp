// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/layout/format_pieces.h"

#include "language/source/lexical.h"
#include "language/source/select_lines.h"
#include "program/utf8.h"

#include <algorithm>
#include <string>
#include <utility>

namespace racewalk::formatting {

namespace {

constexpr std::string_view blanks = " \t\r\f\v";

PieceKind kindOf(const CodeToken &token)
{
    if (token.isCutOff)
        return PieceKind::Opaque;
    switch (token.kind) {
    case TokenKind::Identifier:
        return PieceKind::Word;
    case TokenKind::Number:
        return PieceKind::Number;
    case TokenKind::String:
    case TokenKind::Character:
        return PieceKind::String;
    case TokenKind::Punctuator:
        return PieceKind::Punctuator;
    case TokenKind::End:
        break;
    }
    return PieceKind::Opaque;
}

/// Goes through the text once. What lies between two tokens is blanks, comments and whatever the
/// lexer could make nothing of.
class PieceReader {
public:
    PieceReader(const SourceText &source, std::vector<Piece> &result)
        : m_source(source), m_text(source.text()), m_result(result)
    {}

    void read(const std::string &uncommented)
    {
        const auto directives = findDirectives(m_source, uncommented);
        std::string code = uncommented;
        for (const DirectiveLines &directive : directives) {
            for (std::size_t i = directive.begin; i < directive.end; ++i)
                code[i] = code[i] == '\n' ? '\n' : ' ';
        }
        auto next = directives.begin();
        for (const CodeToken &token : tokenize(m_source, code, 0, code.size()).tokens) {
            for (; next != directives.end() && next->begin < token.span.begin; ++next)
                directive(*next, uncommented);
            add(token);
        }
        for (; next != directives.end(); ++next)
            directive(*next, uncommented);
        skipTo(m_text.size());
    }

private:
    void directive(const DirectiveLines &lines, std::string_view uncommented)
    {
        skipTo(lines.begin);
        m_isDirective = true;
        for (const CodeToken &token :
             tokenize(m_source, uncommented, lines.begin, lines.end).tokens) {
            add(token);
            m_result.back().beginsDirective = token.span.begin == lines.begin;
        }
        skipTo(lines.end);
        m_isDirective = false;
    }

    void add(const CodeToken &token)
    {
        skipTo(token.span.begin);
        std::size_t end = token.span.end;
        while (token.isCutOff && blanks.find(m_text[end - 1]) != std::string_view::npos)
            --end;
        add(kindOf(token), end);
    }

    /// A piece from here to `end`.
    void add(PieceKind kind, std::size_t end)
    {
        Piece piece;
        piece.kind = kind;
        piece.isDirective = m_isDirective;
        piece.followsBlank = m_begin != m_end;
        piece.lineBreaks = std::exchange(m_lineBreaks, 0);
        piece.column = m_column;
        piece.begin = m_begin;
        piece.text = m_text.substr(m_begin, end - m_begin);
        m_result.push_back(piece);
        moveTo(end);
        m_end = end;
    }

    void skipTo(std::size_t end)
    {
        constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
        while (m_begin < end) {
            const std::string_view rest = m_text.substr(m_begin);
            const bool isSplice = rest.starts_with("\\\n") || rest.starts_with("\\\r\n");
            const bool isMark = m_begin == 0 && rest.starts_with(byteOrderMark);
            if (rest.starts_with("//"))
                add(PieceKind::LineComment, endOfLineComment());
            else if (rest.starts_with("/*"))
                add(PieceKind::BlockComment, endOfBlockComment());
            else if (isMark)
                moveTo(byteOrderMark.size());
            else if (isSplice || rest[0] == '\n' || blanks.find(rest[0]) != std::string_view::npos)
                skipBlank();
            else
                add(PieceKind::Opaque, endOfOpaque(end));
        }
    }

    void skipBlank()
    {
        m_lineBreaks += m_text[m_begin] == '\n' ? 1 : 0;
        moveTo(m_begin + 1);
    }

    std::size_t endOfBlockComment() const
    {
        const std::size_t end = m_text.find("*/", m_begin + 2);
        return end == std::string_view::npos ? m_text.size() : end + 2;
    }

    std::size_t endOfLineComment() const
    {
        std::size_t end = m_text.find('\n', m_begin);
        while (end != std::string_view::npos &&
               (m_text[end - 1] == '\\' || m_text.substr(end - 2, 2) == "\\\r"))
            end = m_text.find('\n', end + 1);
        end = std::min(end, m_text.size());
        while (blanks.find(m_text[end - 1]) != std::string_view::npos)
            --end;
        return end;
    }

    std::size_t endOfOpaque(std::size_t end) const
    {
        std::size_t last = m_begin + 1;
        while (last < end && m_text[last] != '\n' && m_text[last] != '/' &&
               blanks.find(m_text[last]) == std::string_view::npos)
            ++last;
        return last;
    }

    void moveTo(std::size_t end)
    {
        while (m_begin < end) {
            const DecodedCharacter character = decodeUtf8(m_text, m_begin);
            if (m_text[m_begin] == '\n')
                m_column = 0;
            else if (m_text[m_begin] == '\t')
                m_column = m_column / 8 * 8 + 8;
            else
                m_column += static_cast<std::uint32_t>(displayWidth(character.codePoint));
            m_begin += character.length;
        }
    }

    const SourceText &m_source;
    std::string_view m_text;
    std::vector<Piece> &m_result;
    std::size_t m_begin = 0;
    /// Of the last piece.
    std::size_t m_end = 0;
    std::uint32_t m_column = 0;
    std::uint32_t m_lineBreaks = 0;
    bool m_isDirective = false;
};

/// Marks what stands on the lines that a `//@` ends.
void markNamedLines(std::vector<Piece> &pieces)
{
    for (std::size_t note = 0; note < pieces.size(); ++note) {
        if (!pieces[note].isNote() || pieces[note].isDirective)
            continue;
        std::size_t first = note;
        while (first > 0 && pieces[first].lineBreaks == 0 &&
               pieces[first - 1].text.find('\n') == std::string_view::npos)
            --first;
        // A '{' may go to the line before, away from what has the name.
        std::size_t begin = first;
        while (pieces[first].is("{") && begin < note && !pieces[begin].canBeNamed())
            ++begin;
        begin = begin == note ? first : begin;
        pieces[begin].beginsNamed = begin < note;
        for (std::size_t i = begin + 1; i < note; ++i)
            pieces[i].continuesNamed = true;
    }
}

void findClosingBraces(std::vector<Piece> &pieces)
{
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Piece &piece = pieces[i];
        if (piece.lineBreaks > 0 || piece.isComment() || piece.isDirective)
            open.clear();
        if (piece.is("{"))
            open.push_back(i);
        if (piece.is("}") && !open.empty()) {
            pieces[open.back()].closing = static_cast<std::uint32_t>(i);
            open.pop_back();
        }
    }
}

} // namespace

Pieces readPieces(const SourceText &source)
{
    Pieces result;
    UncommentedText uncommented = removeComments(source);
    result.diagnostics = std::move(uncommented.diagnostics);
    if (hasErrors(result.diagnostics))
        return result;
    PieceReader(source, result.all).read(uncommented.text);
    markNamedLines(result.all);
    findClosingBraces(result.all);
    return result;
}

} // namespace racewalk::formatting
