// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/fates/state_space.h"
#include "explore/graph/components.h"
#include "machine/fate.h"

#include <cstdint>
#include <span>
#include <vector>

namespace racewalk {

/// Properties of a single state; a set of bits.
enum class Mark : std::uint8_t {
    None = 0,
    GoodEnd = 1,
    Failure = 2,
    Unseen = 4, ///< has transitions that were not explored
};

constexpr Mark operator|(Mark a, Mark b)
{
    return static_cast<Mark>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
constexpr bool has(Mark marks, Mark mark)
{
    return (static_cast<std::uint8_t>(marks) & static_cast<std::uint8_t>(mark)) != 0;
}

/// Returns the fate of every state: which marks can be reached from it, propagated backwards over
/// the components. If a part of the graph was not explored, only certain fates are returned.
std::vector<Fate> fatesOf(const TransitionGraph &graph, const Components &components,
                          std::span<const Mark> marks, Watch watch = {});

} // namespace racewalk
