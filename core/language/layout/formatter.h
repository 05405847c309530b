// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/source/diagnostic.h"
#include "program/source_text.h"

#include <optional>
#include <string>
#include <vector>

namespace racewalk {

/// `text` is set if and only if no diagnostic is an error.
struct Formatted {
    std::optional<std::string> text;
    std::vector<Diagnostic> diagnostics;
};

/// Returns a scenario in the standard layout: that of kernel code, as in docs/language.md. Changes
/// only blanks and line ends: tokens, comments, preprocessor lines and lines with a `//@` label
/// stay unchanged in every variant. Formatting is idempotent. If any variant has a syntax error,
/// returns only the diagnostics.
Formatted formatScenario(const SourceText &source);

} // namespace racewalk
