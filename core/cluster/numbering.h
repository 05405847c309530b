// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ranks.h"

#include <cstdint>
#include <span>
#include <vector>

namespace racewalk {

struct PlacesAmongAll {
    std::vector<std::uint32_t> own; ///< of each key of this rank, from 0 on
    std::uint64_t total = 0;        ///< keys of all ranks
    std::uint8_t signs = 0;         ///< the bits that some rank gave
};

/// The place of each key among the keys of all ranks. `keys` are ascending, no two ranks have the
/// same one, and all are in begin..end-1. All say alike about how many there are: `expected`. If
/// that is few, each rank gets all keys; else each counts a part of the range, so that none holds
/// all. `signs` are for whatever else ranks have to tell each other.
PlacesAmongAll placesAmongAll(Ranks &ranks, std::span<const std::uint64_t> keys,
                              std::uint64_t begin, std::uint64_t end, std::uint64_t expected,
                              std::uint8_t signs = 0);

/// So many keys are few: what counts then is how often ranks wait for each other.
inline constexpr std::uint64_t fewKeys = 1U << 14;

} // namespace racewalk
