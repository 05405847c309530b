// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/source_text.h"

#include "program/utf8.h"

#include <algorithm>
#include <utility>

namespace racewalk {

SourceText::SourceText(std::string fileName, std::string text)
    : m_fileName(std::move(fileName)), m_text(std::move(text))
{
    m_lineStarts.push_back(0);
    for (std::size_t i = 0; i < m_text.size(); ++i) {
        if (m_text[i] == '\n' && i + 1 < m_text.size())
            m_lineStarts.push_back(i + 1);
    }
}

std::string_view SourceText::line(std::uint32_t number) const
{
    if (number == 0 || number > lineCount())
        return {};
    const std::size_t begin = lineStart(number);
    std::size_t end = lineStart(number + 1);
    if (end > begin && m_text[end - 1] == '\n')
        --end;
    if (end > begin && m_text[end - 1] == '\r')
        --end;
    return std::string_view(m_text).substr(begin, end - begin);
}

std::size_t SourceText::lineStart(std::uint32_t number) const
{
    if (number == 0)
        return 0;
    return number <= lineCount() ? m_lineStarts[number - 1] : m_text.size();
}

SourcePosition SourceText::position(std::size_t offset) const
{
    offset = std::min(offset, m_text.size());
    const auto next = std::ranges::upper_bound(m_lineStarts, offset);
    SourcePosition result;
    result.line = static_cast<std::uint32_t>(next - m_lineStarts.begin());
    const std::size_t start = lineStart(result.line);
    const std::string_view before = std::string_view(m_text).substr(start, offset - start);
    result.column += static_cast<std::uint32_t>(characterCount(before));
    return result;
}

SourceSpan SourceText::span(std::size_t begin, std::size_t end) const
{
    const SourcePosition at = position(begin);
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), at.line, at.column};
}

std::string_view SourceText::slice(const SourceSpan &span) const
{
    if (span.begin >= m_text.size() || span.end <= span.begin)
        return {};
    return std::string_view(m_text).substr(span.begin, span.end - span.begin);
}

} // namespace racewalk
