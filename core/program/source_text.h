// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/source_span.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Where an offset stands: line and column from 1, columns in Unicode characters.
struct SourcePosition {
    std::uint32_t line = 1;
    std::uint32_t column = 1;

    auto operator<=>(const SourcePosition &) const = default;
};

/// One scenario's text and the name it is shown under. Owns both; spans point into it.
/// Bytes that are no valid UTF-8 count one column each or none, and never more.
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

    /// An offset beyond the end counts as the end. Takes time in proportion to the line's length.
    SourcePosition position(std::size_t offset) const;

    /// The span of [begin, end), with line and column filled in.
    SourceSpan span(std::size_t begin, std::size_t end) const;

    /// The text of a span, exactly as written; what lies beyond the text is cut off.
    std::string_view slice(const SourceSpan &span) const;

private:
    std::string m_fileName;
    std::string m_text;
    std::vector<std::size_t> m_lineStarts;
};

} // namespace racewalk
