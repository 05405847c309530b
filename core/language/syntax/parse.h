// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/source/diagnostic.h"
#include "language/syntax/syntax_tree.h"
#include "program/source_text.h"

#include <optional>
#include <string_view>
#include <vector>

namespace racewalk {

/// `tree` is set if and only if no diagnostic is an error.
struct ParseResult {
    std::optional<syntax::SyntaxTree> tree;
    std::vector<Diagnostic> diagnostics;
};

/// Parses one variant of a scenario; an empty name is the first one. Takes linear time and memory
/// for any text; errors are in the order of the text.
ParseResult parse(const SourceText &source, std::string_view variant = {});

} // namespace racewalk
