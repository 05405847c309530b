// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/formats.h"
#include "export/reports/json_parts.h"

#include <cstddef>
#include <string>

namespace racewalk {

/// The timeline of one walk, twice: as wide as beside the source, and as wide as a phone.
struct PlayerTimeline {
    std::string html; ///< a section element
    Json places;      ///< of each: {"width", "height", "gap", "cuts", "rows", "lanes"}
};

/// `number` tells the walks of a page apart. `items` are the steps in words, for a list.
PlayerTimeline playerTimeline(const RunToExport &run, const FormatOptions &options,
                              std::size_t number, const Json &walk);

} // namespace racewalk
