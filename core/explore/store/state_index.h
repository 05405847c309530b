// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace racewalk {

/// The number of a state, in the order in which a breadth-first search reaches them; 0 is the
/// initial state.
enum class StateIndex : std::uint32_t {};

} // namespace racewalk
