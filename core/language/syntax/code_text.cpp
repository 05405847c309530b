// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/syntax/code_text.h"

#include <algorithm>
#include <string_view>

namespace racewalk {

namespace {

/// Where the comment that begins at `offset` ends; `offset` itself if none begins there.
std::size_t endOfComment(std::string_view text, std::size_t offset)
{
    const std::string_view rest = text.substr(offset);
    if (rest.starts_with("//"))
        return std::min(text.find('\n', offset), text.size());
    if (rest.starts_with("/*")) {
        const std::size_t end = text.find("*/", offset + 2);
        return end == std::string_view::npos ? text.size() : end + 2;
    }
    return offset;
}

std::size_t endOfString(std::string_view text, std::size_t offset)
{
    for (std::size_t i = offset + 1; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == text[offset])
            return i + 1;
    }
    return text.size();
}

bool isBlank(char c)
{
    return std::string_view(" \t\r\n\v\f").contains(c);
}

/// The first offset from `offset` on that is neither blank nor in a comment.
std::size_t nextCode(std::string_view text, std::size_t offset)
{
    while (offset < text.size()) {
        const std::size_t afterComment = endOfComment(text, offset);
        if (afterComment == offset && !isBlank(text[offset]))
            break;
        offset = std::max(afterComment, offset + 1);
    }
    return offset;
}

} // namespace

std::size_t afterParenthesis(std::string_view text, std::size_t offset)
{
    int depth = 1;
    while (depth > 0 && (offset = nextCode(text, offset)) < text.size()) {
        const char c = text[offset];
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        offset = c == '"' || c == '\'' ? endOfString(text, offset) : offset + 1;
    }
    return offset;
}

PlacedText placedCodeText(const SourceText &source, const SourceSpan &span)
{
    const std::string_view text = source.slice(span);
    PlacedText result;
    std::string &line = result.text;
    const auto place = [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            result.places.push_back(static_cast<std::uint32_t>(line.size() + (i - begin)));
    };
    bool isBlankDue = false;
    for (std::size_t i = 0; i < text.size();) {
        if (const std::size_t end = nextCode(text, i); end != i) {
            result.places.resize(result.places.size() + (end - i),
                                 static_cast<std::uint32_t>(line.size()));
            i = end;
            isBlankDue = !line.empty();
            continue;
        }
        if (isBlankDue)
            line += ' ';
        isBlankDue = false;
        const bool isQuote = text[i] == '"' || text[i] == '\'';
        const std::size_t end = isQuote ? endOfString(text, i) : i + 1;
        place(i, end);
        line += text.substr(i, end - i);
        i = end;
    }
    result.places.push_back(static_cast<std::uint32_t>(line.size()));
    return result;
}

std::string codeText(const SourceText &source, const SourceSpan &span)
{
    return placedCodeText(source, span).text;
}

std::string_view withoutBrackets(std::string_view text)
{
    while (text.starts_with('(')) {
        std::size_t depth = 0, i = 0;
        do {
            depth += text[i] == '(';
            depth -= text[i] == ')';
            i = text[i] == '"' || text[i] == '\'' ? endOfString(text, i) : i + 1;
        } while (depth > 0 && i < text.size());
        if (depth > 0 || i < text.size())
            break;
        text = text.substr(1, text.size() - 2);
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        text.remove_suffix(text.size() - std::min(text.find_last_not_of(' ') + 1, text.size()));
    }
    return text;
}

} // namespace racewalk
