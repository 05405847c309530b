// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/formats.h"

#include "export/diagram/text_diagram.h"
#include "export/promela/promela.h"
#include "export/reports/verdict_text.h"
#include "export/svg/svg.h"
#include "program/one_line.h"
#include "run/schedule/schedule.h"
#include "run/timeline/timeline_geometry.h"

#include <algorithm>

namespace racewalk {
Written writeText(const RunToExport &run, const FormatOptions &)
{
    return textDiagram(run.run, {}, run.ending, run.timeline ? run.timeline->notes : StepNotes());
}

Written writeSvg(const RunToExport &run, const FormatOptions &options)
{
    TimelineOptions layoutOptions;
    layoutOptions.width = options.width;
    const TimelineLayout layout(run.timeline, layoutOptions, typicalTextWidth);
    SvgOptions svg;
    svg.theme = options.theme;
    svg.title = subjectText(run.run.machine().program());
    svg.description = endingText(run.run);
    if (!run.ending.remark.empty())
        svg.description += " " + run.ending.remark + ".";
    return toSvg(layout.whole(), svg);
}

Written writeSchedule(const RunToExport &run, const FormatOptions &)
{
    const auto steps = std::span(run.run.steps()).first(run.run.position());
    return toText(scheduleOf(run.run.machine(), steps)) + '\n';
}

Written writePromela(const Machine &machine)
{
    auto promela = toPromela(machine);
    if (!promela)
        return std::unexpected(promela.error().sentence);
    return std::move(*promela);
}

std::optional<ExportFormat> exportFormatFrom(std::string_view name)
{
    const auto found = std::ranges::find(exportFormats, name, &ExportFormatRow::name);
    if (found == exportFormats.end())
        return std::nullopt;
    return found->format;
}

std::string exportFormatNames(bool ExportFormatRow::*option)
{
    std::vector<std::string> names;
    for (const ExportFormatRow &row : exportFormats)
        if (option == nullptr || row.*option)
            names.emplace_back(row.name);
    return listText(names, "and");
}

} // namespace racewalk
