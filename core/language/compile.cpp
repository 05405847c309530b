// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/compile.h"

#include "language/lowering/build_program.h"
#include "language/source/problems.h"
#include "language/syntax/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace racewalk {

namespace {

/// Says that the scenario has no such variant, if that is what is wrong.
std::optional<Diagnostic> unknownVariant(const SourceText &source, const std::string &variant)
{
    if (variant.empty())
        return std::nullopt;
    const ParseResult first = parse(source);
    if (!first.tree)
        return std::nullopt;
    std::vector<std::string_view> known;
    for (const syntax::VariantDeclaration &declaration : first.tree->variants)
        known.push_back(declaration.name.name);
    if (std::ranges::find(known, variant) != known.end())
        return std::nullopt;
    return Diagnostic{Diagnostic::Severity::Error,
                      {},
                      fmt::format("the scenario has no variant '{}'", variant),
                      known.empty() ? "it declares no variants"
                                    : fmt::format("its variants are: {}", fmt::join(known, ", "))};
}

/// Lines that this variant has and the one declared before it has not.
std::vector<std::uint32_t> addedLines(const SourceText &source, const syntax::SyntaxTree &tree)
{
    const auto current =
        std::ranges::find(tree.variants, tree.variant,
                          [](const syntax::VariantDeclaration &declaration) -> const std::string & {
                              return declaration.name.name;
                          });
    if (current == tree.variants.begin() || current == tree.variants.end())
        return {};
    const ParseResult before = parse(source, (current - 1)->name.name);
    std::vector<std::uint32_t> result;
    if (!before.tree)
        return result;
    for (std::size_t i = 0; i < tree.activeLines.size(); ++i)
        if (tree.activeLines[i] && !before.tree->activeLines[i])
            result.push_back(static_cast<std::uint32_t>(i + 1));
    return result;
}

} // namespace

Compiled compile(std::shared_ptr<const SourceText> source, const CompileOptions &options)
{
    ParseResult parsed = parse(*source, options.variant);
    if (!parsed.tree) {
        if (auto unknown = unknownVariant(*source, options.variant))
            return {nullptr, {*std::move(unknown)}};
        return {nullptr, std::move(parsed.diagnostics)};
    }
    Problems problems;
    auto program =
        std::make_shared<Program>(buildProgram(std::move(source), *parsed.tree, options, problems));
    Compiled result;
    result.diagnostics = std::move(parsed.diagnostics);
    std::ranges::move(problems.take(), std::back_inserter(result.diagnostics));
    if (hasErrors(result.diagnostics))
        return result;
    program->addedLines = addedLines(*program->source, *parsed.tree);
    result.program = std::move(program);
    return result;
}

} // namespace racewalk
