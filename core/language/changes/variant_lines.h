// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/patch.h"
#include "program/source_text.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace racewalk {

/// Returns the lines (from 1) of a text that belong to a variant, ascending: all except the lines
/// of #if and similar, and those that these exclude. A #define inside an #if belongs to the variant
/// whose condition holds.
std::vector<std::uint32_t> variantLines(const SourceText &source, std::string_view variant);

/// Returns what turns one variant of a text into another one.
Patch patchBetween(const SourceText &source, std::string_view left, std::string_view right);

} // namespace racewalk
