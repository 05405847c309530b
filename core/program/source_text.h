// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/source_span.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// The position of an offset: line and column from 1, columns in Unicode characters.
struct SourcePosition {
    std::uint32_t line = 1;
    std::uint32_t column = 1;

    auto operator<=>(const SourcePosition &) const = default;
};

/// One scenario's text and its displayed name. Owns both; spans point into it. Bytes that are not
/// valid UTF-8 count as at most one column each.
class SourceText {
public:
    SourceText(std::string fileName, std::string text);

    const std::string &fileName() const { return m_fileName; }
    const std::string &text() const { return m_text; }

    /// At least 1: an empty text has one empty line.
    std::uint32_t lineCount() const { return static_cast<std::uint32_t>(m_lineStarts.size()); }

    /// The line without its line end. Empty if there is no such line. Counted from 1.
    std::string_view line(std::uint32_t number) const;

    /// Offset of the first byte of a line; the text's size if there is no such line.
    std::size_t lineStart(std::uint32_t number) const;

    /// Returns the position of an offset; one beyond the end counts as the end. Takes time
    /// proportional to the line's length.
    SourcePosition position(std::size_t offset) const;

    /// The span of [begin, end), with line and column filled in.
    SourceSpan span(std::size_t begin, std::size_t end) const;

    /// Returns the text of a span exactly as written, without what is beyond the end of the text.
    std::string_view slice(const SourceSpan &span) const;

private:
    std::string m_fileName;
    std::string m_text;
    std::vector<std::size_t> m_lineStarts;
};

} // namespace racewalk
