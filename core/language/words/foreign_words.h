// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

enum class ForeignKind : std::uint8_t {
    Word,         ///< a function, macro or constant
    NotNeeded,    ///< a function that a scenario does not have to call
    Struct,       ///< the tag of a struct
    FullyOrdered, ///< only for primitives that order as much as a full barrier
};

/// A row of the table of names that kernel code uses and the language does not have.
struct ForeignWord {
    /// Names, separated by spaces. `list_*` stands for all names that begin with `list_`. If
    /// several patterns match a name, the one with the most letters counts.
    std::string_view words;
    /// What to write instead. Code is between backquotes, which are not shown. If the code has
    /// `{}`, the row is for variations of primitives: `{}` is the part of the name that `*`
    /// matches.
    std::string_view advice;
    ForeignKind kind = ForeignKind::Word;
};

std::span<const ForeignWord> foreignWords();
std::vector<std::string_view> patternsOf(const ForeignWord &row);

/// Returns what to write in a scenario instead of a kernel function, macro or constant: "write
/// spin_lock(&lock): there are no interrupts". Empty for other names and for primitives.
std::string whatToWriteFor(std::string_view name);

/// Returns the replacement for `struct TAG`.
std::string whatToWriteForStruct(std::string_view tag);

/// Whether a scenario does not need the function; whatToWriteFor() explains why.
bool isNotNeeded(std::string_view name);

/// Whether it is a macro that iterates over a list: `list_for_each_entry(...) statement`.
bool isLoopMacro(std::string_view word);

} // namespace racewalk
