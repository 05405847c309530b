// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ranks.h"

#include <cstdint>
#include <span>
#include <vector>

namespace racewalk {

struct GlobalPositions {
    std::vector<std::uint32_t> own; ///< position of each key of this rank, from 0
    std::uint64_t total = 0;        ///< number of keys of all ranks
    std::uint8_t signs = 0;         ///< the bits that at least one rank passed
};

/// Returns the position of each key among the keys of all ranks. `keys` are ascending, distinct
/// over all ranks, and in begin..end-1. All ranks pass the same approximate number of keys,
/// `expected`. If that is small, each rank receives all keys; otherwise each counts a part of the
/// range, so that no rank stores all. `signs` are flags that the ranks exchange in the same call.
GlobalPositions globalPositions(Ranks &ranks, std::span<const std::uint64_t> keys,
                                std::uint64_t begin, std::uint64_t end, std::uint64_t expected,
                                std::uint8_t signs = 0);

/// Up to this number, all ranks receive all keys: the time is then dominated by how often ranks
/// wait for each other.
inline constexpr std::uint64_t fewKeys = 1U << 14;

} // namespace racewalk
