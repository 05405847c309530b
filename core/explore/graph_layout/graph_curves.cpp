// SPDX-License-Identifier: GPL-3.0-or-later
// The lines of GraphLayout.
#include "explore/graph_layout/graph_layout.h"

#include "program/ids.h"

#include <algorithm>
#include <cmath>

namespace racewalk {

namespace {

constexpr double loopSize = 34; ///< of the line from a state to itself
/// How far a line that leads back may leave the direct way: at least, and for each unit of its
/// length.
constexpr double leastDetour = 34, detour = 0.75;
constexpr double mostTurn = 68;  ///< of a line that leads back, beyond its ends
constexpr double clearance = 13; ///< between the layers and a line around them
constexpr int mostSamples = 12;  ///< of a line that leads back
/// In a graph with more states than this, such a line passes below its ends, without a look at
/// what is there.
constexpr std::size_t mostRouted = 5'000;

} // namespace

GraphPoint pointOn(const GraphCurve &curve, double t)
{
    const double s = 1 - t;
    const double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
    return {a * curve.from.x + b * curve.control1.x + c * curve.control2.x + d * curve.to.x,
            a * curve.from.y + b * curve.control1.y + c * curve.control2.y + d * curve.to.y};
}

GraphCurve GraphLayout::curve(StateIndex source, StateIndex target) const
{
    const GraphPoint from = place(source);
    const GraphPoint to = place(target);
    if (!isBackwards(source, target)) {
        const double middle = (from.x + to.x) / 2;
        return {from, {middle, from.y}, {middle, to.y}, to};
    }
    if (source == target) {
        const double wide = loopSize / 2, high = from.y - loopSize;
        return {from, {from.x + wide, high}, {from.x - wide, high}, to};
    }
    const GraphCurve below = around(from, to, 1), above = around(from, to, -1);
    return layersCrossed(above) < layersCrossed(below) ? above : below;
}

/// Out to the right and in from the left, like every other line, and in between along the outside
/// of the layers, or towards it. `side` is 1 for below and -1 for above.
GraphCurve GraphLayout::around(GraphPoint from, GraphPoint to, double side) const
{
    const double first = side * from.y, last = side * to.y;
    double outside = std::max(first, last);
    double control = outside + detour * (from.x - to.x) + leastDetour;
    if (m_space->size() <= mostRouted) {
        for (double x = to.x; x <= from.x; x += std::max(m_layerGap, (from.x - to.x) / mostSamples))
            outside = std::max(outside, side * outlineAt(x, side));
        outside += clearance;
        // So that no point of the curve is farther out.
        for (const double t : {0.2, 0.35, 0.5, 0.65, 0.8}) {
            const double s = 1 - t;
            control =
                std::min(control, (outside - s * s * s * first - t * t * t * last) / (3 * s * t));
        }
    }
    control *= side;
    const double out = std::min(m_layerGap, mostTurn);
    return {from, {from.x + out, control}, {to.x - out, control}, to};
}

/// The y of the first (side -1) or last (1) state of the layer nearest to x.
double GraphLayout::outlineAt(double x, double side) const
{
    const double last = static_cast<double>(layerCount()) - 1;
    const auto states =
        layer(static_cast<std::size_t>(std::clamp(std::round(x / m_layerGap), 0.0, last)));
    return place(side < 0 ? states.front() : states.back()).y;
}

/// At how many of some places a curve is between the states of a layer.
int GraphLayout::layersCrossed(const GraphCurve &curve) const
{
    int crossed = 0;
    for (int i = 1; m_space->size() <= mostRouted && i < mostSamples; ++i) {
        const GraphPoint at = pointOn(curve, static_cast<double>(i) / mostSamples);
        crossed += at.x <= static_cast<double>(layerCount() - 1) * m_layerGap &&
                   at.y > outlineAt(at.x, -1) && at.y < outlineAt(at.x, 1);
    }
    return crossed;
}

} // namespace racewalk
