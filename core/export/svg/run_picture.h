// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/formats.h"
#include "run/timeline/picture.h"
#include "run/timeline/timeline_geometry.h"

#include <memory>
#include <string>

namespace racewalk {

/// The timeline of the part of a run that the options ask for, with its notes if they do.
std::shared_ptr<const Timeline> timelineToShow(const RunToExport &run,
                                               const FormatOptions &options);

/// The picture of a run that svg, png and tikz show, as the options have it: its part, its
/// notes, caption and legend. Never the cursor.
Picture runPicture(const RunToExport &run, const FormatOptions &options, TextWidth measure);

/// The layout of the same part of the run, without a frame.
TimelineLayout runLayout(const RunToExport &run, const FormatOptions &options, TextWidth measure);
PictureFrame pictureFrame(const RunToExport &run, const FormatOptions &options);

} // namespace racewalk
