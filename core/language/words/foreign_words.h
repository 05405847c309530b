// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace racewalk {

/// What to write instead of a function, macro or constant that kernel code knows and the language
/// does not, for the names that are in the table; whatToWriteFor() knows more. Empty for any other
/// word.
std::string insteadOf(std::string_view word);

/// The same for `struct TAG`.
std::string_view insteadOfStruct(std::string_view tag);

/// A macro that goes through a list: `list_for_each_entry(...) statement`.
bool isLoopMacro(std::string_view word);

} // namespace racewalk
