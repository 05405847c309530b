// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/fates/fates.h"
#include "explore/fates/state_space.h"
#include "explore/graph/components.h"
#include "explore/store/state_store.h"
#include "machine/fate.h"
#include "machine/machine.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace racewalk {

/// States that a run cannot leave and in which it continues forever: a strongly connected component
/// with transitions inside and none out of it.
struct Loop {
    std::vector<StateIndex> states; ///< ascending
    bool isLivelock =
        false; ///< a non-daemon thread is unfinished; if not, only daemons run, which is a good end
};

/// The states and loops in which runs end.
struct Endings {
    std::vector<StateIndex> ends; ///< states whose Standing is Ended, Hang or Fault; ascending
    std::vector<Loop> loops;      ///< by first state
    std::vector<Fate> fates;      ///< fate of every state
    Components components;        ///< of the graph
};

/// Whether runs that enter the component cycle in it forever. A state with a mark ends the run, or
/// can be left.
bool isLoop(const TransitionGraph &graph, const Components &components, std::uint32_t component,
            const std::vector<Mark> &marks);

/// Finds the endings of a graph. States below `expanded` have all their transitions.
Endings findEndings(const Machine &machine, const StateStore &states, const TransitionGraph &graph,
                    std::size_t expanded, Watch watch);

} // namespace racewalk
