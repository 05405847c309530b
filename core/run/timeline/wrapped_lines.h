// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/timeline/picture.h"

#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Breaks a text at blanks and line ends into lines of at most `width`, at least one line; a word
/// that is wider than a line is broken anywhere.
std::vector<std::string> wrappedLines(std::string_view text, FontRole font, double width,
                                      const TextWidth &measure);

} // namespace racewalk
