// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_states.h"
#include "cluster/new_states.h"
#include "cluster/ranks.h"
#include "explore/base/limits.h"
#include "machine/machine.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <vector>

namespace racewalk {

/// A breadth-first search by several ranks. The owner of a state is determined by a hash of its
/// bytes.
///
/// The search proceeds level by level. Each rank expands its states of the level and sends the
/// targets to their owners in batches of some megabytes. Then the new states are sorted over all
/// ranks by the key (source, step) under which they were reached first, which gives them the same
/// numbers as in a search by one process. The owners then send back where each target is stored.
/// The search ends with the first level that has no new state on any rank; all ranks learn this at
/// the same time.
///
/// A limit on states stops at the same transition as in one process. If memory or time runs out, or
/// a stop is requested on a rank, the level that was begun is dropped.
class DividedSearch {
public:
    /// All arguments outlive the search. `sink` may be null and is only called on rank 0.
    DividedSearch(const Machine &machine, const Limits &limits, const std::stop_token &stop,
                  ProgressSink *sink, Ranks &ranks);

    /// Searches to the end or to a limit. Collective; called once.
    DividedStates run();

    /// Bytes per state that the evaluation needs; see Search.
    static constexpr std::size_t bytesForEvaluation = 72;

private:
    using Clock = std::chrono::steady_clock;
    /// Number of the source in the high bits, order of the step in the low bits.
    using Key = std::uint64_t;
    struct Finder;

    void start();
    bool searchLevel();
    bool sendLevel();
    void expandSome(std::uint32_t &next, std::vector<Parcel> &out);
    void expand(std::uint32_t source, std::vector<Parcel> &out);
    bool isRacing(StateView state);
    void meet(const std::vector<Parcel> &in, Finder &finder);
    void numberLevel();
    std::vector<std::uint32_t> insertNew(Key &cut);
    void setTargets(const std::vector<Parcel> &answers);
    void cutAt(Key key);
    void dropLevel(std::uint64_t signs);
    std::uint64_t signs() const;
    std::size_t bytesHeld() const;
    void report();

    unsigned ownerOf(std::uint64_t hash) const
    {
        return static_cast<unsigned>(((hash >> 32) * m_ranks.count()) >> 32);
    }

    const Machine &m_machine;
    const Limits m_limits;
    const std::stop_token &m_stop;
    ProgressSink *const m_sink;
    Ranks &m_ranks;
    const Clock::time_point m_begin;
    Clock::time_point m_deadline = Clock::time_point::max();
    Clock::time_point m_lastReport;
    std::uint64_t m_statesReported = 0;

    DividedStates m_result;
    StateStore &m_states;
    std::uint32_t m_levelBegin = 0; ///< first own state of the level that is being expanded
    std::uint64_t m_firstOfLevel = 0;
    std::size_t m_transitionsBefore = 0, m_faultsBefore = 0; ///< totals before the level
    std::size_t m_parcelBytes = 0;
    NewStates m_new;
    /// For each rank, the locations of the targets that it sent in this level. A number below the
    /// size of the store is a state there; other numbers are new states.
    std::vector<std::vector<std::uint32_t>> m_answers;

    StateStore::Tree m_source;
    State m_target;
    std::vector<Step> m_steps;
    std::vector<Machine::Access> m_accesses;
};

} // namespace racewalk
