// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/limits.h"
#include "explore/state_store.h"
#include "explore/transition_list.h"
#include "explore/verdict.h"
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
    TransitionList transitions;
    std::size_t expanded = 0;
    Limit limit = Limit::None;
    std::uint64_t limitValue = 0;
};

/// One breadth-first search. The numbers of states are the queue: states are expanded in the order
/// in which they were met.
class Search {
public:
    /// All arguments outlive the search; `sink` may be null.
    Search(const Machine &machine, const Limits &limits, std::stop_token stop, ProgressSink *sink);

    /// To the end, or to a limit. Once.
    SearchResult run();

    /// What explore() needs for each state after the search, beside what the search itself holds:
    /// counted against the memory limit from the start, so that a search that ends can also be
    /// evaluated.
    static constexpr std::size_t bytesForEvaluation = 96;

    /// The part of Limits::timeout that a search may take: the rest is for evaluating it.
    static constexpr double searchShare = 0.7;

private:
    using Clock = std::chrono::steady_clock;

    void start();
    bool expand(StateIndex source);
    bool add(StateIndex source, Step step);
    bool mayGrow();
    bool isInTime();
    bool hit(Limit limit, std::uint64_t value);
    void report(Clock::time_point now);

    const Machine &m_machine;
    const Limits m_limits;
    const std::stop_token m_stop;
    ProgressSink *const m_sink;
    const Clock::time_point m_begin;
    Clock::time_point m_lastReport;
    std::uint32_t m_ticks = 0;

    SearchResult m_result;
    StateStore &m_states;
    State m_scratch;
    std::vector<Step> m_steps;
};

} // namespace racewalk
