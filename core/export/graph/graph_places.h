// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/graph/graph_part.h"
#include "run/timeline/picture.h"

#include <vector>

namespace racewalk {

inline constexpr double wordsHeight = 15; ///< of the words of a step

/// A cubic curve, and where the words of its step may be.
struct PlacedLine {
    Point from, control1, control2, to;
    bool isBackwards = false; ///< to the same or an earlier layer; it has no words
    Point words{};            ///< x by the anchor, y their middle
    TextShape::Anchor anchor = TextShape::Anchor::Middle;
    double room = 0; ///< for the words
};

/// Where the nodes and lines of a part are, in pixels.
struct GraphPlaces {
    std::vector<Point> nodes;      ///< by number
    std::vector<PlacedLine> lines; ///< by number
};

/// If the part is the whole graph, it goes to the right as in the window, with the run as a
/// straight line. Otherwise the run goes straight down, and what each of its states could have led
/// to instead is on both sides of what it led to.
GraphPlaces graphPlaces(const GraphToExport &graph, const GraphPart &part);

} // namespace racewalk
