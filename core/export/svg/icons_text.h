// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace racewalk {

/// The text of resources/icons/icons.txt at build time.
extern const std::string_view builtInIconText;

} // namespace racewalk
