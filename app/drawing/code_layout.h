// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/words/code_highlight.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace racewalk::drawing {

/// One row of a wrapped code line. `begin` and `end` are byte offsets into the given line; the
/// row's text is the bytes between them, drawn `indent` characters from the left.
struct CodeRow {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t indent = 0;
    bool operator==(const CodeRow &) const = default;
};

/// Wraps one line of C, whose coloured spans are given, for a fixed-pitch font: after ";",
/// otherwise at the blank with the fewest open parentheses, otherwise after "(". Continuation rows
/// are indented by 4 more than the first row. A trailing comment that does not fit gets a row of
/// its own. A tab at the start of `line` counts as blanks up to the next multiple of 4. A blank
/// line yields one empty row.
std::vector<CodeRow> wrapCodeLine(std::string_view line, std::span<const CodeSpan> spans,
                                  std::size_t columns);

} // namespace racewalk::drawing
