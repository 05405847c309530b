// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace racewalk {

/// The version of the program: "0.1.0".
std::string_view programVersion();

} // namespace racewalk
