// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace racewalk {

/// What a primitive does, in one sentence; empty if there is none of that name.
std::string_view primitiveHelp(std::string_view name);

/// The same for the other words of the language.
std::string_view wordHelp(std::string_view name);

} // namespace racewalk
