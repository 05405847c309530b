// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/endings.h"
#include "explore/search/resweep.h"
#include "explore/search/search.h"
#include "explore/search/watch.h"
#include "machine/machine.h"

#include <cstddef>
#include <vector>

namespace racewalk {

/// Where runs end, found without a graph.
struct EndingsAgain {
    std::vector<StateIndex> ends; ///< as in Endings
    std::vector<Loop> loops;      ///< likewise, see isCut
    /// There was no memory for the parts of the graph that runs never leave. If runs can get into
    /// one in which a thread that is no daemon never ends, then `loops` has one such livelock: a
    /// circle from which no end can be reached. Good loops may be missing.
    bool isCut = false;
    bool isLate = false;    ///< ends and loops may be missing
    bool isTooMuch = false; ///< likewise: there was no memory for so many ends
};

/// Whether a state can reach an end is one bit, carried against the transitions in sweeps over the
/// states whose bit is not set, until nothing changes: most often one. What is left lies before
/// loops; that much of the graph is built, in at most `maxBytes`.
EndingsAgain findEndingsAgain(const Machine &machine, const SearchResult &search, Resweep &resweep,
                              std::size_t maxBytes, Watch watch);

} // namespace racewalk
