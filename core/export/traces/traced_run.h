// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/formats.h"
#include "run/timeline/timeline.h"

namespace racewalk {

/// The part of the run that is exported, with its notes if they are asked for. Without a step it
/// has only its lanes. Event i of it is event `offset` + i of the run.
Timeline tracedPart(const RunToExport &run, const FormatOptions &options);

} // namespace racewalk
