// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/layout/format_lines.h"

#include "program/utf8.h"

#include <algorithm>
#include <map>

namespace racewalk::formatting {

namespace {

/// Comments behind code begin here, or at the next tab stop that leaves two blanks.
constexpr std::size_t commentColumn = 40;
/// Where a comment stands already may be as good: at a tab stop up to this one.
constexpr std::size_t lastCommentColumn = 72;

std::size_t trailingColumn(std::size_t width, std::size_t current)
{
    constexpr std::size_t leastBlanks = 2;
    const bool mayStay = current % levelWidth == 0 && current >= commentColumn &&
                         current <= lastCommentColumn && current >= width + leastBlanks;
    const std::size_t tabStop = (width + leastBlanks + levelWidth - 1) / levelWidth * levelWidth;
    return mayStay ? current : std::max(tabStop, commentColumn);
}

std::string_view withoutTrailingBlanks(std::string_view text)
{
    const std::size_t last = text.find_last_not_of(" \t\r\f\v");
    return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

/// Calls `function` with each line of a text, without the blanks at its end.
void forEachLine(std::string_view text, const auto &function)
{
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        function(withoutTrailingBlanks(text.substr(begin, end - begin)), begin == 0);
        begin = end + 1;
    }
}

std::size_t leadingColumns(std::string_view line)
{
    std::size_t result = 0;
    for (const char c : line) {
        if (c == '\t')
            result = result / levelWidth * levelWidth + levelWidth;
        else if (c == ' ')
            ++result;
        else
            break;
    }
    return result;
}

std::string_view withoutLeadingBlanks(std::string_view line)
{
    const std::size_t first = line.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view() : line.substr(first);
}

/// A comment that moves from one column to another takes its further lines along. Where all of them
/// begin with '*', those stand below each other.
std::string movedComment(std::string_view comment, std::size_t from, std::size_t to,
                         bool mayAlign = true)
{
    bool hasStars = mayAlign && comment.starts_with("/*");
    forEachLine(comment, [&hasStars](std::string_view line, bool isFirst) {
        const std::string_view words = withoutLeadingBlanks(line);
        hasStars = hasStars && (isFirst || words.empty() || words.starts_with('*'));
    });
    std::string result;
    forEachLine(comment, [&](std::string_view line, bool isFirst) {
        const std::string_view words = withoutLeadingBlanks(line);
        const std::size_t moved = leadingColumns(line) + to;
        const std::size_t indent = hasStars ? to + 1 : moved > from ? moved - from : 0;
        if (!isFirst)
            result += '\n';
        if (!isFirst && !words.empty())
            result.append(indent, ' ');
        result += words;
    });
    return result;
}

} // namespace

std::size_t widthOf(std::string_view text)
{
    std::size_t result = 0;
    for (std::size_t i = 0; i < text.size();) {
        const DecodedCharacter character = decodeUtf8(text, i);
        result += displayWidth(character.codePoint);
        i += character.length;
    }
    return result;
}

void Lines::begin(std::size_t indent, bool isAfterBlankLine)
{
    Line line;
    line.indent = indent;
    line.isAfterBlankLine = isAfterBlankLine && !m_lines.empty();
    m_lines.push_back(line);
    m_column = indent;
    m_size += indent + 1;
}

void Lines::beginInGroup(Group group)
{
    begin(0, false);
    m_lines.back().group = group;
    m_lines.back().cell = 0;
}

void Lines::add(std::string_view text, bool needsBlank)
{
    if (m_lines.empty())
        begin(0, false);
    Line &line = m_lines.back();
    if (needsBlank && !line.text.empty()) {
        line.text += ' ';
        ++m_column;
    }
    line.text += text;
    m_size += text.size() + 1;
    const std::size_t lastLine = text.rfind('\n');
    m_column = lastLine == std::string_view::npos ? m_column + widthOf(text)
                                                  : widthOf(text.substr(lastLine + 1));
}

void Lines::addComment(const Piece &comment, bool needsBlank)
{
    // Among other pieces it stays as it is: moved along, one after the other would go further
    // right.
    const std::size_t column = isAtStart() ? m_column : comment.column;
    countComment(comment, column);
    if (isTooLong())
        return;
    add(movedComment(comment.text, comment.column, column, isAtStart()), needsBlank);
}

void Lines::countComment(const Piece &comment, std::size_t column)
{
    const auto lines = std::ranges::count(comment.text, '\n');
    m_size += comment.text.size() + static_cast<std::size_t>(lines) * (column + levelWidth);
}

void Lines::addTrailing(const Piece &comment)
{
    countComment(comment, std::max(m_column, lastCommentColumn));
    Line &line = m_lines.back();
    line.comment = comment.text;
    line.commentColumn = comment.column;
}

void Lines::addCell(std::string_view text, Group group)
{
    add(text, true);
    Line &line = m_lines.back();
    line.cell = line.text.size() - text.size();
    line.group = group;
}

Lines::Group Lines::groupOfColumn(std::string_view kind)
{
    Line &line = m_lines.back();
    line.kind = kind;
    const bool continues = m_lines.size() > 1 && !line.isAfterBlankLine &&
                           m_lines[m_lines.size() - 2].kind == kind &&
                           m_lines[m_lines.size() - 2].group;
    return continues ? *m_lines[m_lines.size() - 2].group : newGroup();
}

void Lines::alignCells()
{
    std::map<Group, std::size_t> columns;
    for (const Line &line : m_lines) {
        if (!line.group || line.cell == 0)
            continue;
        const std::size_t blanks = 2;
        const auto before = withoutTrailingBlanks(std::string_view(line.text).substr(0, line.cell));
        std::size_t &column = columns[*line.group];
        column = std::max(column, line.indent + widthOf(before) + blanks);
    }
    for (Line &line : m_lines) {
        if (!line.group)
            continue;
        const std::size_t column = columns[*line.group];
        if (line.cell == 0) {
            line.indent = column == 0 ? 2 * levelWidth : column;
            continue;
        }
        std::string text(withoutTrailingBlanks(std::string_view(line.text).substr(0, line.cell)));
        text.append(column - line.indent - widthOf(text), ' ');
        line.text = text + line.text.substr(line.cell);
    }
}

void Lines::alignTrailingComments()
{
    m_commentColumns.assign(m_lines.size(), 0);
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const Line &line = m_lines[i];
        if (line.comment.empty())
            continue;
        const std::size_t lastLine = line.text.rfind('\n');
        const std::size_t width = lastLine == std::string::npos
                                      ? line.indent + widthOf(line.text)
                                      : widthOf(std::string_view(line.text).substr(lastLine + 1));
        // A line without code goes on with the comment of the one before.
        const bool goesOn = line.text.empty() && i > 0;
        m_commentColumns[i] =
            goesOn ? m_commentColumns[i - 1] : trailingColumn(width, line.commentColumn);
    }
}

std::string Lines::withTrailing(const Line &line, std::size_t column) const
{
    std::string result(line.text.empty() ? 0 : line.indent, ' ');
    result += line.text;
    if (line.comment.empty())
        return result;
    const std::size_t lastLine = result.rfind('\n');
    const std::size_t width =
        widthOf(std::string_view(result).substr(lastLine == std::string::npos ? 0 : lastLine + 1));
    result.append(column > width ? column - width : 1, ' ');
    return result + movedComment(line.comment, line.commentColumn, column);
}

std::string Lines::text()
{
    alignCells();
    alignTrailingComments();
    std::string result;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (m_lines[i].isAfterBlankLine)
            result += '\n';
        result += withTrailing(m_lines[i], m_commentColumns[i]);
        // At the very end of a line it would draw the next one into the comment.
        if (result.ends_with('\\'))
            result += ' ';
        result += '\n';
    }
    return result;
}

} // namespace racewalk::formatting
