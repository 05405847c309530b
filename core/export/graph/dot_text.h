// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace racewalk {

/// Returns the text as a quoted string of DOT that Graphviz shows as it is: no escape and no entity
/// begins in it. A line end stays one; what no picture may hold becomes U+FFFD.
std::string dotText(std::string_view text);

} // namespace racewalk
