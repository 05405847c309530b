// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace racewalk {

/// Returns the text for an XML file's text or attribute in double quotation marks. What no XML file
/// may hold becomes U+FFFD.
std::string xmlText(std::string_view text);

} // namespace racewalk
