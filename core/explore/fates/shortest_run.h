// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/fates/state_space.h"
#include "explore/reductions/renamings.h"
#include "explore/search/runs.h"
#include "explore/store/big_pages.h"
#include "explore/store/chunked_list.h"
#include "machine/step.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace racewalk {

/// The shortest run from state 0 to every state, found by one sweep over pairs (state, running
/// thread).
///
/// A shortest-path search with steps of cost (0, 1) and (1, 1), as in Dial 1969 with one bucket per
/// number of context switches. Within a bucket the pairs are reached by number of steps, so they
/// need no sorting. A pair is skipped if another pair of its state is as good for every
/// continuation; most states keep one pair.
class ShortestRuns final : public Runs {
public:
    /// `isSystem`: for each thread, whether it is a system lane; its steps are not context switches
    /// and do not change the running thread. Keeps at most `maxPairs` pairs if that is enough for
    /// one pair per state. If `watch` is late, states without a run get one by breadth-first search
    /// from those with a run. `renamings` are those of the transitions.
    ShortestRuns(const TransitionGraph &graph, const Renamings &renamings,
                 std::vector<bool> isSystem, std::size_t maxPairs, Watch watch = {});

    /// Whether pairs were skipped for lack of memory or time: runs may be longer than necessary.
    bool isCut() const { return m_isCut; }

    std::optional<RunCost> costTo(StateIndex state) const override;
    NamedRun runTo(StateIndex state) const override;
    std::optional<RunCost> costThrough(StateIndex source, Step step) const override;
    NamedRun runThrough(StateIndex source, Step step) const override;
    bool areSwitchesCounted() const override { return true; }

    static const std::size_t bytesPerPair;

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

    void sweep(Watch &watch);
    void reachTheRest(Watch &watch);
    void fillBucket(Watch &watch);
    void follow(std::uint32_t pair, bool switching);
    void reach(std::uint32_t state, std::uint16_t running, std::uint32_t parent);
    bool isUseless(std::uint32_t state, std::uint16_t running, std::uint32_t steps);
    /// Whether the step does not change the running thread: a step of a system lane, or the drain
    /// of a store buffer.
    bool isSystem(Step step) const { return step.isDrain() || m_isSystem[indexOf(step.thread)]; }
    bool isSwitch(const Pair &pair, Step step) const;
    const Renaming &renamingAlong(TransitionGraph::edge_descriptor edge) const;
    std::uint16_t runningAfter(const Pair &pair, TransitionGraph::edge_descriptor edge) const;
    std::size_t switchesOf(std::uint32_t pair) const;
    std::uint32_t bestThrough(StateIndex source, Step step) const;
    TransitionGraph::edge_descriptor lastEdge(std::uint32_t pair) const;
    NamedRun named(std::uint32_t pair) const;

    const TransitionGraph &m_graph;
    const Renamings &m_renamings;
    const std::vector<bool> m_isSystem;
    const std::size_t m_maxPairs;
    ChunkedList<Pair> m_pairs;                 ///< sorted by cost; those of m_restSwitches last
    BigVector<std::uint32_t> m_first;          ///< the first pair of each state by cost
    std::vector<std::uint32_t> m_buckets;      ///< first pair for each number of context switches
    std::vector<std::uint32_t> m_restSwitches; ///< context switches of pairs added when it was late
    bool m_isCut = false;
};

} // namespace racewalk
