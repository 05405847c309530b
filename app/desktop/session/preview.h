// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/run.h"

namespace racewalk::desktop {

/// What a step would do that is not taken yet.
struct Preview {
    Event event;
    State after;
};

/// Of an enabled step at the run's cursor.
Preview previewOf(const Run &run, Step step);

} // namespace racewalk::desktop
