// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ranks.h"

#include <cstdint>
#include <span>
#include <vector>

namespace racewalk {

/// The place of each key among the keys of all ranks, from 0 on. `keys` are ascending, no two ranks
/// have the same one, and all are in begin..end-1. Each rank counts a part of that range, so none
/// holds all keys.
std::vector<std::uint32_t> placesAmongAll(Ranks &ranks, std::span<const std::uint64_t> keys,
                                          std::uint64_t begin, std::uint64_t end);

} // namespace racewalk
