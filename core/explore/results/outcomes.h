// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/ending_facts.h"
#include "explore/results/explored.h"
#include "explore/results/findings.h"
#include "explore/results/verdict.h"

#include <optional>
#include <vector>

namespace racewalk {

/// Endings that are one outcome, and the cheapest run that ends so.
struct OutcomeGroup {
    EndingFacts facts;
    std::vector<Step> steps;
    std::optional<Share> share;
};

struct Outcomes {
    std::vector<Outcome> list; ///< in the order of Verdict::outcomes
    bool isCut = false;        ///< more than maxListed
};

/// Endings are one outcome if every thread ends, sleeps, waits or runs for ever at the same place,
/// and the variables of the ended threads' own blocks and all globals (pools left out) have the
/// same values. A failure that stops the run is one outcome for each of `findings` of such a kind:
/// what the others were doing then is no ending.
Outcomes findOutcomes(const Explored &explored, const Findings &findings);

/// The same where the groups are known: in the order of their facts, no more than maxListed.
/// `isCut`: some are missing. The findings' shares count if `haveShares`.
Outcomes outcomesFrom(const Machine &machine, const Findings &findings, bool haveShares,
                      std::vector<OutcomeGroup> groups, bool isCut);

} // namespace racewalk
