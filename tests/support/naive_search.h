// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/fate.h"
#include "machine/machine.h"

#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace racewalk::test {

using Bytes = std::vector<std::byte>;

Bytes bytesOf(StateView state);

struct NaiveCost {
    std::size_t contextSwitches = 0;
    std::size_t steps = 0;
    auto operator<=>(const NaiveCost &) const = default;
};

/// The expected result of an exploration, computed in the slow and obvious way without using
/// core/explore: maps of whole states, reachability by walking from every state, costs by
/// Dijkstra's algorithm.
struct NaiveResult {
    std::map<Bytes, std::vector<std::pair<Step, Bytes>>> transitions; ///< by state
    std::map<Bytes, FindingKind> failures;                            ///< states that are failures
    std::set<Bytes> goodEnds;
    std::map<Bytes, NaiveCost> costs; ///< by state: fewest context switches, then fewest steps
    std::map<Bytes, Fate> fates;

    std::size_t transitionCount() const;
    std::set<FindingKind> failureKinds() const;
    NaiveCost cheapest(FindingKind kind) const;
};

/// Usable for a few thousand states: takes quadratic time.
NaiveResult naiveSearch(const Machine &machine);

/// Returns the cost of the shortest run to a hang; nullopt if there is none. Usable for some
/// hundred thousand states.
std::optional<NaiveCost> naiveCheapestHang(const Machine &machine);

} // namespace racewalk::test
