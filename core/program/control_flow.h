// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <cstdint>
#include <vector>

namespace racewalk {

/// The instructions that can come next, whatever the values; none after End.
std::vector<std::uint32_t> successorsOf(const Body &body, std::uint32_t position);

/// By instruction: those that it can come directly after.
using Predecessors = std::vector<std::vector<std::uint32_t>>;
Predecessors predecessorsOf(const Body &body);

/// By instruction: whether a path leads there from `position`, which is itself among them.
std::vector<bool> reachableFrom(const Body &body, std::uint32_t position);
/// By instruction: whether a path leads from there to `position`, which is itself among them.
std::vector<bool> leadingTo(const Predecessors &predecessors, std::uint32_t position);

} // namespace racewalk
