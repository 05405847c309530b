// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_states.h"
#include "cluster/new_states.h"
#include "cluster/ranks.h"
#include "explore/search/limits.h"
#include "machine/machine.h"

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <vector>

namespace racewalk {

/// A breadth-first search by several ranks. Who owns a state is decided by a hash of its bytes.
///
/// It goes level by level. Each rank expands its states of the level and sends the targets to their
/// owners, some megabytes at a time. When all are sent, the new states are sorted by the key under
/// which they were met first, source and step, over all ranks: that gives them the numbers that a
/// search by one process gives. The owners then tell where each target is. The search has ended
/// when a level leads to no new state on any rank, which all know at the same time.
///
/// A limit on states is obeyed as by one process, to the transition. When memory or time runs out,
/// or a stop is requested on one of the ranks, the level that was begun is dropped.
class DividedSearch {
public:
    /// All arguments outlive the search; `sink` may be null, and is told on rank 0 only.
    DividedSearch(const Machine &machine, const Limits &limits, const std::stop_token &stop,
                  ProgressSink *sink, Ranks &ranks);

    /// To the end, or to a limit. Once, by all ranks.
    DividedStates run();

    /// As Search has it, for the evaluation of a divided search.
    static constexpr std::size_t bytesForEvaluation = 72;

private:
    using Clock = std::chrono::steady_clock;
    using Key = std::uint64_t; ///< number of the source above, order of the step below
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
    std::uint32_t m_levelBegin = 0; ///< own states of the level that is being expanded
    std::uint64_t m_firstOfLevel = 0;
    std::size_t m_transitionsBefore = 0, m_faultsBefore = 0; ///< the level
    std::size_t m_parcelBytes = 0;
    NewStates m_new;
    /// For each rank, where the targets are that it sent in this level: below the size of the store
    /// a state there, else a new one.
    std::vector<std::vector<std::uint32_t>> m_answers;

    StateStore::Tree m_source;
    State m_target;
    std::vector<Step> m_steps;
    std::vector<Machine::Access> m_accesses;
};

} // namespace racewalk
