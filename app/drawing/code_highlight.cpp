// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawing/code_layout.h"

#include "language/words/vocabulary.h"

#include <algorithm>
#include <cctype>

namespace racewalk::drawing {
namespace {

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

bool isWordCharacter(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Finds the pieces of one line from left to right.
class Highlighter {
public:
    Highlighter(std::string_view line, bool &isInComment) : m_line(line), m_isInComment(isInComment)
    {}

    std::vector<CodeSpan> spans()
    {
        if (m_isInComment)
            blockComment(0);
        else if (const auto first = m_line.find_first_not_of(" \t");
                 first != std::string_view::npos && m_line[first] == '#')
            directive(first);
        while (m_at < m_line.size())
            next();
        return std::move(m_spans);
    }

private:
    void add(std::size_t begin, std::size_t end, CodeSpan::Kind kind)
    {
        m_spans.push_back({begin, end, kind});
        m_at = end;
    }

    void next()
    {
        const char c = m_line[m_at];
        const std::string_view rest = m_line.substr(m_at);
        if (rest.starts_with("//"))
            add(m_at, m_line.size(), CodeSpan::Kind::Comment);
        else if (rest.starts_with("/*"))
            blockComment(m_at + 2);
        else if (c == '"' || c == '\'')
            literal(c);
        else if (isWordCharacter(c))
            word();
        else
            ++m_at;
    }

    /// `from`: where the end may first stand.
    void blockComment(std::size_t from)
    {
        const std::size_t close = m_line.find("*/", from);
        m_isInComment = close == std::string_view::npos;
        add(m_at, m_isInComment ? m_line.size() : close + 2, CodeSpan::Kind::Comment);
    }

    void literal(char quote)
    {
        std::size_t end = m_at + 1;
        while (end < m_line.size() && m_line[end] != quote)
            end += m_line[end] == '\\' ? 2 : 1;
        add(m_at, std::min(end + 1, m_line.size()), CodeSpan::Kind::String);
    }

    void directive(std::size_t hash)
    {
        std::size_t end = m_line.find_first_not_of(" \t", hash + 1);
        while (end < m_line.size() && isWordCharacter(m_line[end]))
            ++end;
        add(hash, std::min(end, m_line.size()), CodeSpan::Kind::Keyword);
    }

    void word()
    {
        std::size_t end = m_at;
        while (end < m_line.size() && isWordCharacter(m_line[end]))
            ++end;
        const std::string_view text = m_line.substr(m_at, end - m_at);
        const bool isTarget = m_afterGoto;
        m_afterGoto = text == "goto";
        if (isTarget || isLabel(end) || isKeyword(text))
            add(m_at, end, CodeSpan::Kind::Keyword);
        m_at = end;
    }

    /// The first word of a line with a colon behind it that belongs to no ?: or case.
    bool isLabel(std::size_t end) const
    {
        if (m_line.find_first_not_of(" \t") != m_at)
            return false;
        const std::size_t colon = m_line.find_first_not_of(" \t", end);
        return colon != std::string_view::npos && m_line[colon] == ':';
    }

    std::string_view m_line;
    bool &m_isInComment;
    std::size_t m_at = 0;
    bool m_afterGoto = false;
    std::vector<CodeSpan> m_spans;
};

} // namespace

std::vector<CodeSpan> highlightCode(std::string_view line, bool &isInComment)
{
    return Highlighter(line, isInComment).spans();
}

} // namespace racewalk::drawing
