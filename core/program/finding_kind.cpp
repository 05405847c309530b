// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/finding_kind.h"

#include <algorithm>
#include <functional>

namespace racewalk {

static_assert(std::ranges::is_sorted(findingKinds.begin() + 1, findingKinds.end(), std::greater<>{},
                                     &FindingKindRow::severity),
              "the kinds of failures come before those of warnings");

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
