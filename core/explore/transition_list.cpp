// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/transition_list.h"

#include <algorithm>

namespace racewalk {

std::size_t TransitionList::grownCapacity() const
{
    return std::max<std::size_t>(1024, m_targets.capacity() + m_targets.capacity() / 2);
}

void TransitionList::grow()
{
    const std::size_t capacity = grownCapacity();
    m_steps.reserve(capacity);
    m_targets.reserve(capacity); // last: its capacity says that both have room
}

TransitionGraph TransitionList::takeGraph(std::size_t states)
{
    // They are sorted by source, so the sort within the constructor moves nothing.
    std::vector<std::uint32_t> sources(m_targets.size());
    for (std::size_t i = 0; i < m_starts.size(); ++i) {
        const std::size_t end = i + 1 < m_starts.size() ? m_starts[i + 1] : sources.size();
        std::fill(sources.begin() + m_starts[i], sources.begin() + static_cast<std::ptrdiff_t>(end),
                  static_cast<std::uint32_t>(i));
    }
    m_starts = {};
    TransitionGraph graph(boost::construct_inplace_from_sources_and_targets, sources, m_targets,
                          m_steps, static_cast<std::uint32_t>(states));
    *this = {};
    return graph;
}

} // namespace racewalk
