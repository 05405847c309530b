// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/graph/graph_places.h"

#include "explore/graph_layout/graph_layout.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace racewalk {
namespace {

constexpr double wideGap = 170;                ///< of layers with room for the words of a step
constexpr std::size_t mostWide = 80;           ///< states of a whole graph whose layers have it
constexpr double rowGap = 54, besideGap = 300; ///< of a run and the states beside it

/// Above a line that is nearly level, otherwise on it.
Point wordsOf(const PlacedLine &line)
{
    const Point middle{(line.from.x + line.to.x) / 2, (line.from.y + line.to.y) / 2};
    const bool isLevel = std::abs(line.from.y - line.to.y) < wordsHeight;
    return {middle.x, isLevel ? middle.y - wordsHeight / 2 - 4 : middle.y};
}

GraphPlaces wholePlaces(const GraphToExport &graph, const GraphPart &part)
{
    GraphOptions options{.foldsChains = false};
    if (graph.run != nullptr) {
        const auto steps = graph.run->steps().first(graph.run->position());
        options.witness.assign(steps.begin(), steps.end());
    }
    const auto layout = layOutGraph(graph.machine, graph.space, options);
    const double stretch =
        part.nodes.size() <= mostWide ? std::max(1.0, wideGap / layout->layerGap()) : 1;
    const auto at = [stretch](GraphPoint point) { return Point{point.x * stretch, point.y}; };
    GraphPlaces places;
    for (const PartNode &node : part.nodes)
        places.nodes.push_back(at(layout->place(node.state)));
    for (const PartLine &line : part.lines) {
        const StateIndex from = part.nodes[line.from].state, to = part.nodes[line.to].state;
        const GraphCurve curve = layout->curve(from, to);
        PlacedLine placed{at(curve.from), at(curve.control1), at(curve.control2), at(curve.to),
                          layout->isBackwards(from, to)};
        placed.words = wordsOf(placed);
        placed.room = layout->layerGap() * stretch - 24;
        places.lines.push_back(placed);
    }
    return places;
}

/// A line between a run and the states beside it.
PlacedLine lineBetween(Point from, Point to)
{
    const double right = to.x - from.x, down = to.y - from.y;
    if (down <= 0) { // back: around on the side of its ends
        const double side = from.x + to.x < 0 ? -1 : 1;
        const double turn = side * (40 - 0.12 * down);
        const double loop = down == 0 && right == 0 ? 24 : 0; // from a state to itself
        return {from, {from.x + turn, from.y + loop}, {to.x + turn, to.y - loop}, to, true};
    }
    PlacedLine line{from, from, to, to};
    if (from.x == 0 && right != 0) { // level at first, with its words above it
        line.control1 = {from.x + 0.7 * right, from.y};
        line.control2 = {to.x, from.y + 0.3 * down};
        line.words = {from.x + right / 2, from.y - wordsHeight / 2 - 2};
        line.room = std::abs(right) - 60;
        return line;
    }
    line.control1 = {from.x, from.y + 0.6 * down};
    line.control2 = {from.x + 0.7 * right, to.y - 0.3 * down};
    const double side = from.x < 0 ? -1 : 1;
    line.words = {from.x + side * 9, from.y + 0.5 * down};
    line.anchor = side < 0 ? TextShape::Anchor::Right : TextShape::Anchor::Left;
    line.room = besideGap - 30;
    return line;
}

GraphPlaces spinePlaces(const GraphPart &part)
{
    GraphPlaces places{std::vector<Point>(part.nodes.size()), {}};
    std::map<std::size_t, std::size_t> rowOf; // by node
    for (std::size_t i = 0; i < part.spine.size(); ++i) {
        rowOf[part.spine[i]] = i;
        places.nodes[part.spine[i]] = {0, static_cast<double>(i) * rowGap};
    }
    std::map<std::size_t, std::size_t> besides; // how many are in a row
    for (const PartLine &line : part.lines) {
        const auto from = rowOf.find(line.from);
        if (!part.nodes[line.from].position || rowOf.contains(line.to))
            continue;
        const std::size_t row = from->second + 1, number = besides[row]++;
        rowOf[line.to] = row;
        const double away = besideGap * static_cast<double>(number / 2 + 1);
        places.nodes[line.to] = {number % 2 == 0 ? away : -away, static_cast<double>(row) * rowGap};
    }
    for (const PartLine &line : part.lines)
        places.lines.push_back(lineBetween(places.nodes[line.from], places.nodes[line.to]));
    return places;
}

} // namespace

GraphPlaces graphPlaces(const GraphToExport &graph, const GraphPart &part)
{
    return part.leftOut == 0 ? wholePlaces(graph, part) : spinePlaces(part);
}

} // namespace racewalk
