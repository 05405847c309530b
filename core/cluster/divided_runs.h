// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/chunks.h"
#include "cluster/divided_states.h"
#include "cluster/ranks.h"
#include "explore/base/watch.h"
#include "explore/search/runs.h"
#include "machine/machine.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace racewalk {

/// The shortest run from the initial state to every state: the sweep of ShortestRuns over pairs
/// (state, running thread). A state's pairs are kept by its owner.
///
/// Pairs with equal numbers of context switches and of steps form a layer. A layer is computed from
/// two earlier layers. The owners process its pairs in the order of a single process, by parent and
/// step, and then number them over all ranks, because they will be parents themselves. So the runs
/// are the same as in one process, even among runs of equal cost.
class DividedRuns {
public:
    /// All arguments outlive this object. Keeps at most `maxPairs` pairs on this rank, if that is
    /// enough for one pair per state. The constructor and all calls except those for costs are
    /// collective. Throws like Ranks::together().
    DividedRuns(const Machine &machine, const DividedStates &divided, Ranks &ranks,
                std::size_t maxPairs, Watch watch);

    /// Whether some rank skipped pairs for lack of memory or time.
    bool isCut() const { return m_isCut; }

    /// Cost of the run to the state with that number on this rank; of the run that then takes
    /// `step`.
    std::optional<RunCost> costTo(std::uint32_t state) const;
    std::optional<RunCost> costThrough(std::uint32_t state, Step step) const;

    struct Goal {
        StateLocation state;
        std::optional<Step> step; ///< a last step, taken in the state
    };
    /// Returns, on rank 0, the steps of the run to each of rank 0's goals.
    std::vector<std::vector<Step>> runsTo(const std::vector<Goal> &goals);

    static const std::size_t bytesPerPair;

private:
    static constexpr std::uint32_t noPair = 0xffffffff;
    static constexpr std::uint16_t nobody = 0xffff;

    struct Pair {
        std::uint32_t state = 0;
        std::uint32_t steps = 0;
        std::uint32_t parent = noPair; ///< number on the owner
        std::uint32_t next = noPair;   ///< another pair of the same state
        std::uint16_t owner = 0;       ///< of the parent
        std::uint16_t running = nobody;
    };
    /// The pairs with one number of context switches, by number of steps.
    struct Bucket {
        std::vector<std::uint32_t> begins; ///< first own pair of each layer
        std::vector<std::uint64_t> counts; ///< number of pairs of each layer on all ranks
        std::uint64_t count(std::size_t steps) const
        {
            return steps < counts.size() ? counts[steps] : 0;
        }
    };
    struct Candidate {
        std::uint64_t key = 0;
        std::uint32_t state = 0;
        std::uint32_t parent = 0;
        std::uint16_t owner = 0; ///< of the parent
        std::uint16_t running = 0;
    };
    class Tracer;

    void sweep(std::size_t maxPairs);
    void fillBucket(const Bucket &before, Bucket &here, std::size_t maxPairs);
    void sendLayer(const Bucket &before, const Bucket &here, std::size_t steps,
                   std::vector<Parcel> &out);
    void follow(std::uint32_t pair, bool switching, std::uint64_t place, std::vector<Parcel> &out);
    void reachAll(const std::vector<Parcel> &in, std::uint32_t steps, std::size_t maxPairs,
                  std::vector<std::uint64_t> &keys);
    void push(Pair pair);
    bool isUseless(const Candidate &candidate, std::uint32_t steps, std::size_t maxPairs);
    void reachTheRest();
    void sendRest(std::uint32_t pair, std::vector<Parcel> &out);

    bool isSystem(Step step) const { return isSystemStep(m_machine.program(), step); }
    bool isSwitch(const Pair &pair, Step step) const;
    std::uint16_t runningAfter(const Pair &pair, Step step) const;
    std::size_t switchesOf(std::uint32_t pair) const;
    std::uint32_t bestThrough(std::uint32_t state, Step step) const;

    const Machine &m_machine;
    const DividedTransitions &m_transitions;
    Ranks &m_ranks;
    Watch m_watch;
    Chunks<Pair> m_pairs;                 ///< sorted by cost; those of m_restSwitches last
    std::vector<std::uint32_t> m_first;   ///< the first pair of each state by cost
    std::vector<std::uint32_t> m_buckets; ///< first pair for each number of context switches
    /// Position in its layer; for pairs of the last two buckets.
    std::vector<std::uint32_t> m_places;
    std::uint32_t m_firstPlaced = 0; ///< the pair that m_places[0] is about
    /// Context switches of the pairs added when it was late.
    std::vector<std::uint32_t> m_restSwitches;
    bool m_isCut = false;
    bool m_isLate = false; ///< some rank is late
};

} // namespace racewalk
