// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/fates/state_space.h"
#include "explore/results/verdict.h"
#include "export/formats.h"

#include <span>
#include <string>
#include <vector>

namespace racewalk {

/// A walk that the user has named.
struct GivenWalk {
    std::string name;
    std::vector<Step> steps;
};

/// What a page can show beside its run: `further` of a RunToExport has at most eleven, the given
/// ones first. One with the steps of the run itself names it. `space` is that of the verdict.
void addGivenWalks(RunToExport &run, std::span<const GivenWalk> walks, const StateSpace &space);
/// Adds the shortest run to each outcome that no walk has yet, and names a run without a name after
/// its own.
void addOutcomeWalks(RunToExport &run, const Verdict &verdict, const StateSpace &space);

} // namespace racewalk
