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

/// All that an exploration should know, found the slow and obvious way and without a line of
/// core/explore: maps of whole states, reachability by walking from every state, costs by
/// Dijkstra's algorithm.
struct NaiveResult {
    std::map<Bytes, std::vector<std::pair<Step, Bytes>>> transitions; ///< of every state
    std::map<Bytes, FindingKind> failures; ///< states that are failures by themselves
    std::set<Bytes> goodEnds;
    std::map<Bytes, NaiveCost>
        costs; ///< of every state: fewest context switches, then fewest steps
    std::map<Bytes, Fate> fates;

    std::size_t transitionCount() const;
    std::set<FindingKind> failureKinds() const;
    NaiveCost cheapest(FindingKind kind) const;
};

/// For a few thousand states: takes time in proportion to their square.
NaiveResult naiveSearch(const Machine &machine);

/// The cheapest way to where nobody and nothing can step and a thread that is no daemon has not
/// ended; nullopt if there is none. For some hundred thousand states.
std::optional<NaiveCost> naiveCheapestHang(const Machine &machine);

} // namespace racewalk::test
