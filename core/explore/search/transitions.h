// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/state_space.h"
#include "explore/search/watch.h"
#include "explore/store/state_index.h"
#include "machine/step.h"

#include <functional>

namespace racewalk {

/// Every transition that a search has seen, kept or taken again.
class Transitions {
public:
    virtual ~Transitions() = default;

    using Visit = std::function<bool(StateIndex source, Step step, StateIndex target)>;
    /// By source and step, until `visit` says false; where they are taken again, also until `watch`
    /// is late.
    virtual void visitAll(const Visit &visit, Watch &watch) = 0;
};

/// Those of a graph, which outlives it.
class GraphTransitions final : public Transitions {
public:
    explicit GraphTransitions(const TransitionGraph &graph) : m_graph(graph) {}
    void visitAll(const Visit &visit, Watch &watch) override;

private:
    const TransitionGraph &m_graph;
};

} // namespace racewalk
