// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/formats.h"
#include "export/graph/graph_part.h"
#include "export/graph/graph_picture.h"
#include "export/provenance.h"
#include "export/reports/verdict_text.h"
#include "export/svg/svg.h"

namespace racewalk {

Written writeGraphSvg(const GraphToExport &graph, const FormatOptions &options)
{
    const auto part = graphPart(graph);
    if (!part)
        return std::unexpected(part.error());
    SvgOptions svg;
    svg.theme = options.theme;
    svg.title = "State graph: " + subjectText(graph.machine.program());
    svg.description = graphPartText(graph, *part);
    svg.replay = replayCommand(graph.run != nullptr ? provenanceOf(*graph.run)
                                                    : provenanceOf(graph.machine.program()));
    return toSvg(graphPicture(graph, *part, options, typicalTextWidth), svg);
}

} // namespace racewalk
