// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/timeline/timeline.h"

namespace racewalk {

/// Adds the arrows of a run whose spans are there already, in order of the events they come from.
void addArrows(const Run &run, Timeline &timeline);

} // namespace racewalk
