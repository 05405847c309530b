// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/source/select_lines.h"

#include "language/source/condition.h"
#include "language/words/nearest_name.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace racewalk {

namespace {

struct Directive : DirectiveLines {
    /// Without the '#'.
    TokenizedText words;
    SourceSpan span;

    bool is(std::string_view word) const
    {
        return !words.tokens.empty() && words.tokens[0].is(word);
    }
    bool opensCondition() const { return is("if") || is("ifdef") || is("ifndef"); }
};

bool isSpliced(std::string_view line)
{
    return line.ends_with('\\');
}

/// Finds the directives and blanks them out of the text.
std::vector<Directive> takeDirectives(const SourceText &source, std::string &text)
{
    std::vector<Directive> result;
    for (const DirectiveLines &lines : findDirectives(source, text)) {
        Directive directive{lines, tokenize(source, text, lines.begin, lines.end), {}};
        auto &tokens = directive.words.tokens;
        directive.span = join(tokens.front().span, tokens.back().span);
        tokens.erase(tokens.begin());
        for (std::size_t i = lines.begin; i < lines.end; ++i)
            text[i] = text[i] == '\n' ? '\n' : ' ';
        result.push_back(std::move(directive));
    }
    return result;
}

/// By line number - 1: inside an #if, whatever its condition.
std::vector<bool> conditionalLines(const std::vector<Directive> &directives,
                                   std::uint32_t lineCount)
{
    std::vector<bool> result(lineCount, false);
    std::size_t depth = 0;
    std::uint32_t line = 1;
    for (const Directive &directive : directives) {
        for (; line <= directive.lastLine; ++line)
            result[line - 1] = depth > 0;
        if (directive.opensCondition())
            ++depth;
        else if (directive.is("endif") && depth > 0)
            --depth;
    }
    for (; line <= lineCount; ++line)
        result[line - 1] = depth > 0;
    return result;
}

class LineSelector {
public:
    LineSelector(const SourceText &source, std::string_view text) : m_source(source), m_text(text)
    {
        m_directives = takeDirectives(m_source, m_text);
        m_all = tokenize(m_source, m_text, 0, m_text.size());
    }

    SelectedLines select(std::string_view variant)
    {
        m_result.activeLines.assign(m_source.lineCount(), false);
        findVariants();
        chooseVariant(variant);
        for (const Directive &directive : m_directives) {
            if (directive.is("define") && directive.words.tokens.size() > 1)
                m_names.known.push_back(directive.words.tokens[1].text);
        }
        std::ranges::sort(m_names.known);
        for (const Directive &directive : m_directives)
            obey(directive);
        activateUpTo(m_source.lineCount() + 1);
        for (const Branch &branch : m_branches)
            report(branch.opening, "this condition has no '#endif'", "");
        keepActive();
        return std::move(m_result);
    }

private:
    /// One #if ... #endif that is open.
    struct Branch {
        SourceSpan opening;
        bool isOuterActive = true;
        bool isActive = false;
        bool wasActive = false;
        bool hasElse = false;
    };

    // Variants steer the conditions, so they are found before any condition is looked at, by their
    // shape alone: no other declaration is `variant NAME "..."` or `variant NAME;`.
    void findVariants()
    {
        const auto isConditional = conditionalLines(m_directives, m_source.lineCount());
        std::set<std::string_view> seen;
        const auto &tokens = m_all.tokens;
        for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
            const CodeToken &name = tokens[i + 1];
            const bool isDeclaration =
                tokens[i].is("variant") && name.kind == TokenKind::Identifier &&
                (tokens[i + 2].kind == TokenKind::String || tokens[i + 2].is(";"));
            if (!isDeclaration)
                continue;
            if (isConditional[tokens[i].span.line - 1])
                report(tokens[i].span, "a variant cannot be declared inside a condition",
                       "move it above the '#if'");
            if (!seen.insert(name.text).second)
                report(name.span, fmt::format("the variant '{}' is declared twice", name.text), "");
            else
                m_variants.push_back(name);
        }
        for (const CodeToken &name : m_variants)
            m_names.known.push_back(name.text);
    }

    void chooseVariant(std::string_view wanted)
    {
        const auto found = std::ranges::find(m_variants, wanted, &CodeToken::text);
        if (found != m_variants.end()) {
            m_result.variant = wanted;
        } else if (!m_variants.empty()) {
            m_result.variant = m_variants.front().text;
            if (!wanted.empty())
                report(m_variants.front().span,
                       fmt::format("the scenario has no variant '{}'", wanted),
                       fmt::format("its variants are: {}", fmt::join(m_names.known, ", ")));
        } else if (!wanted.empty()) {
            report({0, 0, 1, 1}, fmt::format("the scenario has no variant '{}'", wanted),
                   "it declares no variants");
        }
        m_names.variant = m_result.variant;
    }

    bool isActive() const { return m_branches.empty() || m_branches.back().isActive; }

    /// Lines before `line` that are not yet decided get what holds now.
    void activateUpTo(std::uint32_t line)
    {
        for (; m_nextLine < line; ++m_nextLine)
            m_result.activeLines[m_nextLine - 1] = isActive();
    }

    void obey(const Directive &directive)
    {
        activateUpTo(directive.firstLine);
        m_nextLine = directive.lastLine + 1;
        if (directive.words.tokens.empty())
            return;
        if (directive.opensCondition())
            open(directive);
        else if (directive.is("elif") || directive.is("else"))
            goOn(directive);
        else if (directive.is("endif"))
            close(directive);
        else if (isActive())
            obeyPlain(directive);
    }

    void open(const Directive &directive)
    {
        Branch branch;
        branch.opening = directive.span;
        branch.isOuterActive = isActive();
        const bool value = conditionOf(directive);
        branch.isActive = branch.isOuterActive && value;
        branch.wasActive = branch.isActive;
        m_branches.push_back(branch);
    }

    bool conditionOf(const Directive &directive)
    {
        const auto words = std::span(directive.words.tokens).subspan(1);
        auto &diagnostics = m_result.diagnostics;
        diagnostics.insert(diagnostics.end(), directive.words.diagnostics.begin(),
                           directive.words.diagnostics.end());
        if (directive.is("if") || directive.is("elif"))
            return evaluateCondition(words, directive.span, m_names, diagnostics);
        if (words.empty() || words[0].kind != TokenKind::Identifier) {
            report(directive.span,
                   fmt::format("expected a name after '#{}'", directive.words.tokens[0].text), "");
            return false;
        }
        if (words.size() > 1)
            report(words[1].span, fmt::format("unexpected '{}' after the name", words[1].text),
                   "more than one name is written with #if: #if A || B");
        return isDefined(words[0], m_names, diagnostics) == directive.is("ifdef");
    }

    void goOn(const Directive &directive)
    {
        if (m_branches.empty())
            return report(directive.span,
                          fmt::format("'#{}' without an '#if'", directive.words.tokens[0].text),
                          "");
        if (m_branches.back().hasElse)
            return report(directive.span,
                          fmt::format("'#{}' after the '#else' of the same '#if'",
                                      directive.words.tokens[0].text),
                          "");
        const bool value = directive.is("else") || conditionOf(directive);
        Branch &branch = m_branches.back();
        branch.hasElse = directive.is("else");
        branch.isActive = branch.isOuterActive && !branch.wasActive && value;
        branch.wasActive = branch.wasActive || branch.isActive;
    }

    void close(const Directive &directive)
    {
        if (m_branches.empty())
            return report(directive.span, "'#endif' without an '#if'", "");
        m_branches.pop_back();
    }

    void obeyPlain(const Directive &directive)
    {
        struct Answer {
            std::string_view word;
            std::string_view hint;
        };
        constexpr std::array answers = {
            Answer{"include", "not needed, leave it out: the primitives are known"},
            Answer{"undef", "a #define holds for the whole scenario"},
            Answer{"pragma", "leave it out"},
            Answer{"error", "leave it out"},
            Answer{"warning", "leave it out"},
            Answer{"elifdef", "write #elif NAME"},
            Answer{"elifndef", "write #elif !NAME"},
        };
        if (directive.is("define"))
            return define(directive);
        const std::string_view word = directive.words.tokens[0].text;
        constexpr std::array<std::string_view, 7> known = {"ifdef", "ifndef", "if",    "elif",
                                                           "else",  "endif",  "define"};
        const auto *answer = std::ranges::find(answers, word, &Answer::word);
        report(directive.span, fmt::format("'#{}' is not part of the language", word),
               answer != answers.end() ? std::string(answer->hint) : didYouMean(word, known));
    }

    void define(const Directive &directive)
    {
        const auto &words = directive.words.tokens;
        if (words.size() < 2 || words[1].kind != TokenKind::Identifier)
            return report(directive.span, "expected a name after '#define'",
                          "write #define NAME constant");
        const bool hasParameters =
            words.size() > 2 && words[2].is("(") && words[2].span.begin == words[1].span.end;
        if (hasParameters)
            return report(words[1].span,
                          fmt::format("the macro '{}' has parameters", words[1].text),
                          "write a function instead");
        if (m_names.defined.contains(words[1].text))
            return report(words[1].span, fmt::format("'{}' is defined twice", words[1].text), "");
        const bool isNumber = words.size() == 3 && words[2].kind == TokenKind::Number;
        const auto number = isNumber ? numberValue(words[2].text) : std::nullopt;
        m_names.defined[words[1].text] =
            number ? std::optional<std::uint64_t>(*number) : std::nullopt;
        m_result.defines.push_back(
            {words[1], std::vector<CodeToken>(words.begin() + 2, words.end()), directive.span});
        auto &diagnostics = m_result.diagnostics;
        diagnostics.insert(diagnostics.end(), directive.words.diagnostics.begin(),
                           directive.words.diagnostics.end());
    }

    void keepActive()
    {
        for (const CodeToken &token : m_all.tokens) {
            if (m_result.activeLines[token.span.line - 1])
                m_result.tokens.push_back(token);
        }
        for (const Diagnostic &diagnostic : m_all.diagnostics) {
            if (m_result.activeLines[diagnostic.span.line - 1])
                m_result.diagnostics.push_back(diagnostic);
        }
    }

    void report(const SourceSpan &span, std::string sentence, std::string hint)
    {
        m_result.diagnostics.push_back(
            {Diagnostic::Severity::Error, span, std::move(sentence), std::move(hint)});
    }

    const SourceText &m_source;
    std::string m_text;
    std::vector<Directive> m_directives;
    TokenizedText m_all;
    std::vector<CodeToken> m_variants;
    ConditionNames m_names;
    std::vector<Branch> m_branches;
    std::uint32_t m_nextLine = 1;
    SelectedLines m_result;
};

} // namespace

std::vector<DirectiveLines> findDirectives(const SourceText &source, std::string_view text)
{
    std::vector<DirectiveLines> result;
    for (std::uint32_t line = 1; line <= source.lineCount(); ++line) {
        const std::size_t begin = source.lineStart(line);
        const std::size_t mark = text.find_first_not_of(" \t\r", begin);
        if (mark == std::string_view::npos || mark >= source.lineStart(line + 1) ||
            text[mark] != '#')
            continue;
        DirectiveLines directive{line, line, mark, mark};
        while (line < source.lineCount() && isSpliced(source.line(line)))
            ++line;
        directive.lastLine = line;
        directive.end = source.lineStart(line) + source.line(line).size();
        result.push_back(directive);
    }
    return result;
}

SelectedLines selectLines(const SourceText &source, std::string_view text, std::string_view variant)
{
    return LineSelector(source, text).select(variant);
}

} // namespace racewalk
