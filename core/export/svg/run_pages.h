// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/formats.h"
#include "run/timeline/picture.h"
#include "run/timeline/timeline_geometry.h"

#include <cstddef>
#include <string>
#include <vector>

namespace racewalk {

/// A sheet of paper in pixels of 1/96 inch. Upright; RunPages says if it is turned.
struct PaperSize {
    double width = 210 / 25.4 * 96, height = 297 / 25.4 * 96; ///< A4
    double margin = 48;
};

/// Where a function is called, for the bookmarks of a document.
struct PageBookmark {
    std::string title; ///< a thread's name, or a function's with the step that enters it
    std::size_t page = 0;
    double y = 0; ///< from the page's upper margin, in pixels of the pictures
    std::vector<PageBookmark> calls{};
};

/// Pictures of one page, in pixels of the timeline, with the origin where the margins meet.
struct RunPage {
    Picture above{};     ///< title and page number, caption, the lanes' heads
    Picture body{};      ///< in coordinates of the whole body; it begins below `above`
    Interval rows{};     ///< y of the part of the body that the page shows; clip it to this
    Picture below{};     ///< the legend, and the steps in the footer
    double belowTop = 0; ///< y of `below`
};

/// A run on as many pages as it needs. No row is cut; the lanes' heads are on every page.
struct RunPages {
    bool isTurned = false; ///< the paper's longer side is the width
    double scale = 1;      ///< pixels of the paper for one of the pictures; at most 1
    std::vector<RunPage> pages;
    std::vector<PageBookmark> bookmarks; ///< one for each thread that takes a step
};

RunPages runPages(const RunToExport &run, const FormatOptions &options, const TextWidth &measure,
                  const PaperSize &paper);

} // namespace racewalk
