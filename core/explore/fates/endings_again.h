// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/fates/endings.h"
#include "explore/search/resweep.h"
#include "explore/search/search.h"
#include "machine/machine.h"

#include <cstddef>
#include <vector>

namespace racewalk {

/// The states and loops in which runs end, found without the state graph.
struct EndingsAgain {
    std::vector<StateIndex> ends; ///< as in Endings
    std::vector<Loop> loops;      ///< as in Endings; see isCut
    /// There was no memory for the parts of the graph that runs never leave. If there are
    /// livelocks, `loops` has one of them: a cycle from which no end can be reached. Good loops may
    /// be missing.
    bool isCut = false;
    bool isLate = false;    ///< ends and loops may be missing
    bool isTooMuch = false; ///< ends and loops may be missing: no memory for so many ends
};

/// Finds the endings without the graph. One bit per state, whether an end can be reached, is
/// propagated backwards in sweeps over the states without the bit until nothing changes, usually
/// once. The states that remain lead only to loops; their part of the graph is built, in at most
/// `maxBytes`.
EndingsAgain findEndingsAgain(const Machine &machine, const SearchResult &search, Resweep &resweep,
                              std::size_t maxBytes, Watch watch);

} // namespace racewalk
