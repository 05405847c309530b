// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/state_index.h"
#include "explore/state_space.h"
#include "machine/step.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace racewalk {

/// The transitions of a search while it runs, in the order of their sources: what a TransitionGraph
/// is made of. Eight bytes for each, and four for each source.
class TransitionList {
public:
    std::size_t size() const { return m_targets.size(); }

    /// When memory runs out, std::bad_alloc, and the list has the transitions that it had.
    void append(StateIndex source, StateIndex target, Step step)
    {
        if (!hasRoom())
            grow();
        while (m_starts.size() <= static_cast<std::size_t>(source))
            m_starts.push_back(static_cast<std::uint32_t>(size()));
        m_targets.push_back(static_cast<std::uint32_t>(target));
        m_steps.push_back(step);
    }

    /// Bytes held now, and bytes that one more transition takes beyond that, while it is added.
    std::size_t bytes() const
    {
        return m_targets.capacity() * bytesEach + m_starts.capacity() * sizeof m_starts[0];
    }
    std::size_t bytesToGrow() const { return hasRoom() ? 0 : grownCapacity() * bytesEach; }
    bool hasRoom() const { return m_targets.size() < m_targets.capacity(); }

    /// The graph with vertices 0..states-1. The list is empty afterwards; there are never two
    /// copies of it.
    TransitionGraph takeGraph(std::size_t states);

    /// Numbers of transitions have 32 bits.
    static constexpr std::size_t maxTransitions = 0xfffffffe;

private:
    static constexpr std::size_t bytesEach = sizeof(std::uint32_t) + sizeof(Step);
    std::size_t grownCapacity() const;
    void grow();

    std::vector<std::uint32_t> m_starts; ///< where the transitions of each source begin
    std::vector<std::uint32_t> m_targets;
    std::vector<Step> m_steps;
};

} // namespace racewalk
