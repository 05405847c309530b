// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ranks.h"
#include "explore/limits.h"
#include "explore/verdict.h"
#include "machine/machine.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace racewalk {

struct DividedExploration {
    Verdict verdict; ///< on rank 0; on the others its limit alone is right
    std::optional<std::vector<std::uint32_t>> unreached; ///< as unreachedLines() gives it; likewise
};

/// What explore() finds, found by several ranks of which each holds a part of the states. Called by
/// all of them, with the same machine and limits. Limits on memory are each rank's own.
DividedExploration exploreDivided(const Machine &machine, const Limits &limits, Ranks &ranks,
                                  const std::stop_token &stop = {}, ProgressSink *sink = nullptr);

} // namespace racewalk
