// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/session/preview.h"

#include <utility>

namespace racewalk::desktop {

Preview previewOf(const Run &run, Step step)
{
    State after(run.state());
    StepRecord record;
    run.machine().apply(after, step, record);
    Event event = eventFor(run.machine(), run.state(), after, step, std::move(record));
    return {std::move(event), std::move(after)};
}

} // namespace racewalk::desktop
