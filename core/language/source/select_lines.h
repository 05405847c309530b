// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/source/diagnostic.h"
#include "language/source/lexical.h"
#include "program/source_text.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// A line that begins with '#', and the lines that a '\' at the end adds to it.
struct DirectiveLines {
    std::uint32_t firstLine = 0;
    std::uint32_t lastLine = 0;
    /// From the '#' to the end of the last line.
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// `text` is the source's text without comments.
std::vector<DirectiveLines> findDirectives(const SourceText &source, std::string_view text);

/// `#define NAME VALUE`; the value has no tokens if there is none.
struct DefineLine {
    CodeToken name;
    std::vector<CodeToken> value;
    SourceSpan span;
};

/// The part of a scenario that belongs to one variant.
struct SelectedLines {
    /// The tokens of its lines, without directives and without an End token.
    std::vector<CodeToken> tokens;
    /// The #defines on its lines.
    std::vector<DefineLine> defines;
    /// By line number - 1: whether the line belongs to the variant. Directives do not.
    std::vector<bool> activeLines;
    /// The chosen variant; empty if the scenario declares none.
    std::string variant;
    std::vector<Diagnostic> diagnostics;
};

/// Evaluates #ifdef and similar directives. `text` is the source's text without comments. An empty
/// `variant` selects the first one.
SelectedLines selectLines(const SourceText &source, std::string_view text,
                          std::string_view variant);

} // namespace racewalk
