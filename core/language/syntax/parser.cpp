// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/syntax/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace racewalk {

Parser::Parser(const SourceText &source, std::span<const CodeToken> tokens,
               std::vector<Diagnostic> &diagnostics)
    : m_source(source), m_tokens(tokens), m_diagnostics(diagnostics)
{
    m_end.span = tokens.empty() ? SourceSpan{0, 0, 1, 1} : tokens.back().span;
    m_end.startsLine = true;
}

const CodeToken &Parser::peek(std::size_t ahead) const
{
    const bool isBlind = m_isLost || m_isTooDeep;
    return isBlind || m_next + ahead >= m_tokens.size() ? m_end : m_tokens[m_next + ahead];
}

const CodeToken &Parser::take()
{
    const CodeToken &token = peek();
    if (token.kind != TokenKind::End)
        ++m_next;
    return token;
}

bool Parser::at(std::string_view text) const
{
    return peek().is(text);
}

bool Parser::accept(std::string_view text)
{
    if (!at(text))
        return false;
    ++m_next;
    return true;
}

void Parser::skipBraces()
{
    std::size_t depth = 0;
    do {
        const CodeToken &token = take();
        depth += token.is("{") ? 1U : 0U;
        depth -= token.is("}") ? 1U : 0U;
    } while (depth > 0 && peek().kind != TokenKind::End);
}

const CodeToken &Parser::previous() const
{
    return m_next == 0 ? m_end : m_tokens[m_next - 1];
}

bool Parser::expect(std::string_view text, std::string_view hint)
{
    if (accept(text))
        return true;
    failExpected(fmt::format("'{}'", text), hint);
    return false;
}

/// A missing ';' is the commonest mistake. It is reported where it belongs, and if it can be told
/// where the next statement begins, that is read as if it were there.
bool Parser::expectSemicolon()
{
    if (m_isLost || accept(";"))
        return !m_isLost;
    const bool canGoOn = peek().startsLine || at("}");
    if (canGoOn) {
        reportAfterPrevious("';'");
        return true;
    }
    const SourceSpan end = m_source.span(previous().span.end, previous().span.end);
    fail(end,
         fmt::format("expected ';' after {}, found {}", describe(previous()), describe(peek())));
    return false;
}

syntax::Identifier Parser::expectIdentifier(std::string_view what)
{
    if (!atIdentifier() || isKeyword(peek().text)) {
        failExpected(what);
        return {};
    }
    const CodeToken &name = take();
    return {std::string(name.text), name.span};
}

syntax::Text Parser::expectText(std::string_view what)
{
    if (peek().kind == TokenKind::String)
        return parseStrings();
    failExpected(what);
    return {};
}

void Parser::report(const SourceSpan &span, std::string sentence, std::string hint)
{
    if (!m_isLost && !m_isLeavingBlocks && !isStopped())
        m_diagnostics.push_back(
            {Diagnostic::Severity::Error, span, std::move(sentence), std::move(hint)});
}

void Parser::fail(const SourceSpan &span, std::string sentence, std::string hint)
{
    report(span, std::move(sentence), std::move(hint));
    m_isLost = true;
}

void Parser::failExpected(std::string_view what, std::string_view hint)
{
    const CodeToken &found = peek();
    if (found.startsLine && m_next > 0)
        reportAfterPrevious(what, hint);
    else
        report(found.span, fmt::format("expected {}, found {}", what, describe(found)),
               std::string(hint));
    m_isLost = true;
}

void Parser::reportAfterPrevious(std::string_view what, std::string_view hint)
{
    if (previous().isCutOff || m_isLost || isStopped())
        return;
    const SourceSpan end = m_source.span(previous().span.end, previous().span.end);
    report(end, fmt::format("expected {} after {}", what, describe(previous())), std::string(hint));
}

std::string Parser::describe(const CodeToken &token) const
{
    constexpr std::size_t longest = 40;
    switch (token.kind) {
    case TokenKind::End:
        return "the end of the file";
    case TokenKind::String:
        return "a string";
    case TokenKind::Identifier:
    case TokenKind::Number:
    case TokenKind::Character:
    case TokenKind::Punctuator:
        break;
    }
    // Only a string or a character constant can hold more than ASCII, and so be cut in a letter.
    if (token.text.size() > longest)
        return token.kind == TokenKind::Character
                   ? "a character constant"
                   : fmt::format("'{}...'", token.text.substr(0, longest));
    return fmt::format("'{}'", token.text);
}

/// Goes on after the ';' or '}' that ends the declaration in which the parser was lost, or before
/// something at the left margin that can only be a new one.
void Parser::recoverAtTopLevel(std::size_t start)
{
    const std::size_t lostAt = m_next;
    m_isLost = false;
    m_isLeavingBlocks = false;
    m_next = start;
    std::size_t depth = 0;
    for (; m_next < m_tokens.size(); ++m_next) {
        const CodeToken &token = m_tokens[m_next];
        const bool isAtMargin = token.startsLine && token.span.column == 1 && m_next > start;
        const bool isRaceWord = std::ranges::find(raceWords(), token.text) != raceWords().end();
        if (m_next >= lostAt && isAtMargin && (isRaceWord || (depth == 0 && isTypeStart(token))))
            return;
        if (token.is("{"))
            ++depth;
        else if (token.is("}") && depth > 0)
            --depth;
        const bool isEnd = m_next >= lostAt && depth == 0 && (token.is(";") || token.is("}"));
        if (isEnd) {
            ++m_next;
            accept(";");
            return;
        }
    }
}

Parser::Nesting::Nesting(Parser &parser) : m_parser(parser)
{
    if (++m_parser.m_depth > syntax::maxNesting)
        m_parser.failTooDeep(m_parser.peek().span);
}

void Parser::failTooDeep(const SourceSpan &span)
{
    fail(span, fmt::format("nested deeper than {} levels, the limit", syntax::maxNesting),
         "split it up");
    m_isTooDeep = true;
}

bool isKeyword(std::string_view word)
{
    static constexpr std::array<std::string_view, 26> keywords = {
        "break",  "case",   "const",    "continue", "default", "do",     "else",
        "enum",   "extern", "for",      "goto",     "if",      "inline", "register",
        "return", "signed", "sizeof",   "static",   "struct",  "switch", "typedef",
        "union",  "void",   "volatile", "while",    "unsigned"};
    return std::ranges::find(keywords, word) != keywords.end();
}

std::vector<CodeToken> withoutAnnotations(std::span<const CodeToken> tokens)
{
    static constexpr std::array<std::string_view, 28> ignored = {"__must_check",
                                                                 "__init",
                                                                 "__exit",
                                                                 "__always_inline",
                                                                 "__inline",
                                                                 "__inline__",
                                                                 "__maybe_unused",
                                                                 "__always_unused",
                                                                 "__unused",
                                                                 "__attribute__",
                                                                 "__releases",
                                                                 "__acquires",
                                                                 "__must_hold",
                                                                 "__cold",
                                                                 "__hot",
                                                                 "__sched",
                                                                 "__user",
                                                                 "__rcu",
                                                                 "__read_mostly",
                                                                 "__ro_after_init",
                                                                 "____cacheline_aligned",
                                                                 "__cacheline_aligned",
                                                                 "__cacheline_aligned_in_smp",
                                                                 "____cacheline_aligned_in_smp",
                                                                 "__force",
                                                                 "noinline",
                                                                 "asmlinkage",
                                                                 "__no_kcsan"};
    std::vector<CodeToken> result;
    result.reserve(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind != TokenKind::Identifier ||
            std::ranges::find(ignored, tokens[i].text) == ignored.end()) {
            result.push_back(tokens[i]);
            continue;
        }
        if (i + 1 == tokens.size() || !tokens[i + 1].is("("))
            continue;
        // Without its ')' the argument ends at the statement's end: not the whole file goes.
        std::size_t depth = 0;
        for (++i; i < tokens.size() && !tokens[i].is(";") && !tokens[i].is("{"); ++i) {
            depth += tokens[i].is("(") ? 1U : 0U;
            if (tokens[i].is(")") && --depth == 0)
                break;
        }
        if (i < tokens.size() && !tokens[i].is(")"))
            --i;
    }
    return result;
}

} // namespace racewalk
