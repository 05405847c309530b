// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/source/diagnostic.h"
#include "program/source_text.h"

#include <optional>
#include <string>
#include <vector>

namespace racewalk {

/// `text` is there exactly if no diagnostic is an error.
struct Formatted {
    std::optional<std::string> text;
    std::vector<Diagnostic> diagnostics;
};

/// A scenario in the standard layout: that of kernel code, as docs/language.md shows it. Nothing
/// but blanks and line ends changes: tokens, comments, preprocessor lines and the lines that a
/// `//@` names stay what they are, in every variant, and formatting twice is formatting once. A
/// text with mistakes in its syntax, in whatever variant, is refused with them.
Formatted formatScenario(const SourceText &source);

} // namespace racewalk
