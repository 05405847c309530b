// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/html/player_timeline.h"

#include "export/html/html_text.h"
#include "export/html/svg_fragment.h"
#include "export/svg/run_picture.h"
#include "export/svg/svg.h"
#include "run/timeline/timeline_geometry.h"

#include <fmt/format.h>

namespace racewalk {
namespace {

/// One layout: what it is called in the page, and the room that it has there.
struct Size {
    std::string_view name;
    double width, height;
    double leastRow; ///< rows may be as low as this to fit
    double squeeze;  ///< the part of its labels' room that a column may lose to fit
};
constexpr Size sizes[] = {{"wide", 630, 600, 18, 0.03}, {"narrow", 372, 0, 20, 0.3}};

std::string svg(const Picture &picture, std::string_view classes)
{
    return fmt::format("<svg class=\"{0}\" viewBox=\"0 0 {1:.0f} {2:.0f}\" width=\"{1:.0f}\" "
                       "height=\"{2:.0f}\" aria-hidden=\"true\">\n{3}</svg>\n",
                       classes, picture.width, picture.height, svgShapes(picture));
}

/// The walked part and the future one, each drawn whole: the script shows them up to the now line
/// and from it on.
std::string body(const TimelineLayout &layout, const std::string &id)
{
    const Picture walked = layout.body(TimelineLayout::noCursor), future = layout.body(0);
    return fmt::format("<div class=\"rows\"><svg class=\"body\" id=\"{2}-body\" width=\"{0:.0f}\" "
                       "height=\"{1:.0f}\" "
                       "aria-hidden=\"true\">\n<g class=\"under\"></g>\n"
                       "<svg class=\"past\" width=\"{0:.0f}\" height=\"{1:.0f}\">"
                       "<g id=\"{2}\">\n{3}</g></svg>\n"
                       "<svg class=\"seam\" hidden width=\"{0:.0f}\" height=\"{4:.0f}\" "
                       "preserveAspectRatio=\"none\"><use href=\"#{2}\"/></svg>\n"
                       "<svg class=\"future\" hidden width=\"{0:.0f}\" height=\"{1:.0f}\"><g>\n"
                       "{5}</g></svg>\n<g class=\"over\"></g>\n</svg>"
                       "<svg class=\"pin script\" width=\"{6:.0f}\" height=\"{1:.0f}\" "
                       "aria-hidden=\"true\"><use href=\"#{2}-body\"/></svg></div>\n",
                       walked.width, walked.height + TimelineLayout::nowGap, id, svgShapes(walked),
                       TimelineLayout::nowGap, svgShapes(future), layout.pinnedWidth());
}

Json placesOf(const TimelineLayout &layout)
{
    constexpr auto end = TimelineLayout::noCursor;
    const std::size_t events = layout.timeline().events.size();
    Json json = {{"width", layout.width()},
                 {"height", layout.bodyHeight(end)},
                 {"gap", TimelineLayout::nowGap},
                 {"numbers", layout.numbersRight()},
                 {"strip", layout.stripCenter()},
                 {"columns", layout.pinnedWidth()},
                 {"short", layout.hasShortLabels()},
                 {"rows", Json::array()},
                 {"cuts", Json::array()}};
    for (std::size_t event = 0; event <= events; ++event) {
        json["cuts"].push_back(layout.nowLine(event) - TimelineLayout::nowGap / 2);
        if (event < events) {
            const Interval row = layout.row(event, end);
            json["rows"].push_back({row.begin, row.end});
        }
    }
    for (const TimelineColumn &column : layout.columns())
        json["lanes"].push_back({column.left, column.right});
    return json;
}

} // namespace

PlayerTimeline playerTimeline(const RunToExport &run, const FormatOptions &options,
                              std::size_t number, const Json &walk)
{
    const auto shown = timelineToShow(run, options);
    PlayerTimeline result;
    std::string pictures;
    for (const Size &size : sizes) {
        const TimelineLayout layout(shown,
                                    {.width = size.width,
                                     .height = size.height,
                                     .leastRow = size.leastRow,
                                     .squeeze = size.squeeze},
                                    typicalTextWidth);
        const std::string id = fmt::format("{}{}", size.name, number);
        pictures += fmt::format("<div class=\"{}\" data-layout=\"{}\">\n", size.name, id) +
                    svg(layout.header(), "lanes") + body(layout, id);
        if (options.legend)
            pictures += svg(timelineFooter(*shown, layout.width(), typicalTextWidth), "legend");
        pictures += "</div>\n";
        result.places[size.name] = placesOf(layout);
    }
    std::string items;
    for (const Json &at : walk["at"])
        items += "<li>" + escapedHtml(at["item"].get<std::string>()) + "</li>\n";
    result.html = fmt::format("<section class=\"timeline card\" data-walk=\"{0}\" "
                              "aria-label=\"Timeline\"{1}>\n"
                              "<div class=\"pictures\">\n{2}</div>\n"
                              "<ol class=\"steps\" start=\"{3}\">\n{4}</ol>\n</section>\n",
                              number, number > 0 ? " hidden" : "", pictures, run.first, items);
    return result;
}

} // namespace racewalk
