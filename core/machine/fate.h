// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace racewalk {

/// What can still become of a state. Stands here, not in explore, because a Timeline shows it too.
enum class Fate : std::uint8_t {
    Unknown, ///< not every continuation was seen
    Safe,    ///< no failure reachable any more
    Open,    ///< a failure and a good end can both be reached
    Doomed,  ///< a failure on every continuation
};

} // namespace racewalk
