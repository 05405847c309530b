// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/source_span.h"
#include "program/source_text.h"

#include <cstdint>
#include <string>
#include <vector>

namespace racewalk {

/// Returns the text of a span on one line, without comments and with single blanks.
std::string codeText(const SourceText &source, const SourceSpan &span);

/// The same, and for each byte of the span, and for its end, where in `text` it is.
struct PlacedText {
    std::string text;
    std::vector<std::uint32_t> places;
};
PlacedText placedCodeText(const SourceText &source, const SourceSpan &span);

} // namespace racewalk
