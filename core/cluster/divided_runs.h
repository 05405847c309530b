// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/chunks.h"
#include "cluster/divided_states.h"
#include "cluster/ranks.h"
#include "explore/search/runs.h"
#include "explore/search/watch.h"
#include "machine/machine.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace racewalk {

/// The cheapest run from the initial state to every state: the sweep of ShortestRuns over pairs
/// (state, running thread), with a state's pairs kept by its owner.
///
/// Pairs of the same number of context switches and of steps are a layer, and come from two layers
/// before. Their owners take them in the order in which one process does, by parent and step; then
/// they are numbered over all ranks, to be parents themselves. So the runs are the same, also where
/// several cost the same.
class DividedRuns {
public:
    /// What it is made of outlives it. No more than `maxPairs` pairs are kept on this rank if that
    /// is enough for each state to have one. Made by all ranks together, as is every call but those
    /// for costs. Throws what Ranks::together() throws.
    DividedRuns(const Machine &machine, const DividedStates &divided, Ranks &ranks,
                std::size_t maxPairs, Watch watch);

    /// Whether some rank left out pairs for want of memory or time.
    bool isCut() const { return m_isCut; }

    /// Of the state of that number on this rank, and for taking `step` there.
    std::optional<RunCost> costTo(std::uint32_t state) const;
    std::optional<RunCost> costThrough(std::uint32_t state, Step step) const;

    struct Goal {
        Place state;
        std::optional<Step> step; ///< taken there, at the end
    };
    /// For each of rank 0's goals the steps of its run, on rank 0.
    std::vector<std::vector<Step>> runsTo(const std::vector<Goal> &goals);

    static const std::size_t bytesPerPair;

private:
    static constexpr std::uint32_t noPair = 0xffffffff;
    static constexpr std::uint16_t nobody = 0xffff;

    struct Pair {
        std::uint32_t state = 0;
        std::uint32_t steps = 0;
        std::uint32_t parent = noPair; ///< on its owner
        std::uint32_t next = noPair;   ///< another pair of the same state
        std::uint16_t owner = 0;       ///< of the parent
        std::uint16_t running = nobody;
    };
    /// The pairs of one number of context switches, by number of steps.
    struct Bucket {
        std::vector<std::uint32_t> begins; ///< own pairs of each layer, up to the next one's
        std::vector<std::uint64_t> counts; ///< pairs of each layer on all ranks
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
    Chunks<Pair> m_pairs;                 ///< by cost, those of m_restSwitches last
    std::vector<std::uint32_t> m_first;   ///< the cheapest pair of each state
    std::vector<std::uint32_t> m_buckets; ///< first pair with that many context switches
    std::vector<std::uint32_t> m_places;  ///< in its layer, of the pairs of the last two buckets
    std::uint32_t m_firstPlaced = 0;      ///< the pair of the first of these
    std::vector<std::uint32_t> m_restSwitches; ///< of the pairs added when it was late
    bool m_isCut = false;
    bool m_isLate = false; ///< some rank is
};

} // namespace racewalk
