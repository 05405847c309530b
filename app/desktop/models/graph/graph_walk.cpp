// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/graph/graph_walk.h"

#include <algorithm>

namespace racewalk::desktop {

void GraphWalk::mark(const Run &run, const std::shared_ptr<const GraphLayout> &layout,
                     drawing::GraphMarks &marks)
{
    if (layout != m_layout) {
        m_states.clear();
        m_steps.clear();
    }
    m_layout = layout;
    const auto same = std::ranges::mismatch(m_steps, run.steps()).in1 - m_steps.begin();
    m_states.resize(std::min(m_states.size(), static_cast<std::size_t>(same) + 1));
    while (m_states.size() <= run.length())
        m_states.push_back(layout->space().find(run.stateAt(m_states.size())));
    m_steps.assign(run.steps().begin(), run.steps().end());
    m_position = run.position();

    marks.walked.clear();
    marks.redo.clear();
    m_leavesAt.reset();
    for (std::size_t position = 0; position < m_states.size(); ++position) {
        if (!m_states[position]) {
            m_leavesAt = position;
            break;
        }
        if (position <= m_position)
            marks.walked.push_back(*m_states[position]);
        if (position >= m_position)
            marks.redo.push_back(*m_states[position]);
    }
    marks.current = m_states[m_position];
}

std::optional<std::size_t> GraphWalk::positionOf(StateIndex state) const
{
    std::optional<std::size_t> nearest;
    const auto distance = [this](std::size_t position) {
        return position > m_position ? position - m_position : m_position - position;
    };
    for (std::size_t position = 0; position < m_states.size(); ++position)
        if (m_states[position] == state && (!nearest || distance(position) < distance(*nearest)))
            nearest = position;
    return nearest;
}

} // namespace racewalk::desktop
