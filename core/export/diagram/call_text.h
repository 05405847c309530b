// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/instruction.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Shortens the arguments of the first call in the text (Origin::arguments) to "..", from the left
/// and as few as necessary: "wake_up_bit(&inode->i_state, __I_NEW)" becomes
/// "wake_up_bit(.., __I_NEW)".
/// Returns the text unchanged if it fits, and the shortest form if nothing fits.
std::string withShorterArguments(const std::string &text, std::span<const TextRange> arguments,
                                 std::size_t width);

/// Wraps the text at blanks into lines of at most `width` characters (at least 8); a longer word is
/// broken.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// Returns printable ASCII only: '?' for every other character, blanks for white space.
std::string asciiOnly(std::string_view text);

} // namespace racewalk
