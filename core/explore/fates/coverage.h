// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/fates/state_space.h"
#include "machine/machine.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace racewalk {

/// Returns the lines of the variant's code that no interleaving reaches, ascending: lines with an
/// instruction of which no step executes any. A function that no thread calls has no instructions,
/// and so no such lines.
///
/// Every transition is taken once more for this, until all lines are found. Returns nullopt if the
/// graph is incomplete or has more than `maxTransitions`, or if it was stopped.
std::optional<std::vector<std::uint32_t>> unreachedLines(const Machine &machine,
                                                         const StateSpace &space,
                                                         std::size_t maxTransitions,
                                                         std::stop_token stop = {});

/// Takes some tenths of a second.
inline constexpr std::size_t maxTransitionsForCoverage = 200'000;

} // namespace racewalk
