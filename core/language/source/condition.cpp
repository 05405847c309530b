// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/source/condition.h"

#include "language/syntax/syntax_expressions.h"
#include "language/words/nearest_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

namespace racewalk {

namespace {

class ConditionReader {
public:
    ConditionReader(std::span<const CodeToken> words, const SourceSpan &at,
                    const ConditionNames &names, std::vector<Diagnostic> &diagnostics)
        : m_words(words), m_at(at), m_names(names), m_diagnostics(diagnostics)
    {}

    bool read()
    {
        const bool value = readOr();
        if (!m_failed && m_next < m_words.size())
            fail(m_words[m_next].span,
                 fmt::format("unexpected '{}' in a condition", m_words[m_next].text),
                 "a condition is made of variant names, !, &&, || and parentheses");
        return value && !m_failed;
    }

private:
    bool readOr()
    {
        bool value = readAnd();
        while (accept("||"))
            value = readAnd() || value;
        return value;
    }

    bool readAnd()
    {
        bool value = readUnary();
        while (accept("&&"))
            value = readUnary() && value;
        return value;
    }

    bool readUnary()
    {
        bool isNegated = false;
        while (accept("!"))
            isNegated = !isNegated;
        return readPrimary() != isNegated;
    }

    bool readPrimary()
    {
        if (m_failed)
            return false;
        if (m_next == m_words.size()) {
            fail(m_at, "the condition is not complete", "write a variant's name");
            return false;
        }
        const CodeToken &word = m_words[m_next++];
        if (word.is("("))
            return readParenthesized(word);
        if (word.is("defined"))
            return readDefined();
        if (word.kind == TokenKind::Number)
            return readNumber(word);
        if (word.kind == TokenKind::Identifier)
            return readName(word);
        fail(word.span, fmt::format("expected a variant's name, found '{}'", word.text), "");
        return false;
    }

    bool readParenthesized(const CodeToken &open)
    {
        if (++m_depth > syntax::maxNesting) {
            fail(open.span,
                 fmt::format("parentheses nest deeper than {}, the limit", syntax::maxNesting), "");
            return false;
        }
        const bool value = readOr();
        --m_depth;
        close();
        return value;
    }

    bool readDefined()
    {
        const bool hasParenthesis = accept("(");
        if (m_next == m_words.size() || m_words[m_next].kind != TokenKind::Identifier) {
            fail(m_at, "expected a name after 'defined'", "");
            return false;
        }
        const bool value = isDefined(m_words[m_next++], m_names, m_diagnostics);
        if (hasParenthesis)
            close();
        return value;
    }

    bool readNumber(const CodeToken &word)
    {
        const auto value = numberValue(word.text);
        if (!value)
            fail(word.span, fmt::format("'{}' is not a number that fits in 32 bits", word.text),
                 "");
        return value.value_or(0) != 0;
    }

    bool readName(const CodeToken &word)
    {
        const auto defined = m_names.defined.find(word.text);
        if (defined == m_names.defined.end())
            return isDefined(word, m_names, m_diagnostics);
        if (!defined->second)
            fail(word.span, fmt::format("the value of '{}' is no plain number", word.text),
                 "in a condition, use names of variants");
        return defined->second.value_or(0) != 0;
    }

    void close()
    {
        if (!m_failed && !accept(")"))
            fail(m_at, "a ')' is missing in the condition", "");
    }

    bool accept(std::string_view text)
    {
        if (m_failed || m_next == m_words.size() || !m_words[m_next].is(text))
            return false;
        ++m_next;
        return true;
    }

    void fail(const SourceSpan &span, std::string sentence, std::string hint)
    {
        if (!std::exchange(m_failed, true))
            m_diagnostics.push_back(
                {Diagnostic::Severity::Error, span, std::move(sentence), std::move(hint)});
    }

    std::span<const CodeToken> m_words;
    SourceSpan m_at;
    const ConditionNames &m_names;
    std::vector<Diagnostic> &m_diagnostics;
    std::size_t m_next = 0;
    std::uint32_t m_depth = 0;
    bool m_failed = false;
};

} // namespace

std::optional<std::uint32_t> numberValue(std::string_view text)
{
    while (!text.empty() && std::string_view("uUlL").contains(text.back()))
        text.remove_suffix(1);
    int base = 10;
    if (text.starts_with("0x") || text.starts_with("0X"))
        base = 16;
    else if (text.starts_with("0b") || text.starts_with("0B"))
        base = 2;
    else if (text.size() > 1 && text.starts_with("0"))
        base = 8;
    if (base == 16 || base == 2)
        text.remove_prefix(2);
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

bool isDefined(const CodeToken &name, const ConditionNames &names,
               std::vector<Diagnostic> &diagnostics)
{
    const bool isKnown = std::ranges::binary_search(names.known, name.text);
    if (!isKnown && diagnostics.size() < maxDiagnostics) {
        std::string hint = didYouMean(name.text, names.known);
        if (hint.empty())
            hint = fmt::format("declare it with: variant {} \"title\";", name.text);
        diagnostics.push_back({Diagnostic::Severity::Error, name.span,
                               fmt::format("'{}' is no variant of this scenario", name.text),
                               std::move(hint)});
    }
    return name.text == names.variant || names.defined.contains(name.text);
}

bool evaluateCondition(std::span<const CodeToken> words, const SourceSpan &at,
                       const ConditionNames &names, std::vector<Diagnostic> &diagnostics)
{
    return ConditionReader(words, at, names, diagnostics).read();
}

} // namespace racewalk
