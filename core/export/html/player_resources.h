// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace racewalk {

/// The texts of resources/player at build time.
extern const std::string_view playerStyle;  ///< player.css
extern const std::string_view playerScript; ///< player.js; it reads the constant `data`

} // namespace racewalk
