// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/fates/explored.h"
#include "machine/finding.h"

#include <vector>

namespace racewalk {

struct Findings {
    std::vector<Finding> list; ///< in the order of Verdict::findings
    /// By number in `list`: the share of the runs that end in the finding, if it ends the run.
    std::vector<Share> shares;
    bool isCut = false; ///< more than maxListed of one kind
};

struct Sighting;

/// Returns one finding for each sighting, in their order, with the run from `explored`. Every run
/// has been replayed by the plain step function and shows the finding.
Findings findingsFrom(const Explored &explored, const std::vector<Sighting> &sightings);

/// Returns one finding for each combination of kind, place in the text, group of threads and
/// object, with the shortest run that shows it. Every run has been replayed by the plain step
/// function and shows the finding.
Findings findFindings(const Explored &explored);

} // namespace racewalk
