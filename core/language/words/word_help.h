// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace racewalk {

/// Explains a word of the language in one sentence; empty for primitives and unknown words.
std::string_view wordHelp(std::string_view name);

} // namespace racewalk
