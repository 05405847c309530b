// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/finding.h"
#include "run/run.h"

#include <string>
#include <vector>

namespace racewalk {

/// What a run's diagram has to show in addition to its steps and its last state.
struct DiagramEnding {
    std::vector<ThreadId> next; ///< threads whose next operations, not executed yet, are shown last
    std::string remark;         ///< after them, across all columns; without brackets
};

/// Returns the addition for the run of a finding, with its cursor at the end. For a livelock: the
/// threads that run forever, and where. For a data race: both accesses, and that they race. Empty
/// for other findings.
DiagramEnding diagramEndingFor(const Run &run, const Finding &finding);

} // namespace racewalk
