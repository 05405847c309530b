// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/source/lexical.h"

#include "program/one_line.h"
#include "program/utf8.h"

#include <fmt/format.h>
#include <tao/pegtl.hpp>

#include <algorithm>
#include <utility>

namespace racewalk {

// Every rule looks at a byte a bounded number of times, and every alternative of CodeToken and Piece
// takes at least one byte: reading takes time in proportion to the text, whatever the text is.
namespace grammar {

using namespace tao::pegtl;

struct LineSplice : seq<one<'\\'>, opt<one<'\r'>>, one<'\n'>> {};
struct RestOfLine : star<sor<LineSplice, not_one<'\n'>>> {};

template <char quote>
struct Quoted
    : seq<one<quote>, star<sor<seq<one<'\\'>, not_one<'\n'>>, not_one<quote, '\\', '\n'>>>,
          one<quote>> {};

struct StringToken : Quoted<'"'> {};
struct CharacterToken : Quoted<'\''> {};
// Without the closing quote its end is unknown: it takes the rest of the line.
struct UnclosedQuote : seq<one<'"', '\''>, star<not_one<'\n'>>> {};

struct LineComment : seq<two<'/'>, RestOfLine> {};
struct BlockComment : seq<string<'/', '*'>, until<string<'*', '/'>>> {};
struct UnclosedComment : seq<string<'/', '*'>, star<any>> {};
struct Plain : seq<any, star<not_one<'/', '"', '\''>>> {};
struct Piece : sor<LineComment, BlockComment, UnclosedComment, StringToken, CharacterToken,
                   UnclosedQuote, Plain> {};
struct Pieces : until<eof, Piece> {};

struct Blank : plus<sor<space, LineSplice>> {};
struct IdentifierToken : identifier {};
struct NumberToken : seq<digit, star<identifier_other>> {};
struct PunctuatorToken
    : sor<string<'<', '<', '='>, string<'>', '>', '='>, string<'.', '.', '.'>, string<'-', '>'>,
          two<'+'>, two<'-'>, two<'<'>, two<'>'>, two<'&'>, two<'|'>, two<'.'>, two<'#'>,
          seq<one<'<', '>', '=', '!', '+', '-', '*', '/', '%', '&', '|', '^'>, one<'='>>,
          one<'{', '}', '(', ')', '[', ']', ';', ',', ':', '?', '.', '=', '<', '>', '+', '-', '*',
              '/', '%', '&', '|', '^', '!', '~', '@', '#'>> {};
struct Unknown : seq<any, star<range<'\x80', '\xFF'>>> {};
struct AnyToken : sor<Blank, IdentifierToken, NumberToken, StringToken, CharacterToken,
                      UnclosedQuote, PunctuatorToken, Unknown> {};
struct Tokens : until<eof, AnyToken> {};

} // namespace grammar

namespace {

namespace pegtl = tao::pegtl;
using Input = pegtl::memory_input<pegtl::tracking_mode::lazy>;

/// Turns offsets that only grow into lines and columns, in one walk over the text.
class LineCounter {
public:
    LineCounter(std::string_view text, std::size_t begin, SourcePosition at)
        : m_text(text), m_offset(begin), m_at(at)
    {}

    SourceSpan span(std::size_t begin, std::size_t end)
    {
        while (m_offset < begin) {
            const char byte = m_text[m_offset];
            m_offset += decodeUtf8(m_text, m_offset).length;
            if (byte == '\n') {
                m_at = {m_at.line + 1, 1};
                m_isAtLineStart = true;
            } else {
                ++m_at.column;
                m_isAtLineStart = m_isAtLineStart && (byte == ' ' || byte == '\t' || byte == '\r');
            }
        }
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), m_at.line,
                m_at.column};
    }

    /// Only blanks stand between the line's beginning and the last span's.
    bool isAtLineStart() const { return m_isAtLineStart; }

private:
    std::string_view m_text;
    std::size_t m_offset;
    SourcePosition m_at;
    bool m_isAtLineStart = true;
};

class CommentRemover {
public:
    CommentRemover(const SourceText &source, UncommentedText &result)
        : m_source(source), m_counter(source.text(), 0, {}), m_result(result)
    {}

    void lineComment(std::size_t begin, std::size_t end)
    {
        constexpr std::string_view mark = "//@";
        const std::string_view comment =
            std::string_view(m_source.text()).substr(begin, end - begin);
        if (comment.starts_with(mark)) {
            const std::string_view note = trimmed(comment.substr(mark.size()));
            m_result.notes[m_counter.span(begin, end).line] = std::string(note);
        }
        blank(begin, end);
    }

    void blockComment(std::size_t begin, std::size_t end) { blank(begin, end); }

    void unclosedComment(std::size_t begin, std::size_t end)
    {
        m_result.diagnostics.push_back({Diagnostic::Severity::Error,
                                        m_counter.span(begin, begin + 2),
                                        "this comment is never closed", "close it with '*/'"});
        blank(begin, end);
    }

private:
    void blank(std::size_t begin, std::size_t end)
    {
        for (std::size_t i = begin; i < end; ++i) {
            if (m_result.text[i] != '\n')
                m_result.text[i] = ' ';
        }
    }

    const SourceText &m_source;
    LineCounter m_counter;
    UncommentedText &m_result;
};

class TokenCollector {
public:
    TokenCollector(const SourceText &source, std::string_view text, std::size_t begin,
                   TokenizedText &result)
        : m_source(source.text()), m_counter(text, begin, source.position(begin)), m_result(result)
    {}

    void add(TokenKind kind, std::size_t begin, std::size_t end)
    {
        const SourceSpan span = m_counter.span(begin, end);
        m_result.tokens.push_back({kind, m_counter.isAtLineStart(), false, span, textOf(span)});
    }

    void unclosedQuote(std::size_t begin, std::size_t end)
    {
        const SourceSpan span = m_counter.span(begin, end);
        const bool isString = m_source[begin] == '"';
        report(span,
               isString ? "this string is not closed on its line"
                        : "this character constant is not closed",
               isString ? "close it with \"; adjacent strings are joined" : "close it with '");
        // A stand-in, so that the parser does not complain about what is missing as well.
        m_result.tokens.push_back({isString ? TokenKind::String : TokenKind::Character,
                                   m_counter.isAtLineStart(), true, span,
                                   isString ? "\"\"" : "'?'"});
    }

    void unknown(std::size_t begin, std::size_t end)
    {
        const SourceSpan span = m_counter.span(begin, end);
        constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
        if (begin == 0 && textOf(span) == byteOrderMark)
            return;
        // Where there is one, there are often thousands.
        if (span.line == std::exchange(m_lastUnknownLine, span.line))
            return;
        report(span, fmt::format("unexpected character{}", shown(span)),
               decodeUtf8(m_source, begin).codePoint >= 0x80
                   ? "outside of strings and comments, only ASCII characters are used"
                   : "");
    }

private:
    std::string_view textOf(const SourceSpan &span) const
    {
        return m_source.substr(span.begin, span.end - span.begin);
    }

    void report(const SourceSpan &span, std::string sentence, std::string hint)
    {
        m_result.diagnostics.push_back(
            {Diagnostic::Severity::Error, span, std::move(sentence), std::move(hint)});
    }

    /// " 'x'" if it can be printed.
    std::string shown(const SourceSpan &span) const
    {
        const DecodedCharacter character = decodeUtf8(m_source, span.begin);
        if (!character.isValid || isControlCharacter(character.codePoint))
            return fmt::format(" (byte 0x{:02X})",
                               static_cast<unsigned char>(m_source[span.begin]));
        return fmt::format(" '{}'", m_source.substr(span.begin, character.length));
    }

    std::string_view m_source;
    LineCounter m_counter;
    std::uint32_t m_lastUnknownLine = 0;
    TokenizedText &m_result;
};

/// Calls `function` with the offsets of what a rule matched; the states know where the input
/// begins.
template <auto function>
struct Report {
    template <class ActionInput, class State>
    static void apply(const ActionInput &in, const char *const &start, State &state)
    {
        function(state, static_cast<std::size_t>(in.begin() - start),
                 static_cast<std::size_t>(in.end() - start));
    }
};

template <auto member>
constexpr auto call =
    [](auto &state, std::size_t begin, std::size_t end) { (state.*member)(begin, end); };

template <TokenKind kind>
constexpr auto addToken =
    [](TokenCollector &state, std::size_t begin, std::size_t end) { state.add(kind, begin, end); };

template <class Rule>
struct CommentAction : pegtl::nothing<Rule> {};
template <>
struct CommentAction<grammar::LineComment> : Report<call<&CommentRemover::lineComment>> {};
template <>
struct CommentAction<grammar::BlockComment> : Report<call<&CommentRemover::blockComment>> {};
template <>
struct CommentAction<grammar::UnclosedComment> : Report<call<&CommentRemover::unclosedComment>> {};

template <class Rule>
struct TokenAction : pegtl::nothing<Rule> {};
template <>
struct TokenAction<grammar::IdentifierToken> : Report<addToken<TokenKind::Identifier>> {};
template <>
struct TokenAction<grammar::NumberToken> : Report<addToken<TokenKind::Number>> {};
template <>
struct TokenAction<grammar::StringToken> : Report<addToken<TokenKind::String>> {};
template <>
struct TokenAction<grammar::CharacterToken> : Report<addToken<TokenKind::Character>> {};
template <>
struct TokenAction<grammar::PunctuatorToken> : Report<addToken<TokenKind::Punctuator>> {};
template <>
struct TokenAction<grammar::UnclosedQuote> : Report<call<&TokenCollector::unclosedQuote>> {};
template <>
struct TokenAction<grammar::Unknown> : Report<call<&TokenCollector::unknown>> {};

} // namespace

UncommentedText removeComments(const SourceText &source)
{
    UncommentedText result;
    result.text = source.text();
    CommentRemover remover(source, result);
    const char *const start = source.text().data();
    Input in(start, start + source.text().size(), "");
    pegtl::parse<grammar::Pieces, CommentAction>(in, start, remover);
    return result;
}

TokenizedText tokenize(const SourceText &source, std::string_view text, std::size_t begin,
                       std::size_t end)
{
    TokenizedText result;
    TokenCollector collector(source, text, begin, result);
    const char *const start = text.data();
    Input in(start + begin, start + end, "");
    pegtl::parse<grammar::Tokens, TokenAction>(in, start, collector);
    return result;
}

} // namespace racewalk
