// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// The text with the arguments of its first call left out as "..", from the left and as few as
/// needed: "wake_up_bit(&inode->i_state, __I_NEW)" gives "wake_up_bit(.., __I_NEW)". As given if
/// it fits; the shortest form if nothing fits; the arguments of if, while and their kind stay.
std::string withShorterArguments(std::string_view text, std::size_t width);

/// Cut at blanks into lines of at most `width` characters (at least 8); a longer word is broken.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// Printable ASCII only: one '?' for each other character, blanks for white space.
std::string asciiOnly(std::string_view text);

} // namespace racewalk
