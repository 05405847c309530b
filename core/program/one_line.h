// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace racewalk {

/// Returns the text with every run of white space replaced by one space, and none at its ends.
std::string onOneLine(std::string_view text);

/// Returns the text without the blanks at its ends. A line end is not a blank.
std::string_view trimmed(std::string_view text);

} // namespace racewalk
