// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/instruction.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Shortens the arguments of the first call in the text (Origin::arguments) to "..", from the last
/// one on and as few as necessary: "prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE)" becomes
/// "prepare_to_wait(&wq, ..)". The first argument, which the call is about, always stays.
/// Returns the text unchanged if it fits, and the shortest form if nothing fits.
std::string withShorterArguments(const std::string &text, std::span<const TextRange> arguments,
                                 std::size_t width);

/// Wraps the text at blanks into lines of at most `width` characters (at least 8), the first line
/// of at most `first`; a longer word is broken, after an opening bracket if it has one. Such a
/// bracket also comes before a blank that leaves little on one side.
std::vector<std::string> wrapped(std::string_view text, std::size_t width,
                                 std::optional<std::size_t> first = {});

/// Returns printable ASCII only: '?' for every other character, blanks for white space.
std::string asciiOnly(std::string_view text);

} // namespace racewalk
