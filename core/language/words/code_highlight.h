// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/source_text.h"

#include <cstddef>
#include <vector>

namespace racewalk {

/// A piece of code in one colour. Spans do not overlap; text between them has the default colour.
struct CodeSpan {
    enum class Kind : unsigned char { Keyword, Label, String, Comment };
    std::size_t begin = 0; ///< byte offsets into the text
    std::size_t end = 0;
    Kind kind = Kind::Keyword;
    bool operator==(const CodeSpan &) const = default;
};

/// Returns the coloured spans of a text in order. A comment of several lines is one span.
std::vector<CodeSpan> highlightCode(const SourceText &source);

} // namespace racewalk
