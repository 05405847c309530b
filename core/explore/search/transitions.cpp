// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/search/transitions.h"

namespace racewalk {

void GraphTransitions::visitAll(const Visit &visit, Watch &watch)
{
    for (std::uint32_t i = 0; i < num_vertices(m_graph); ++i) {
        watch.tick();
        for (const auto &edge : transitionsFrom(m_graph, StateIndex{i})) {
            if (!visit(StateIndex{i}, m_graph[edge], targetOf(m_graph, edge)))
                return;
        }
    }
}

} // namespace racewalk
