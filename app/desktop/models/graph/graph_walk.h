// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drawing/graph_painter.h"
#include "run/run.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace racewalk::desktop {

/// Where a walk lies in a state graph. Keeps what it knows of steps that have not changed.
class GraphWalk {
public:
    /// Sets walked, redo and current of the marks. A walk that leaves the graph, because a
    /// reduction left out an order of steps, ends where it does so.
    void mark(const Run &run, const std::shared_ptr<const GraphLayout> &layout,
              drawing::GraphMarks &marks);

    /// The number of steps after which the walk is in that state, the one nearest to the cursor.
    std::optional<std::size_t> positionOf(StateIndex state) const;
    /// The number of steps after which the walk leaves the graph, if it does.
    std::optional<std::size_t> leavesAt() const { return m_leavesAt; }

private:
    std::shared_ptr<const GraphLayout> m_layout;
    std::vector<Step> m_steps;
    std::vector<std::optional<StateIndex>> m_states; ///< by position
    std::size_t m_position = 0;
    std::optional<std::size_t> m_leavesAt;
};

} // namespace racewalk::desktop
