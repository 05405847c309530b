// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/timeline/timeline.h"

namespace racewalk {

/// Adds the spans of a run, in order of their first events, and the names of their locks.
void addSpans(const Run &run, Timeline &timeline);

} // namespace racewalk
