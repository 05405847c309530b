// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace racewalk {

/// A cycle that a walk can leave: a strongly connected set of places. From each place, the
/// probabilities of its ways and of leaving add up to 1.
struct Cycle {
    struct Way {
        std::uint32_t from = 0, to = 0;
        double chance = 0;
    };
    std::vector<double> entering; ///< by place: the probability that a walk enters there
    std::vector<double> leaving;  ///< by place: the probability of leaving from there
    std::vector<Way> ways;        ///< by `from`
};

/// Returns the expected number of visits of a walk to each place.
///
/// Up to a few hundred places, the result is exact except for rounding, with a small relative error
/// even for tiny numbers: places are eliminated one by one without a subtraction (Grassmann, Taksar
/// and Heyman: Regenerative analysis and steady state distributions for Markov chains, Operations
/// Research 1985). For more places, Gauss-Seidel sweeps are used, until less than `visitTolerance`
/// of what entered has not left; every resulting probability is too low by at most that fraction.
///
/// Returns nullopt if the sweeps do not converge, `watch` is late, or they would follow more than
/// `maxWork` edges in total.
std::optional<std::vector<double>> expectedVisits(const Cycle &cycle, Watch &watch,
                                                  std::uint64_t maxWork = 0xffff'ffff'ffff);

inline constexpr double visitTolerance = 1e-13;

} // namespace racewalk
