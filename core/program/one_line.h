// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Returns the text with every run of white space replaced by one space, and none at its ends.
std::string onOneLine(std::string_view text);

/// Returns the text without the blanks at its ends. A line end is not a blank.
std::string_view trimmed(std::string_view text);

/// Returns the words as a sentence lists them: "sc, tso or pso" with the conjunction "or".
std::string listText(const std::vector<std::string> &words, std::string_view conjunction);

} // namespace racewalk
