// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/finding_kind.h"

#include <algorithm>

namespace racewalk {

std::vector<std::string_view> toTexts(std::span<const FindingKind> kinds)
{
    std::vector<std::string_view> texts;
    for (const FindingKind kind : kinds)
        texts.push_back(toText(kind));
    return texts;
}

std::optional<FindingKind> findingKindFrom(std::string_view text)
{
    const auto found = std::ranges::find(findingKinds, text, &FindingKindRow::name);
    if (found == findingKinds.end())
        return std::nullopt;
    return found->kind;
}

} // namespace racewalk
