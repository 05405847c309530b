// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace racewalk {

/// Text for an element or a quoted attribute of HTML. What no page should hold, such as control
/// characters and U+FFFF, becomes U+FFFD.
std::string escapedHtml(std::string_view text);

/// JSON as a part of a script that stands in a page: no character of it can end the script.
std::string escapedForScript(std::string_view json);

/// "sha256-..." as a content security policy names a style or a script.
std::string sha256Source(std::string_view text);

} // namespace racewalk
