// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/diagram/diagram_lines.h"
#include "export/options.h"
#include "run/run.h"

#include <cstddef>
#include <string>
#include <vector>

namespace racewalk {

/// What of the lines of a run is shown. A step is local if it only reads and writes data that no
/// other thread accesses in the run up to its cursor, and no property names; what locks, waits,
/// wakes or fails never is. Local: two or more such lines of a thread become one, "...".
/// AllButShared: they are left out, and so are returns and the names of calls in which nothing is
/// left.
std::vector<DiagramLine> collapsed(std::vector<DiagramLine> lines, const Run &run,
                                   Collapse collapse);

/// One line for each stretch of steps of one thread, from step number `first` (from 0) on, with
/// what it changed; and then what `lines`, those of the same run, say behind its last step.
std::vector<DiagramLine> linesBySwitch(const std::vector<DiagramLine> &lines, const Run &run,
                                       std::size_t first);

/// "{ x = 0; ready = false }": the data that the run accesses, in its state number `position`.
std::string valuesText(const Run &run, std::size_t position);

} // namespace racewalk
