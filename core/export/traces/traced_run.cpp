// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/traces/traced_run.h"

#include "run/timeline/timeline_part.h"

#include <algorithm>
#include <cstddef>

namespace racewalk {

Timeline tracedPart(const RunToExport &run, const FormatOptions &options)
{
    const std::size_t last = std::min(run.run.position(), run.timeline->events.size());
    if (run.first >= last) {
        Timeline part;
        part.lanes = run.timeline->lanes;
        return part;
    }
    Timeline part = timelinePart(*run.timeline, run.first, last);
    if (!options.notes)
        part.notes.clear();
    return part;
}

} // namespace racewalk
