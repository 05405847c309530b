// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/source_span.h"
#include "program/source_text.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// An error or warning about a scenario's text, and its place. `sentence` is one sentence without a
/// full stop; `hint` is what to write instead and may be empty.
struct Diagnostic {
    enum class Severity { Error, Warning };

    Severity severity = Severity::Error;
    SourceSpan span;
    std::string sentence;
    std::string hint;

    bool operator==(const Diagnostic &) const = default;
};

/// Largest number of diagnostics: a pass may stop when it has found this many.
inline constexpr std::size_t maxDiagnostics = 20;

bool hasErrors(const std::vector<Diagnostic> &diagnostics);

/// Formats a diagnostic for a terminal or a log: several lines, each with a newline at the end:
///     FILE:LINE:COLUMN: error: SENTENCE
///       the line
///         ^~~~
///       hint: HINT
/// Tabs are shown as blanks up to the next multiple of 8 and long lines are cut around the caret.
/// In the excerpt, characters that could control a terminal are escaped: see visibleText(). Without
/// a line (span.line 0) there is no excerpt.
std::string renderDiagnostic(const SourceText &source, const Diagnostic &diagnostic);

/// Formats all diagnostics, in the given order.
std::string renderDiagnostics(const SourceText &source, const std::vector<Diagnostic> &diagnostics);

} // namespace racewalk
