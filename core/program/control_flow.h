// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <cstdint>
#include <vector>

namespace racewalk {

/// Returns the instructions that can come next, for any values; none after End.
std::vector<std::uint32_t> successorsOf(const Body &body, std::uint32_t position);

/// By instruction: its direct predecessors.
using Predecessors = std::vector<std::vector<std::uint32_t>>;
Predecessors predecessorsOf(const Body &body);

/// Returns, by instruction, whether a path from `position` leads there; `position` itself is
/// included.
std::vector<bool> reachableFrom(const Body &body, std::uint32_t position);
/// Returns, by instruction, whether a path leads from there to `position`; `position` itself is
/// included.
std::vector<bool> leadingTo(const Predecessors &predecessors, std::uint32_t position);

} // namespace racewalk
