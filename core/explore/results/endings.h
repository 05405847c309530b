// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/components.h"
#include "explore/results/fates.h"
#include "explore/results/state_space.h"
#include "explore/search/watch.h"
#include "explore/store/state_store.h"
#include "machine/fate.h"
#include "machine/machine.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace racewalk {

/// States that a run cannot leave once it is there, and in which it goes on for ever: a strongly
/// connected component with transitions inside and none out of it.
struct Loop {
    std::vector<StateIndex> states; ///< ascending
    bool isLivelock =
        false; ///< a thread that is no daemon has not ended; otherwise only daemons run: a good end
};

/// Where runs end.
struct Endings {
    std::vector<StateIndex> ends; ///< states whose Standing is Ended, Hang or Fault; ascending
    std::vector<Loop> loops;      ///< by first state
    std::vector<Fate> fates;      ///< of every state
    Components components;        ///< of the graph
};

/// Whether runs that come into the component stay there for ever, going round. A state with a mark
/// ends, or is left.
bool isLoop(const TransitionGraph &graph, const Components &components, std::uint32_t component,
            const std::vector<Mark> &marks);

/// `expanded` is that of the search: the states below it have all their transitions.
Endings findEndings(const Machine &machine, const StateStore &states, const TransitionGraph &graph,
                    std::size_t expanded, Watch watch);

} // namespace racewalk
