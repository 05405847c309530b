// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace racewalk {

/// Numbers states in the order in which a breadth-first search meets them; 0 is the initial state.
enum class StateIndex : std::uint32_t {};

} // namespace racewalk
