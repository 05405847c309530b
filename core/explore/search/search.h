// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/limits.h"
#include "explore/base/watch.h"
#include "explore/reductions/persistent_steps.h"
#include "explore/reductions/renamings.h"
#include "explore/reductions/symmetry.h"
#include "explore/search/expander.h"
#include "explore/search/transition_list.h"
#include "explore/search/workers.h"
#include "explore/store/state_store.h"
#include "machine/machine.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace racewalk {

/// The states of a Machine, found breadth first from its initial state, and the transitions between
/// them. States below `expanded` have all their transitions.
struct SearchResult {
    std::shared_ptr<StateStore> states;
    bool isGraphKept = true;
    TransitionList transitions; ///< empty if the graph was not kept
    ParentList parents;         ///< of every state, if the graph was not kept
    std::uint64_t transitionCount = 0;
    /// Null without symmetry reduction.
    std::shared_ptr<const Symmetry> symmetry;
    Renamings renamings; ///< by transition, if the graph was kept
    /// Null without partial-order reduction.
    std::shared_ptr<const PersistentSteps> persistent;
    std::size_t expanded = 0;
    std::vector<bool> isRacing; ///< for states below `expanded`: a data race is possible
    Limit limit = Limit::None;
    double limitValue = 0;

    std::size_t bytes() const
    {
        return states->bytes() + transitions.bytes() + parents.bytes() + renamings.bytes();
    }
    Reducers reducers() const { return {symmetry.get(), persistent.get()}; }
    bool isReduced() const { return symmetry || persistent; }
};

/// One breadth-first search. The numbers of states are the queue: states are expanded in the order
/// in which they were reached.
///
/// The search proceeds in blocks. The workers expand the states of a block and look the targets up
/// among the known states; then one worker inserts the new states, in the order of states and
/// steps. So every number is that of a search with one worker, however the blocks are divided and
/// however long they are.
class Search {
public:
    /// All arguments outlive the search; `sink` may be null.
    Search(const Machine &machine, const Limits &limits, std::stop_token stop, ProgressSink *sink);

    /// Searches to the end or to a limit. Called once.
    SearchResult run();

    /// Bytes per state that explore() needs after the search, in addition to what the search has
    /// allocated. They are counted against the memory limit from the start, so that a search that
    /// ends can also be evaluated.
    static constexpr std::size_t bytesForEvaluation = 96;
    /// Bytes per state for the evaluation without a graph.
    static constexpr std::size_t bytesForSecondPass = 4;

    /// The share of Limits::timeout for the search; the rest is for the evaluation, which takes all
    /// steps again if there is no graph.
    static constexpr double searchShare = 0.7;
    static constexpr double shareWithoutGraph = 0.4;

private:
    using Clock = std::chrono::steady_clock;
    struct Insertion;

    void start();
    std::vector<Stretch> nextBlock() const;
    void expandBlock(const std::vector<Stretch> &block);
    void insertBlock(const std::vector<Stretch> &block);
    bool insert(const Stretch &stretch, const Expansion &expansion);
    bool insertSteps(Insertion &at, StateIndex source, std::size_t count);
    bool isSystem(ThreadId thread) const;
    bool isFailure(StateIndex state) const;
    bool mayGrow();
    bool hasRoom() const;
    bool isInMemory() const;
    void dropGraph();
    void makeRoom(StateIndex source);
    void note(StateIndex source, StateIndex target, Step step, bool isNew);
    void adaptBlock(Clock::duration last);
    void lookAtTime();
    bool hit(Limit limit, double value);
    void report(Clock::time_point now);

    const Machine &m_machine;
    const Limits m_limits;
    const std::stop_token m_stop;
    ProgressSink *const m_sink;
    const Clock::time_point m_begin;
    Clock::time_point m_deadline;
    Clock::time_point m_lastReport;
    std::size_t m_statesReported = 0, m_expandedReported = 0;

    SearchResult m_result;
    StateStore &m_states;
    std::uint32_t m_firstStep = 0; ///< of state number `expanded`: where to continue
    std::size_t m_blockStates = 1;
    Workers m_workers;
    std::vector<Expander> m_expanders;            ///< by worker
    std::vector<Expansion> m_expansions;          ///< by stretch of a block
    std::size_t m_workBytes = 0;                  ///< bytes of both
    std::vector<std::uint32_t> m_renamingNumbers; ///< numbers of the renamings of one expansion
};

} // namespace racewalk
