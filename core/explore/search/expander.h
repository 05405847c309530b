// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/reductions/persistent_steps.h"
#include "explore/reductions/symmetry.h"
#include "explore/search/step_cache.h"
#include "explore/store/state_store.h"
#include "machine/machine.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <vector>

namespace racewalk {

/// Consecutive states to be expanded: state `begin` from its step number `firstStep` on, the others
/// from their first step.
struct Stretch {
    std::uint32_t begin = 0, end = 0;
    std::uint32_t firstStep = 0;
};

/// The result of expanding a stretch, in the order of states and steps.
struct Expansion {
    struct Transition {
        Step step;
        /// The number of a known state, or hasTop or hasState.
        std::uint32_t target = 0;
    };
    /// The target is the state with the next root pair in `tops`.
    static constexpr std::uint32_t hasTop = 0xffffffff;
    /// The target is the next state in `states`: the store did not know all of its parts.
    static constexpr std::uint32_t hasState = 0xfffffffe;

    std::vector<std::uint32_t> stepCounts; ///< of each state that was expanded completely
    bool isPartial = false;                ///< the state after these has some of its transitions
    std::vector<Transition> transitions;
    std::vector<std::uint64_t> tops;
    std::vector<std::byte> states;
    std::vector<std::uint32_t> racing; ///< of these, the states in which a data race is possible
    /// By transition, an index into `renamings`, of which the first is the identity; empty without
    /// symmetry reduction.
    std::vector<std::uint16_t> renamingOf;
    std::vector<Renaming> renamings;

    void clear();
    std::size_t bytes() const;
};

/// Decides when expanding has to stop. Each thread has its own.
class Pulse {
public:
    using Clock = std::chrono::steady_clock;

    Pulse(const std::stop_token &stop, Clock::time_point deadline)
        : m_stop(&stop), m_deadline(deadline)
    {}

    /// Called for each step, because some steps take a millisecond.
    bool isOver()
    {
        if (m_stop->stop_requested())
            return true;
        return (++m_ticks & 63) == 0 && isLate();
    }
    bool isLate() const
    {
        return m_deadline != Clock::time_point::max() && Clock::now() >= m_deadline;
    }

private:
    const std::stop_token *m_stop;
    Clock::time_point m_deadline;
    std::uint32_t m_ticks = 0;
};

/// The reductions of a search; null if not used.
struct Reducers {
    const Symmetry *symmetry = nullptr;
    const PersistentSteps *persistent = nullptr;
};

/// Takes every step of some states, except those that a reduction leaves out. Each thread has its
/// own Expander; all read one store, into which nothing is inserted meanwhile.
class Expander {
public:
    /// With symmetry, the expanded states and their targets are representatives. With persistent
    /// steps, only these are taken if they are enough.
    Expander(const Machine &machine, const StateStore &states, Reducers reducers);

    /// Expands states until `pulse` is over or `expansion` is full.
    void expand(Stretch stretch, Expansion &expansion, Pulse &pulse);

    std::size_t bytes() const { return m_cache.bytes() + m_parts.bytes(); }

    /// An expansion is full with this number of transitions, or of bytes of states.
    static constexpr std::size_t maxTransitions = 8192;
    static constexpr std::size_t maxBytes = std::size_t{1} << 19;

private:
    struct Target {
        std::uint64_t top = 0;
        std::uint64_t hash = 0;
    };

    bool expandState(StateIndex state, std::uint32_t firstStep);
    bool expandThreads();
    bool expandThread(ThreadId thread);
    bool appendKnown(const StepCache::Entry &known);
    bool takeSteps(ThreadId thread, StepCache::Key key);
    void takeStep(Step step, StepCache::Key key, bool &isKnown);
    void remember(const std::optional<Machine::Access> &access);
    void addAccess(const Machine::Access &access);
    bool mayGoOn();
    void appendTarget(Step step, std::optional<std::uint64_t> top);
    void append(Step step, const StateStore::Tree &target, std::optional<std::uint64_t> top);
    std::uint16_t numberOf(const Renaming &renaming);
    void readWords();
    void findTargets();

    const Machine &m_machine;
    const StateStore &m_states;
    const Symmetry *const m_symmetry;
    const PersistentSteps *const m_persistent;
    const std::size_t m_lastPiece;
    StepCache m_cache;
    KeyCache m_parts;

    Expansion *m_expansion = nullptr; ///< during expand()
    Pulse *m_pulse = nullptr;
    std::vector<Target> m_targets; ///< targets of the transitions that have tops
    /// Numbers of the expansion's renamings, except the identity.
    std::map<Renaming, std::uint16_t> m_renamingNumbers;

    StateStore::Tree m_source;
    StateStore::Tree m_target;
    StateStore::Tree m_renamed;      ///< representative of m_target
    bool m_hasWords = false;         ///< whether the words of m_source have been read
    bool m_isWithoutDrains = false;  ///< whether the current thread's drains are left out
    std::uint32_t m_stepsToSkip = 0; ///< steps of m_source that an earlier expansion took
    std::vector<Machine::Access> m_accesses;
    bool m_isRacing = false;
    std::vector<Step> m_steps;
    std::vector<StepCache::Entry> m_taken;
};

} // namespace racewalk
