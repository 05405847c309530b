// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/transition_list.h"

#include "program/ids.h"

#include <algorithm>

namespace racewalk {

std::size_t TransitionList::grownCapacity() const
{
    return std::max<std::size_t>(1024, m_targets.capacity() + m_targets.capacity() / 2);
}

void TransitionList::append(StateIndex source, StateIndex target, Step step)
{
    if (m_targets.size() == m_targets.capacity()) {
        const std::size_t capacity = grownCapacity();
        m_sources.reserve(capacity);
        m_steps.reserve(capacity);
        m_targets.reserve(capacity); // last: its capacity says that all three have room
    }
    m_sources.push_back(static_cast<std::uint32_t>(indexOf(source)));
    m_targets.push_back(static_cast<std::uint32_t>(indexOf(target)));
    m_steps.push_back(step);
}

TransitionGraph TransitionList::takeGraph(std::size_t states)
{
    // They are sorted by source already, so the sort within this constructor moves nothing.
    TransitionGraph graph(boost::construct_inplace_from_sources_and_targets, m_sources, m_targets,
                          m_steps, static_cast<std::uint32_t>(states));
    *this = {};
    return graph;
}

} // namespace racewalk
