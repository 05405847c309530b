// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/diagram/diagram_columns.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace racewalk {

/// A part of a line, with at least two blanks around it.
struct Segment {
    std::size_t begin = 0; ///< in the line
    std::string_view text;
    std::size_t end() const { return begin + text.size(); }
};
std::vector<Segment> segmentsOf(std::string_view line);

/// "-----  ====="
bool isRule(std::string_view line);

struct PlacedHeader {
    std::size_t begin = 0; ///< in the line
    ColumnHeader header;
};
/// The headers of a line; also any names with a rule under each of them. Empty if it is no line of
/// headers.
std::vector<PlacedHeader> headersIn(const ReportText &text, std::size_t line,
                                    const Program *against);

} // namespace racewalk
