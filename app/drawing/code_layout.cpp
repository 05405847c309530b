// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawing/code_layout.h"

#include "program/utf8.h"

#include <algorithm>
#include <optional>

namespace racewalk::drawing {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t continuation = 4; // what a continued row is indented by
constexpr std::size_t tabWidth = 4;

/// Whether the byte at `offset` belongs to a string or character constant.
bool isQuoted(std::span<const CodeSpan> spans, std::size_t offset)
{
    return std::ranges::any_of(spans, [offset](const CodeSpan &span) {
        return span.kind == CodeSpan::Kind::String && span.begin <= offset && offset < span.end;
    });
}

std::size_t trimmedEnd(std::string_view line, std::size_t end)
{
    while (end > 0 && (line[end - 1] == ' ' || line[end - 1] == '\t' || line[end - 1] == '\r'))
        --end;
    return end;
}

/// Where a comment begins that runs to the line's end; else the end.
std::size_t trailingComment(std::string_view line, std::span<const CodeSpan> spans)
{
    const bool isComment = !spans.empty() && spans.back().kind == CodeSpan::Kind::Comment &&
                           spans.back().end >= trimmedEnd(line, line.size());
    return isComment ? spans.back().begin : line.size();
}

std::size_t nextVisible(std::string_view line, std::size_t begin, std::size_t end)
{
    while (begin < end && (line[begin] == ' ' || line[begin] == '\t'))
        ++begin;
    return begin;
}

/// Where the condition of a statement begins that starts at `begin`; `begin` for others. A row of a
/// keyword alone would say nothing.
std::size_t afterKeyword(std::string_view line, std::size_t begin, std::size_t end)
{
    std::size_t at = begin;
    for (const std::string_view keyword :
         {"} ", "else ", "if ", "while ", "for ", "switch ", "return "})
        if (line.substr(at, end - at).starts_with(keyword))
            at += keyword.size();
    return at;
}

bool isNameCharacter(char c)
{
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// After "_", "." and "->".
bool endsPart(std::string_view line, std::size_t at)
{
    return line[at] == '_' || line[at] == '.' || (at > 0 && line[at] == '>' && line[at - 1] == '-');
}

/// Where the row from `begin` should end, so that it has at most `room` characters.
/// `end` - `begin` is longer than that.
std::size_t breakOf(std::string_view line, std::span<const CodeSpan> spans, std::size_t begin,
                    std::size_t end, std::size_t room)
{
    const std::size_t limit =
        std::min(afterCharacters(line, begin, std::max<std::size_t>(room, 1)), end);
    std::optional<std::size_t> semicolon, blank, parenthesis, part;
    int depth = 0, blankDepth = 0;
    const std::size_t first = afterKeyword(line, begin, end);
    for (std::size_t i = first; i <= limit && i < end; ++i) {
        const char c = line[i];
        if (isQuoted(spans, i))
            continue;
        // A break behind i has i in the row; a blank itself may hang over.
        if (c == ' ' && i > first && (!blank || depth <= blankDepth)) {
            blank = i;
            blankDepth = depth;
        }
        if (i == limit)
            break;
        if (c == '(') {
            ++depth;
            parenthesis = i + 1;
        } else if (c == ')') {
            --depth;
        } else if (c == ';' && depth <= 0 && nextVisible(line, i + 1, end) < end) {
            semicolon = i + 1;
        } else if (endsPart(line, i) && i > first + 2) {
            part = i + 1;
        }
    }
    // A name that must be cut is cut between its parts; "++" is not cut.
    const bool cutsName = limit > first && limit < end && isNameCharacter(line[limit - 1]) &&
                          isNameCharacter(line[limit]);
    const bool cutsTwice = limit > first + 1 && limit < end && line[limit] == line[limit - 1] &&
                           (line[limit] == '+' || line[limit] == '-');
    const std::size_t hard = cutsName ? part.value_or(limit) : limit - (cutsTwice ? 1 : 0);
    return semicolon.value_or(blank.value_or(parenthesis.value_or(hard)));
}

/// Appends rows for [begin, end); the first with `indent`, the others with `nextIndent`.
void wrap(std::vector<CodeRow> &rows, std::string_view line, std::span<const CodeSpan> spans,
          std::size_t begin, std::size_t end, std::size_t indent, std::size_t nextIndent,
          std::size_t columns)
{
    while (begin < end) {
        const std::size_t room = columns > indent ? columns - indent : 1;
        std::size_t stop = end;
        if (characterCount(line.substr(begin, end - begin)) > room)
            stop = breakOf(line, spans, begin, end, room);
        rows.push_back({begin, trimmedEnd(line, stop), indent});
        begin = nextVisible(line, stop, end);
        indent = nextIndent;
    }
}

} // namespace

std::vector<CodeRow> wrapCodeLine(std::string_view line, std::span<const CodeSpan> spans,
                                  std::size_t columns)
{
    std::size_t begin = 0, indent = 0;
    for (; begin < line.size() && (line[begin] == ' ' || line[begin] == '\t'); ++begin)
        indent = line[begin] == '\t' ? (indent / tabWidth + 1) * tabWidth : indent + 1;
    const std::size_t end = trimmedEnd(line, line.size());
    if (begin >= end)
        return {{begin, begin, 0}};
    indent = std::min(indent, columns / 2);
    const std::size_t nextIndent = std::min(indent + continuation, columns / 2);

    if (indent + characterCount(line.substr(begin, end - begin)) <= columns)
        return {{begin, end, indent}};
    const std::size_t comment = std::min(trailingComment(line, spans), end);
    const std::size_t codeEnd = trimmedEnd(line, std::max(comment, begin));
    std::vector<CodeRow> rows;
    wrap(rows, line, spans, begin, codeEnd, indent, nextIndent, columns);
    if (comment < end)
        wrap(rows, line, spans, comment, end, rows.empty() ? indent : nextIndent, nextIndent,
             columns);
    return rows;
}

} // namespace racewalk::drawing
