// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/fates/explored.h"
#include "explore/results/ending_facts.h"
#include "explore/results/findings.h"
#include "explore/results/verdict.h"

#include <optional>
#include <vector>

namespace racewalk {

/// The endings that are one outcome, and the shortest run to one of them.
struct OutcomeGroup {
    EndingFacts facts;
    std::vector<Step> steps;
    std::optional<Share> share;
    std::optional<State> end{}; ///< that the steps lead to, if it is known without a replay
};

struct Outcomes {
    std::vector<Outcome> list; ///< in the order of Verdict::outcomes
    bool isCut = false;        ///< more than maxListed
};

/// Finds the outcomes. Two endings are one outcome if every thread finishes, sleeps, waits or loops
/// at the same place, and if the finished threads' own variables and all globals (without pools)
/// have the same values. Each of `findings` that ends the run is one outcome, whatever the other
/// threads are doing then.
Outcomes findOutcomes(const Explored &explored, const Findings &findings);

/// Builds the outcomes from known groups, in the order of their facts, at most maxListed. `isCut`:
/// some are missing. If `haveShares`, the findings' shares are used.
Outcomes outcomesFrom(const Machine &machine, const Findings &findings, bool haveShares,
                      std::vector<OutcomeGroup> groups, bool isCut);

} // namespace racewalk
