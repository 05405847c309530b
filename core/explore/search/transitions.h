// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/graph/transition_graph.h"
#include "explore/store/state_index.h"
#include "machine/step.h"

#include <functional>

namespace racewalk {

/// Every transition that a search has explored, kept or taken again.
class Transitions {
public:
    virtual ~Transitions() = default;

    using Visit = std::function<bool(StateIndex source, Step step, StateIndex target)>;
    /// Visits the transitions by source and step, until `visit` returns false or, if they are taken
    /// again, `watch` is late.
    virtual void visitAll(const Visit &visit, Watch &watch) = 0;
};

/// The transitions of a graph, which outlives this object.
class GraphTransitions final : public Transitions {
public:
    explicit GraphTransitions(const TransitionGraph &graph) : m_graph(graph) {}
    void visitAll(const Visit &visit, Watch &watch) override;

private:
    const TransitionGraph &m_graph;
};

} // namespace racewalk
