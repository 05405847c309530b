// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/changes/variant_lines.h"

#include "language/source/lexical.h"
#include "language/source/select_lines.h"

namespace racewalk {

std::vector<std::uint32_t> variantLines(const SourceText &source, std::string_view variant)
{
    const UncommentedText text = removeComments(source);
    SelectedLines selected = selectLines(source, text.text, variant);
    for (const DefineLine &define : selected.defines) {
        const std::uint32_t last =
            define.value.empty() ? define.span.line : define.value.back().span.line;
        for (std::uint32_t line = define.span.line; line <= last; ++line)
            selected.activeLines[line - 1] = true;
    }
    std::vector<std::uint32_t> result;
    for (std::size_t i = 0; i < selected.activeLines.size(); ++i)
        if (selected.activeLines[i])
            result.push_back(static_cast<std::uint32_t>(i + 1));
    return result;
}

Patch patchBetween(const SourceText &source, std::string_view left, std::string_view right)
{
    return {source, variantLines(source, left), variantLines(source, right)};
}

} // namespace racewalk
