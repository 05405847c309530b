// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/graph/transition_graph.h"
#include "explore/store/big_pages.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace racewalk {

/// The strongly connected components of a TransitionGraph: maximal sets of states that can all be
/// reached from each other. Numbered so that every transition stays in its component or leads to
/// one with a smaller number.
class Components {
public:
    explicit Components(const TransitionGraph &graph, Watch watch = {});

    std::size_t count() const { return m_starts.size() - 1; }
    std::uint32_t of(StateIndex state) const;
    /// The states of the component, in ascending order.
    std::span<const StateIndex> states(std::uint32_t component) const;

private:
    BigVector<std::uint32_t> m_of;
    BigVector<StateIndex> m_states;    ///< sorted by component, then number
    BigVector<std::uint32_t> m_starts; ///< into m_states; one more than components
};

} // namespace racewalk
