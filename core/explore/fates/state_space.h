// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/graph/transition_graph.h"
#include "machine/fate.h"
#include "machine/state.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace racewalk {

class StateStore;
class Symmetry;

/// The state graph of one Machine: every state that was reached, and every transition of the states
/// that were expanded. Of the first state that was not expanded, the graph has the transitions up
/// to the limit, so a path leads to every state. With symmetry reduction a state represents all
/// that differ from it only by an exchange of threads. Immutable; shared between threads.
class StateSpace {
public:
    /// `symmetry` may be null.
    StateSpace(std::shared_ptr<const StateStore> states, std::shared_ptr<const Symmetry> symmetry,
               TransitionGraph graph, std::size_t expanded, std::vector<Fate> fates);

    std::size_t size() const;
    /// States below this index have all their transitions; the others were reached but not
    /// expanded.
    std::size_t expanded() const { return m_expanded; }
    bool isComplete() const { return m_expanded == size(); }
    const TransitionGraph &graph() const { return m_graph; }
    const StateStore &states() const { return *m_states; }
    const Symmetry *symmetry() const { return m_symmetry.get(); } ///< null without the reduction

    State state(StateIndex index) const;
    /// Finds `state` or its representative.
    std::optional<StateIndex> find(StateView state) const;
    Fate fate(StateIndex index) const;
    /// The fate of a state; Unknown if it was never reached.
    Fate fateOf(StateView state) const;

private:
    std::shared_ptr<const StateStore> m_states;
    std::shared_ptr<const Symmetry> m_symmetry;
    TransitionGraph m_graph;
    std::size_t m_expanded = 0;
    std::vector<Fate> m_fates;
};

} // namespace racewalk
