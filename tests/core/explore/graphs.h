// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/fates/state_space.h"
#include "explore/search/transition_list.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace racewalk::test {

struct Arrow {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::uint16_t thread = 0;
};

/// The graph with these transitions, which are sorted by `from`.
inline TransitionGraph graphOf(std::size_t states, const std::vector<Arrow> &arrows)
{
    TransitionList list;
    for (const Arrow &arrow : arrows)
        list.append(StateIndex{arrow.from}, StateIndex{arrow.to},
                    {.thread = ThreadId{arrow.thread}});
    return list.takeGraph(states);
}

} // namespace racewalk::test
