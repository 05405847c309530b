// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/timeline/timeline.h"

namespace racewalk {

/// Adds the arrows of a run, in order of their first events. The spans must have been added before.
void addArrows(const Run &run, Timeline &timeline);

} // namespace racewalk
