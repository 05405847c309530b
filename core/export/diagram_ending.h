// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/finding.h"
#include "run/run.h"

#include <string>
#include <vector>

namespace racewalk {

/// What a run is shown for, where neither its steps nor the state at its end say so.
struct DiagramEnding {
    std::vector<ThreadId> next; ///< threads whose next operations, not taken yet, come last
    std::string remark;         ///< behind them, across all columns; without brackets
};

/// For the run of a finding, its cursor at the end: of a livelock who runs for ever and where, of a
/// data race both accesses and that they race. Empty for what the run shows on its own.
DiagramEnding diagramEndingFor(const Run &run, const Finding &finding);

} // namespace racewalk
