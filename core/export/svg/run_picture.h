// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/formats.h"
#include "run/timeline/picture.h"

#include <string>

namespace racewalk {

/// The picture of a run that svg, png, pdf and tikz show, as the options have it: its part, its
/// notes, caption and legend. Never the cursor.
Picture runPicture(const RunToExport &run, const FormatOptions &options, TextWidth measure);

/// The caption that `--caption auto` stands for: how the run ends.
std::string automaticCaption(const RunToExport &run);

} // namespace racewalk
