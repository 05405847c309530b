// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/svg/run_picture.h"

#include "export/reports/run_ending.h"
#include "export/reports/verdict_text.h"
#include "run/timeline/timeline_part.h"

#include <utility>

namespace racewalk {

std::shared_ptr<const Timeline> timelineToShow(const RunToExport &run, const FormatOptions &options)
{
    if (run.first == 0 && run.run.position() == run.timeline->events.size() && options.notes)
        return run.timeline;
    Timeline part = run.first < run.run.position()
                        ? timelinePart(*run.timeline, run.first, run.run.position())
                        : *run.timeline;
    if (!options.notes)
        part.notes.clear();
    return std::make_shared<const Timeline>(std::move(part));
}

TimelineLayout runLayout(const RunToExport &run, const FormatOptions &options, TextWidth measure)
{
    const TimelineOptions layoutOptions{.width = static_cast<double>(options.width),
                                        .mostRow = static_cast<double>(options.rowHeight)};
    return TimelineLayout(timelineToShow(run, options), layoutOptions, std::move(measure));
}

PictureFrame pictureFrame(const RunToExport &run, const FormatOptions &options)
{
    PictureFrame frame{.title = {}, .caption = options.caption, .hasLegend = options.legend};
    if (options.caption == "auto")
        frame = {.title = subjectText(run.run.machine().program()),
                 .caption = endingText(run),
                 .hasLegend = options.legend};
    return frame;
}

Picture runPicture(const RunToExport &run, const FormatOptions &options, TextWidth measure)
{
    return runLayout(run, options, std::move(measure)).whole(pictureFrame(run, options));
}

} // namespace racewalk
