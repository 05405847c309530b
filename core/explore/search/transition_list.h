// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/graph/transition_graph.h"
#include "explore/store/chunked_list.h"
#include "explore/store/state_index.h"
#include "machine/step.h"

#include <cstddef>
#include <cstdint>

namespace racewalk {

/// The parent of each state: the state from which it was reached first. Following the parents
/// yields a run backwards. The first state has none.
using ParentList = ChunkedList<std::uint32_t>;
inline constexpr std::uint32_t noParent = 0xffffffff;

/// The transitions of a running search, in the order of their sources, from which a TransitionGraph
/// is built. Eight bytes per transition, and four per source.
class TransitionList {
public:
    std::size_t size() const { return m_ways.size(); }

    void append(StateIndex source, StateIndex target, Step step)
    {
        while (m_starts.size() <= static_cast<std::size_t>(source))
            m_starts.push_back(static_cast<std::uint32_t>(size()));
        m_ways.push_back({static_cast<std::uint32_t>(target), step});
    }
    /// Reserves memory so that appending the next transition, from `source`, cannot fail. Throws
    /// std::bad_alloc if memory runs out; the list is then unchanged.
    void makeRoom(StateIndex source)
    {
        while (m_starts.size() <= static_cast<std::size_t>(source))
            m_starts.push_back(static_cast<std::uint32_t>(size()));
        m_ways.makeRoom();
    }

    /// Current memory in bytes, and the bytes that adding one more transition needs beyond that.
    std::size_t bytes() const { return m_ways.bytes() + m_starts.bytes(); }
    std::size_t bytesToGrow() const { return m_ways.bytesToGrow() + m_starts.bytesToGrow(); }
    bool hasRoom() const { return m_ways.hasRoom() && m_starts.hasRoom(); }

    /// Builds the graph with vertices 0..states-1, without a second copy in memory. The list is
    /// empty afterwards, also if `watch` stops it.
    TransitionGraph takeGraph(std::size_t states, Watch watch = {});
    /// Builds the list of parents, if states are numbered in the order in which transitions reach
    /// them.
    ParentList takeParents(std::size_t states, Watch watch = {});

    /// Numbers of transitions have 32 bits; this many fill whole chunks.
    static constexpr std::size_t maxTransitions = 0xffe00000;

private:
    struct Way {
        std::uint32_t target = 0;
        Step step;
    };
    class Reader;
    struct Ends;
    struct Steps;

    ChunkedList<std::uint32_t> m_starts; ///< first transition of each source
    ChunkedList<Way> m_ways;
};

} // namespace racewalk
