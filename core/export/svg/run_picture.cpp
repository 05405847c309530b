// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/svg/run_picture.h"

#include "export/reports/verdict_text.h"
#include "run/timeline/timeline_geometry.h"
#include "run/timeline/timeline_part.h"

#include <utility>

namespace racewalk {

std::string automaticCaption(const RunToExport &run)
{
    std::string text = endingText(run.run);
    if (!run.ending.remark.empty())
        text += " " + run.ending.remark + ".";
    return text;
}

Picture runPicture(const RunToExport &run, const FormatOptions &options, TextWidth measure)
{
    std::shared_ptr<const Timeline> shown = run.timeline;
    if (run.first > 0 || run.run.position() < shown->events.size() || !options.notes) {
        Timeline part = run.first < run.run.position()
                            ? timelinePart(*shown, run.first, run.run.position())
                            : *shown;
        if (!options.notes)
            part.notes.clear();
        shown = std::make_shared<const Timeline>(std::move(part));
    }
    PictureFrame frame{.title = {}, .caption = options.caption, .hasLegend = options.legend};
    if (options.caption == "auto")
        frame = {.title = subjectText(run.run.machine().program()),
                 .caption = automaticCaption(run),
                 .hasLegend = options.legend};
    const TimelineOptions layoutOptions{.width = static_cast<double>(options.width)};
    return TimelineLayout(shown, layoutOptions, std::move(measure)).whole(frame);
}

} // namespace racewalk
