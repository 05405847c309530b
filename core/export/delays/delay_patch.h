// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/delays/delay_spots.h"
#include "program/source_text.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Lines of code to add at a statement, without indentation, in this order.
struct StatementLines {
    SourceSpan statement;
    bool needsBraces = false;
    std::vector<std::string> before;
    std::vector<std::string> within; ///< between the read and the write of an update
    std::vector<std::string> after;
};

/// A unified diff of a text, for `patch -p1`, that only adds lines, writes out updates and splits
/// lines. Empty if there is nothing to add.
class DelayPatch {
public:
    /// `source` must outlive this.
    explicit DelayPatch(const SourceText &source);

    /// At most one for each statement.
    void add(const StatementLines &lines);
    /// Adds lines in front of a line, from 1, as they are.
    void addBefore(std::uint32_t line, const std::vector<std::string> &lines);
    std::string text() const;

    /// What a line is indented by for each level: a tab, or eight blanks.
    const std::string &level() const { return m_level; }

private:
    /// A line is split: its text up to a column, lines of code, and its text from another column on
    /// with an indentation of its own.
    struct Cut {
        std::vector<std::string> code;
        std::size_t resume = 0;
        std::string indent;
    };
    struct Range {
        std::size_t begin = 0, end = 0; ///< lines of the source, from 0
        auto operator<=>(const Range &) const = default;
    };

    std::vector<Range> hunks() const;
    void cut(std::size_t line, std::size_t column, Cut cut);
    std::vector<std::string> writtenOut(const StatementLines &lines,
                                        const std::string &indent) const;
    std::vector<std::string> pieces(std::size_t line) const;
    std::size_t columnOf(std::size_t line, std::size_t offset) const;

    const SourceText &m_source;
    std::string m_fileName, m_level = "        ";
    std::vector<std::string_view> m_lines; ///< of the source, without line ends
    bool m_endsWithLineEnd = true;
    std::map<std::size_t, std::vector<std::string>> m_added;  ///< in front of the line, from 0
    std::map<std::size_t, std::map<std::size_t, Cut>> m_cuts; ///< by line, from 0, and column
};

} // namespace racewalk
