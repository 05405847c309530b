// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/report_text.h"

#include "program/one_line.h"

#include <algorithm>

namespace racewalk {
namespace {

constexpr std::size_t tabStop = 8;

std::string_view withoutBlanksInFront(std::string_view text)
{
    return text.substr(std::min(text.size(), text.find_first_not_of(" \t")));
}

/// "> > text", "| text"; counts the marks.
std::string_view withoutQuotation(std::string_view line, std::size_t &quotations)
{
    for (;; ++quotations) {
        const std::string_view inner = line.starts_with(' ') ? line.substr(1) : line;
        if (!inner.starts_with('>'))
            return line;
        line = inner.substr(1);
        // One blank belongs to the mark.
        if (line.starts_with(' '))
            line.remove_prefix(1);
    }
}

/// "<4>[   12.345678] [ T123] text", "Mar  3 12:00:00 host kernel: [   12.345678] text"
std::string_view withoutTimeStamp(std::string_view line)
{
    constexpr std::string_view kernel = " kernel: ";
    constexpr std::size_t farthest = 80;
    if (const std::size_t at = line.substr(0, farthest).find(kernel);
        at != std::string_view::npos && line.find_first_of("0123456789") < at)
        line.remove_prefix(at + kernel.size());
    if (line.size() > 3 && line[0] == '<' && isDigit(line[1]) && line.find('>') < 4)
        line.remove_prefix(line.find('>') + 1);
    const std::size_t close = line.find(']');
    if (!line.starts_with('[') || close == std::string_view::npos)
        return line;
    const std::string_view stamp = line.substr(1, close - 1);
    if (stamp.find('.') == std::string_view::npos ||
        stamp.find_first_not_of(" 0123456789.") != std::string_view::npos)
        return line;
    line.remove_prefix(close + 1);
    const auto skipBlank = [&] { line.remove_prefix(line.starts_with(' ') ? 1 : 0); };
    skipBlank();
    // "[    T1] ": the thread that printed it.
    const std::size_t end = line.find(']');
    if (line.starts_with('[') && end > 2 && end < 10 && isDigit(line[end - 1]) &&
        line.substr(1, end - 1).find_first_of("TC") != std::string_view::npos) {
        line.remove_prefix(end + 1);
        skipBlank();
    }
    return line;
}

/// Where the mark of " * text" stands, a line of a C comment, also with the mark of a diff in
/// front; none if there is no such mark.
std::size_t commentMark(std::string_view line)
{
    const std::size_t sign = line.starts_with('+') || line.starts_with('-') ? 1 : 0;
    const std::size_t at = line.find_first_not_of(" \t", sign);
    const std::string_view inner = line.substr(std::min(at, line.size()));
    return inner == "*" || inner.starts_with("* ") || inner.starts_with("*\t")
               ? at
               : std::string_view::npos;
}

bool beginsComment(std::string_view line)
{
    const std::size_t sign = line.starts_with('+') || line.starts_with('-') ? 1 : 0;
    return withoutBlanksInFront(line.substr(sign)).starts_with("/*");
}

std::string laidOut(std::string_view line)
{
    std::string text;
    for (const char c : line) {
        if (c == '\t')
            text.resize(text.size() / tabStop * tabStop + tabStop, ' ');
        else
            text += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

} // namespace

ReportText::ReportText(std::string_view text) : m_whole(text)
{
    std::vector<std::string_view> inners;
    for (std::size_t begin = 0; begin < m_whole.size();) {
        const std::size_t end = std::min(m_whole.find('\n', begin), m_whole.size());
        std::string_view line = std::string_view(m_whole).substr(begin, end - begin);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        m_lines.push_back({begin, line.size(), {}});
        inners.push_back(withoutTimeStamp(withoutQuotation(line, m_lines.back().quotations)));
        begin = end + 1;
    }
    // A star alone can be the rest of a product: a comment has more than one line.
    const auto mark = [&](std::size_t line) {
        return line < inners.size() ? commentMark(inners[line]) : std::string_view::npos;
    };
    for (std::size_t i = 0; i < inners.size(); ++i) {
        const std::size_t at = mark(i);
        const bool isComment =
            at != std::string_view::npos &&
            (mark(i - 1) == at || mark(i + 1) == at || (i > 0 && beginsComment(inners[i - 1])));
        m_lines[i].content =
            laidOut(isComment ? inners[i].substr(std::min(inners[i].size(), at + 2)) : inners[i]);
    }
}

std::string_view ReportText::original(std::size_t line) const
{
    return std::string_view(m_whole).substr(m_lines[line].begin, m_lines[line].size);
}

std::string_view ReportText::inner(std::size_t line) const
{
    return trimmed(m_lines[line].content);
}

std::optional<std::size_t> ReportText::find(std::string_view words, std::size_t begin) const
{
    for (std::size_t line = begin; line < size(); ++line)
        if (m_lines[line].content.find(words) != std::string::npos)
            return line;
    return std::nullopt;
}

std::optional<std::string_view> between(std::string_view text, std::string_view before,
                                        std::string_view after)
{
    const std::size_t begin = text.find(before);
    if (begin == std::string_view::npos)
        return std::nullopt;
    const std::size_t from = begin + before.size(), end = text.find(after, from);
    if (end == std::string_view::npos)
        return std::nullopt;
    return text.substr(from, end - from);
}

std::string_view takeWord(std::string_view &text)
{
    text = withoutBlanksInFront(text);
    const std::string_view word = text.substr(0, text.find_first_of(" \t"));
    text = withoutBlanksInFront(text.substr(word.size()));
    return word;
}

} // namespace racewalk
