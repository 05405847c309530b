// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>

namespace racewalk {

/// A part of a scenario's text. `begin` and `end` are byte offsets, `end` is one past the last
/// byte. `line` and `column` are the position of `begin`, both counted from 1, columns in Unicode
/// characters. `line` 0 means that the user did not write it.
struct SourceSpan {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t line = 0;
    std::uint32_t column = 0;

    auto operator<=>(const SourceSpan &) const = default;
};

/// From the beginning of `first` to the end of `last`.
constexpr SourceSpan join(const SourceSpan &first, const SourceSpan &last)
{
    return {first.begin, last.end, first.line, first.column};
}

} // namespace racewalk
