// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/fates/state_space.h"

#include "explore/reductions/symmetry.h"
#include "explore/store/state_store.h"
#include "program/check.h"
#include "program/ids.h"

#include <utility>

namespace racewalk {

StateSpace::StateSpace(std::shared_ptr<const StateStore> states,
                       std::shared_ptr<const Symmetry> symmetry, TransitionGraph graph,
                       std::size_t expanded, std::vector<Fate> fates)
    : m_states(std::move(states)), m_symmetry(std::move(symmetry)), m_graph(std::move(graph)),
      m_expanded(expanded), m_fates(std::move(fates))
{
    RACEWALK_CHECK(m_fates.size() == m_states->size());
    RACEWALK_CHECK(num_vertices(m_graph) == m_states->size());
    RACEWALK_CHECK(m_expanded <= m_states->size());
}

std::size_t StateSpace::size() const
{
    return m_states->size();
}

State StateSpace::state(StateIndex index) const
{
    return (*m_states)[index];
}

std::optional<StateIndex> StateSpace::find(StateView state) const
{
    return m_symmetry ? m_states->find(m_symmetry->standFor(state)) : m_states->find(state);
}

Fate StateSpace::fate(StateIndex index) const
{
    return m_fates[indexOf(index)];
}

Fate StateSpace::fateOf(StateView state) const
{
    const std::optional<StateIndex> index = find(state);
    return index ? fate(*index) : Fate::Unknown;
}

} // namespace racewalk
