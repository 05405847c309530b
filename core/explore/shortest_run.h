// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/state_space.h"
#include "machine/step.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace racewalk {

/// What a run costs a reader: fewer context switches first, then fewer steps.
struct RunCost {
    std::size_t contextSwitches = 0;
    std::size_t steps = 0;
    auto operator<=>(const RunCost &) const = default;
};

/// The cheapest run from state 0 to every state, found by one sweep over pairs (state, running
/// thread).
///
/// A shortest-path search with steps of cost (0, 1) and (1, 1), as Dial 1969 with one bucket per
/// number of context switches: within a bucket the pairs are met by number of steps, so they need
/// no sorting. A pair is left out where another pair of its state is as good for everything that
/// can follow; most states keep one pair.
class ShortestRuns {
public:
    /// `isSystem` says of each thread whether it is a system lane: its steps are no context switch
    /// and leave the running thread as it is. No more than `maxPairs` pairs are kept if that is
    /// enough for each state to have one; then a run may be longer than necessary.
    ShortestRuns(const TransitionGraph &graph, std::vector<bool> isSystem, std::size_t maxPairs);

    /// nullopt if no path of transitions leads there.
    std::optional<RunCost> costTo(StateIndex state) const;
    std::vector<Step> runTo(StateIndex state) const;

    static const std::size_t bytesPerPair;

    /// The same for taking `step`, enabled in `source`, at the end.
    std::optional<RunCost> costThrough(StateIndex source, Step step) const;
    std::vector<Step> runThrough(StateIndex source, Step step) const;

private:
    static constexpr std::uint32_t noPair = 0xffffffff;
    static constexpr std::uint16_t nobody = 0xffff;

    struct Pair {
        std::uint32_t state = 0;
        std::uint32_t steps = 0;
        std::uint32_t parent = noPair;
        std::uint32_t next = noPair; ///< another pair of the same state
        std::uint16_t running = nobody;
    };

    void sweep();
    void fillBucket();
    void follow(std::uint32_t pair, bool switching);
    void reach(std::uint32_t state, std::uint16_t running, std::uint32_t parent);
    bool isUseless(std::uint32_t state, std::uint16_t running, std::uint32_t steps) const;
    bool isSwitch(const Pair &pair, Step step) const;
    std::size_t switchesOf(std::uint32_t pair) const;
    std::uint32_t bestThrough(StateIndex source, Step step) const;
    std::vector<Step> stepsTo(std::uint32_t pair) const;

    const TransitionGraph &m_graph;
    const std::vector<bool> m_isSystem;
    const std::size_t m_maxPairs;
    std::deque<Pair> m_pairs;             ///< by cost
    std::vector<std::uint32_t> m_first;   ///< the cheapest pair of each state
    std::vector<std::uint32_t> m_buckets; ///< first pair with that many context switches
};

} // namespace racewalk
