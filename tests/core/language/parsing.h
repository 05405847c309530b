// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/syntax/parse.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace racewalk::test {

inline SourceText sourceOf(std::string_view text)
{
    return SourceText("test.race", std::string(text));
}

/// The tree of a text without mistakes; otherwise the test ends with what is wrong.
inline syntax::SyntaxTree treeOf(std::string_view text, std::string_view variant = {})
{
    const SourceText source = sourceOf(text);
    ParseResult result = parse(source, variant);
    if (!result.tree)
        throw std::runtime_error(renderDiagnostics(source, result.diagnostics));
    return *std::move(result.tree);
}

/// What is wrong with a text, rendered; empty if nothing is.
inline std::string errorsOf(std::string_view text, std::string_view variant = {})
{
    const SourceText source = sourceOf(text);
    return renderDiagnostics(source, parse(source, variant).diagnostics);
}

/// Only "LINE:COLUMN SENTENCE", one per line.
inline std::string sentencesOf(std::string_view text, std::string_view variant = {})
{
    std::string result;
    for (const Diagnostic &diagnostic : parse(sourceOf(text), variant).diagnostics)
        result += std::to_string(diagnostic.span.line) + ":" +
                  std::to_string(diagnostic.span.column) + " " + diagnostic.sentence + "\n";
    return result;
}

} // namespace racewalk::test
