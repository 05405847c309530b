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
/// is made of.
class TransitionList {
public:
    std::size_t size() const { return m_targets.size(); }

    /// When memory runs out, std::bad_alloc, and the list is as before.
    void append(StateIndex source, StateIndex target, Step step);

    /// Bytes held now, and bytes that one more transition takes beyond that, while it is added.
    std::size_t bytes() const { return m_targets.capacity() * bytesEach; }
    std::size_t bytesToGrow() const
    {
        return size() < m_targets.capacity() ? 0 : grownCapacity() * bytesEach;
    }

    /// The graph with vertices 0..states-1. The list is empty afterwards; there are never two
    /// copies of it.
    TransitionGraph takeGraph(std::size_t states);

    /// Numbers of transitions have 32 bits.
    static constexpr std::size_t maxTransitions = 0xfffffffe;

private:
    static constexpr std::size_t bytesEach = 2 * sizeof(std::uint32_t) + sizeof(Step);
    std::size_t grownCapacity() const;

    std::vector<std::uint32_t> m_sources;
    std::vector<std::uint32_t> m_targets;
    std::vector<Step> m_steps;
};

} // namespace racewalk
