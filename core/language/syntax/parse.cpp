// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/syntax/parse.h"

#include "language/source/lexical.h"
#include "language/source/read_source.h"
#include "language/source/select_lines.h"
#include "language/syntax/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace racewalk {

namespace {

/// Each define is read on its own, so that a mistake in one leaves the others alone.
void parseDefines(const SourceText &source, const std::vector<DefineLine> &lines,
                  syntax::SyntaxTree &tree, std::vector<Diagnostic> &diagnostics)
{
    for (const DefineLine &line : lines) {
        if (line.value.empty())
            continue;
        syntax::DefineDeclaration define;
        define.name = {std::string(line.name.text), line.name.span};
        define.value = Parser(source, line.value, diagnostics).parseDefinedValue(line.name);
        define.span = line.span;
        tree.defines.push_back(std::move(define));
    }
}

std::map<std::uint32_t, std::string> activeNotes(std::map<std::uint32_t, std::string> notes,
                                                 const std::vector<bool> &activeLines)
{
    std::erase_if(notes, [&activeLines](const auto &note) { return !activeLines[note.first - 1]; });
    return notes;
}

ParseResult refuse(std::string sentence, std::string hint)
{
    ParseResult result;
    result.diagnostics.push_back(
        {Diagnostic::Severity::Error, {0, 0, 1, 1}, std::move(sentence), std::move(hint)});
    return result;
}

} // namespace

ParseResult parse(const SourceText &source, std::string_view variant)
{
    if (source.text().size() > maxSourceBytes)
        return refuse(
            fmt::format("the scenario is longer than {} MiB, the limit", maxSourceBytes >> 20), "");
    UncommentedText uncommented = removeComments(source);
    // What an unclosed comment hides would only be missed.
    if (hasErrors(uncommented.diagnostics))
        return {std::nullopt, std::move(uncommented.diagnostics)};
    SelectedLines lines = selectLines(source, uncommented.text, variant);

    ParseResult result;
    result.diagnostics = std::move(lines.diagnostics);

    syntax::SyntaxTree tree;
    const std::vector<CodeToken> tokens = withoutAnnotations(lines.tokens);
    parseDefines(source, lines.defines, tree, result.diagnostics);
    Parser(source, tokens, result.diagnostics).parseAll(tree);
    if (result.diagnostics.empty() && tree.threads.empty())
        return refuse("the scenario has no thread", "write: thread NAME { ... }");

    std::ranges::stable_sort(result.diagnostics, {},
                             [](const Diagnostic &diagnostic) { return diagnostic.span.begin; });
    if (result.diagnostics.size() > maxDiagnostics)
        result.diagnostics.resize(maxDiagnostics);
    if (hasErrors(result.diagnostics))
        return result;
    tree.variant = std::move(lines.variant);
    tree.notes = activeNotes(std::move(uncommented.notes), lines.activeLines);
    tree.activeLines = std::move(lines.activeLines);
    result.tree = std::move(tree);
    return result;
}

} // namespace racewalk
