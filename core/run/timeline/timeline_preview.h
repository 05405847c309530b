// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/timeline/event.h"
#include "run/timeline/timeline_geometry.h"

#include <cstddef>

namespace racewalk {

/// A step that is not taken, as a row in outline below the now line, in body coordinates. It covers
/// the known next row, which it would replace; if it is that row (`isKnown`), it only outlines it.
Picture previewRow(const TimelineLayout &layout, const Event &event, std::size_t position,
                   bool isKnown);

} // namespace racewalk
