// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace racewalk {

/// What a word of the language that is no primitive is, in one sentence; empty if there is none of
/// that name.
std::string_view wordHelp(std::string_view name);

} // namespace racewalk
