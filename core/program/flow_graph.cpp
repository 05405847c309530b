// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/flow_graph.h"

#include <boost/graph/depth_first_search.hpp>

namespace racewalk {

namespace {

struct HeadCollector : boost::default_dfs_visitor {
    explicit HeadCollector(std::vector<std::size_t> &heads) : m_heads(heads) {}
    void back_edge(FlowGraph::edge_descriptor edge, const FlowGraph &graph)
    {
        m_heads.push_back(target(edge, graph));
    }

    std::vector<std::size_t> &m_heads;
};

} // namespace

std::vector<std::size_t> headsOfCycles(const FlowGraph &graph)
{
    std::vector<std::size_t> heads;
    boost::depth_first_search(graph, boost::visitor(HeadCollector(heads)));
    return heads;
}

} // namespace racewalk
