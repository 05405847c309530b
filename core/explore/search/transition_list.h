// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/state_space.h"
#include "explore/search/watch.h"
#include "explore/store/chunked_list.h"
#include "explore/store/state_index.h"
#include "machine/step.h"

#include <cstddef>
#include <cstdint>

namespace racewalk {

/// The state from which each state was first met: a run to any of them, backwards. The first state
/// has none.
using ParentList = ChunkedList<std::uint32_t>;
inline constexpr std::uint32_t noParent = 0xffffffff;

/// The transitions of a search while it runs, in the order of their sources: what a TransitionGraph
/// is made of. Eight bytes for each, and four for each source.
class TransitionList {
public:
    std::size_t size() const { return m_ways.size(); }

    void append(StateIndex source, StateIndex target, Step step)
    {
        while (m_starts.size() <= static_cast<std::size_t>(source))
            m_starts.push_back(static_cast<std::uint32_t>(size()));
        m_ways.push_back({static_cast<std::uint32_t>(target), step});
    }
    /// So that the next one, from `source`, cannot fail. When memory runs out, std::bad_alloc, and
    /// the list has the transitions that it had.
    void makeRoom(StateIndex source)
    {
        while (m_starts.size() <= static_cast<std::size_t>(source))
            m_starts.push_back(static_cast<std::uint32_t>(size()));
        m_ways.makeRoom();
    }

    /// Bytes held now, and bytes that one more transition takes beyond that, while it is added.
    std::size_t bytes() const { return m_ways.bytes() + m_starts.bytes(); }
    std::size_t bytesToGrow() const { return m_ways.bytesToGrow() + m_starts.bytesToGrow(); }
    bool hasRoom() const { return m_ways.hasRoom() && m_starts.hasRoom(); }

    /// The graph with vertices 0..states-1. There are never two copies of it. The list is empty
    /// afterwards, and when `watch` stops it.
    TransitionGraph takeGraph(std::size_t states, Watch watch = {});
    /// The same, if the numbers of states are in the order in which transitions lead to them.
    ParentList takeParents(std::size_t states, Watch watch = {});

    /// Numbers of transitions have 32 bits; so many fill whole chunks.
    static constexpr std::size_t maxTransitions = 0xffe00000;

private:
    struct Way {
        std::uint32_t target = 0;
        Step step;
    };
    class Reader;
    struct Ends;
    struct Steps;

    ChunkedList<std::uint32_t> m_starts; ///< where the transitions of each source begin
    ChunkedList<Way> m_ways;
};

} // namespace racewalk
