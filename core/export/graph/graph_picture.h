// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/graph/graph_part.h"
#include "export/options.h"
#include "run/timeline/picture.h"

namespace racewalk {

/// The part of the graph as a picture: marks and lines in the colours of fates, the run in the
/// accent colour, the names of endings, the words of steps where there is room for them; above it
/// the caption, below it the legend and graphPartText().
Picture graphPicture(const GraphToExport &graph, const GraphPart &part,
                     const FormatOptions &options, const TextWidth &measure);

} // namespace racewalk
