// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/search/watch.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace racewalk {

/// Places between which a walk goes round for a while before it leaves for good. From each place
/// the chances of its ways and of leaving add up to 1.
struct Roundabout {
    struct Way {
        std::uint32_t from = 0, to = 0;
        double chance = 0;
    };
    std::vector<double> entering; ///< by place: how likely a walk comes in there
    std::vector<double> leaving;  ///< by place: the chance of leaving from there
    std::vector<Way> ways;        ///< by `from`
};

/// How often, on the average, a walk is at each place.
///
/// Exact but for rounding, and that with a small relative error even of tiny numbers, for some
/// hundred places: they are eliminated one by one without a subtraction (Grassmann, Taksar and
/// Heyman: Regenerative analysis and steady state distributions for Markov chains, Operations
/// Research 1985). Beyond, Gauss-Seidel sweeps, until what has not left is less than
/// `visitTolerance` of what came in: every probability that follows is too small by that part of 1
/// at most.
///
/// nullopt if the sweeps do not get there, `watch` is late, or they would follow more than
/// `maxWork` ways in all.
std::optional<std::vector<double>> expectedVisits(const Roundabout &roundabout, Watch &watch,
                                                  std::uint64_t maxWork = 0xffff'ffff'ffff);

inline constexpr double visitTolerance = 1e-13;

} // namespace racewalk
