// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/run.h"
#include "run/timeline/timeline.h"

namespace racewalk {

/// Finds the statements whose events follow each other without any other thread's between them. The
/// timeline must have its events.
void addStatements(const Run &run, Timeline &timeline);

} // namespace racewalk
