// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/picture.h"

#include <cmath>
#include <numbers>

namespace racewalk {
namespace {

using Polygon = std::vector<Point>;

/// A convex outline, with a few points to a round corner.
Polygon outlineOf(const Rect &rect, double radius)
{
    if (radius <= 0)
        return {{rect.x, rect.y},
                {rect.right(), rect.y},
                {rect.right(), rect.bottom()},
                {rect.x, rect.bottom()}};
    constexpr int steps = 4;
    const Point centers[] = {{rect.right() - radius, rect.bottom() - radius},
                             {rect.x + radius, rect.bottom() - radius},
                             {rect.x + radius, rect.y + radius},
                             {rect.right() - radius, rect.y + radius}};
    Polygon outline;
    for (int corner = 0; corner < 4; ++corner)
        for (int step = 0; step <= steps; ++step) {
            const double angle =
                (corner + static_cast<double>(step) / steps) * std::numbers::pi / 2;
            outline.push_back({centers[corner].x + radius * std::cos(angle),
                               centers[corner].y + radius * std::sin(angle)});
        }
    return outline;
}

/// The part of a convex polygon where distance(point) >= 0; `distance` is linear.
template <class Distance>
Polygon clipped(const Polygon &polygon, const Distance &distance)
{
    Polygon result;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const Point a = polygon[i], b = polygon[(i + 1) % polygon.size()];
        const double atA = distance(a), atB = distance(b);
        if (atA >= 0)
            result.push_back(a);
        if ((atA < 0) != (atB < 0)) {
            const double part = atA / (atA - atB);
            result.push_back({a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)});
        }
    }
    return result;
}

} // namespace

Path stripesIn(const Rect &rect, double radius, const Stripes &stripes)
{
    using enum PathCommand::Kind;
    const bool isRising = stripes.direction == Stripes::Direction::Rising;
    // How far a point lies across the stripes, counted from the picture's origin.
    const auto across = [isRising](Point point) {
        return isRising ? (point.x + point.y) / std::numbers::sqrt2 : point.y;
    };
    const Polygon outline = outlineOf(rect, radius);
    const double first = std::floor(across({rect.x, rect.y}) / stripes.period);
    const double last = std::floor(across({rect.right(), rect.bottom()}) / stripes.period);
    Path path;
    for (double number = first; number <= last; ++number) {
        const double begin = number * stripes.period, end = begin + stripes.thickness;
        const Polygon polygon =
            clipped(clipped(outline, [&](Point point) { return across(point) - begin; }),
                    [&](Point point) { return end - across(point); });
        if (polygon.size() < 3)
            continue;
        for (const Point point : polygon)
            path.push_back(
                {path.empty() || path.back().kind == Close ? Move : Line, {}, {}, point});
        path.push_back({Close, {}, {}, {}});
    }
    return path;
}

} // namespace racewalk
