// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/chunks.h"
#include "explore/results/verdict.h"
#include "explore/store/state_store.h"
#include "machine/step.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace racewalk {

/// Location of a state: its owner, and its number in the owner's store.
struct StateLocation {
    static constexpr std::uint32_t nowhere = 0xffffffff;

    std::uint16_t owner = 0;
    std::uint32_t local = nowhere;

    auto operator<=>(const StateLocation &) const = default;
};

/// The transitions of the states that one rank owns, sorted by source and step. Ten bytes each, and
/// four bytes per source.
class DividedTransitions {
public:
    std::size_t size() const { return m_steps.size(); }
    /// Number of sources that were begun. The transitions of source i are `first(i)` to `first(i +
    /// 1) - 1`.
    std::size_t sources() const { return m_starts.size(); }
    std::uint32_t first(std::uint32_t source) const
    {
        return source < sources() ? m_starts[source] : static_cast<std::uint32_t>(size());
    }

    Step step(std::uint32_t i) const { return m_steps[i]; }
    StateLocation target(std::uint32_t i) const { return {m_owners[i], m_targets[i]}; }
    void setTarget(std::uint32_t i, std::uint32_t local) { m_targets[i] = local; }

    void beginSource() { m_starts.push_back(static_cast<std::uint32_t>(size())); }
    /// Appends a transition to the last source that was begun. The owner of the target sends its
    /// location later.
    void append(Step step, std::uint16_t owner)
    {
        m_owners.push_back(owner);
        m_targets.push_back(StateLocation::nowhere);
        m_steps.push_back(step);
    }
    void truncate(std::size_t sources, std::size_t transitions)
    {
        m_starts.truncate(sources);
        m_owners.truncate(transitions);
        m_targets.truncate(transitions);
        m_steps.truncate(transitions);
    }

    std::size_t bytes() const
    {
        return m_starts.bytes() + m_owners.bytes() + m_targets.bytes() + m_steps.bytes();
    }
    static constexpr std::size_t maxTransitions = 0xfffffffe;

private:
    Chunks<std::uint32_t> m_starts, m_targets;
    Chunks<std::uint16_t> m_owners;
    Chunks<Step> m_steps;
};

/// The states that one rank owns, and their transitions. A state's global number is its number in a
/// search by one process, and a rank's states are in the order of these numbers.
struct DividedStates {
    std::unique_ptr<StateStore> states;
    Chunks<std::uint32_t> numbers; ///< global numbers of the states
    DividedTransitions transitions;
    std::size_t expanded = 0;          ///< states below this one have all their transitions
    /// For states below `expanded`: whether a data race is possible.
    std::vector<bool> isRacing;
    std::vector<std::uint32_t> faults; ///< transitions that lead to a failure; ascending

    /// Totals of all ranks.
    std::uint64_t totalStates = 0, totalTransitions = 0, totalExpanded = 0;
    Limit limit = Limit::None;
    double limitValue = 0;
};

} // namespace racewalk
