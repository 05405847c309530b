// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/source/diagnostic.h"
#include "language/source/lexical.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace racewalk {

/// The names that the condition of an #if may use.
struct ConditionNames {
    /// The chosen variant, the only one that is true; empty for none.
    std::string_view variant;
    /// Sorted: every variant, and every name that any #define of the file mentions.
    std::vector<std::string_view> known;
    /// The names #defined so far, with their values; nullopt if the value is not a plain number.
    std::map<std::string_view, std::optional<std::uint64_t>> defined;
};

/// Returns the value of a number token (decimal, hexadecimal, octal, binary, suffixes u and l), or
/// nullopt if it is malformed or does not fit in 32 bits.
std::optional<std::uint32_t> numberValue(std::string_view text);

/// Returns whether a name is true: the chosen variant, or #defined. An unknown name is reported.
bool isDefined(const CodeToken &name, const ConditionNames &names,
               std::vector<Diagnostic> &diagnostics);

/// Evaluates the condition after `#if` or `#elif`: names, defined(), numbers, ! && || and
/// parentheses. `at` is the directive, for the report of a missing condition. Returns false after
/// an error.
bool evaluateCondition(std::span<const CodeToken> words, const SourceSpan &at,
                       const ConditionNames &names, std::vector<Diagnostic> &diagnostics);

} // namespace racewalk
