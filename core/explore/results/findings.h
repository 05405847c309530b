// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/explored.h"
#include "machine/finding.h"

#include <vector>

namespace racewalk {

struct Findings {
    std::vector<Finding> list; ///< in the order of Verdict::findings
    /// By number in `list`: of the runs that end in it, if it is one that stops the run.
    std::vector<Share> shares;
    bool isCut = false; ///< more than maxListed of one kind
};

struct Sighting;

/// One finding for each sighting, in their order, with the run that `explored` gives. Every run has
/// been replayed by the plain step function, and does show it.
Findings findingsFrom(const Explored &explored, const std::vector<Sighting> &sightings);

/// One finding for each kind and each distinct place in the text, group of threads and object, with
/// the cheapest of the runs that show it. Every run has been replayed by the plain step function,
/// and does show it.
Findings findFindings(const Explored &explored);

} // namespace racewalk
