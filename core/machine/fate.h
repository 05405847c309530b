// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace racewalk {

/// What can still happen from a state. Defined here, not in explore, because a Timeline shows it.
enum class Fate : std::uint8_t {
    Unknown, ///< not every continuation was explored
    Safe,    ///< no failure reachable any more
    Open,    ///< a failure and a good end can both be reached
    Doomed,  ///< a failure on every continuation
};

} // namespace racewalk
