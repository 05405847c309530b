// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/layout/format_pieces.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk::formatting {

/// Columns between two levels.
inline constexpr std::size_t levelWidth = 8;

/// The lines of the formatted text, and columns that depend on other lines and are resolved at the
/// end. Columns count from 0.
class Lines {
public:
    using Group = std::size_t;

    bool isEmpty() const { return m_lines.empty(); }
    /// Whether the line is still empty.
    bool isAtStart() const { return m_lines.empty() || m_lines.back().text.empty(); }
    std::size_t indent() const { return m_lines.empty() ? 0 : m_lines.back().indent; }
    /// Where the next text would begin.
    std::size_t column() const { return m_column; }

    /// Begins a line; an empty one may be before it.
    void begin(std::size_t indent, bool isAfterBlankLine);
    /// Begins a line at the column of the group's cells.
    void beginInGroup(Group group);

    void add(std::string_view text, bool needsBlank);
    /// A comment that is its line's first piece, or one among others.
    void addComment(const Piece &comment, bool needsBlank);
    /// A comment at the end of the line.
    void addTrailing(const Piece &comment);
    /// Adds text that is aligned with that of the group's other lines.
    void addCell(std::string_view text, Group group);

    /// A new group, or that of the line before if it has a cell of that kind too.
    Group groupOfColumn(std::string_view kind);
    Group newGroup() { return ++m_lastGroup; }

    /// Whether the text has become too long: deep indentation expands a short text.
    bool isTooLong() const { return m_size > maxSize; }

    std::string text();

private:
    static constexpr std::size_t maxSize = std::size_t{4} << 20;
    struct Line {
        std::size_t indent = 0;
        bool isAfterBlankLine = false;
        std::string text;
        /// Where the cell begins in `text`.
        std::size_t cell = std::string::npos;
        std::optional<Group> group;
        std::string_view kind;
        /// A trailing comment; `commentColumn` is the column of its first line in the source.
        std::string_view comment;
        std::size_t commentColumn = 0;
    };

    void countComment(const Piece &comment, std::size_t column);
    void alignCells();
    void alignTrailingComments();
    std::string withTrailing(const Line &line, std::size_t column) const;

    std::vector<Line> m_lines;
    /// By line: where its trailing comment begins.
    std::vector<std::size_t> m_commentColumns;
    std::size_t m_column = 0;
    /// The approximate size of the lines in bytes.
    std::size_t m_size = 0;
    Group m_lastGroup = 0;
};

/// Returns the number of columns of a text without line ends.
std::size_t widthOf(std::string_view text);

} // namespace racewalk::formatting
