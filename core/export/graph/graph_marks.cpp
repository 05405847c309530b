// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/graph/graph_marks.h"

#include "run/timeline/styles.h"

#include <initializer_list>

namespace racewalk {
namespace {

constexpr double circleRadius = 5.5, diamondRadius = 7.5, squareRadius = 5.5;
constexpr double failureRadius = 15, goodEndRadius = 11;

Path lines(Point center, std::initializer_list<Point> offsets, bool isClosed)
{
    using enum PathCommand::Kind;
    Path path;
    for (const Point offset : offsets)
        path.push_back(
            {path.empty() ? Move : Line, {}, {}, {center.x + offset.x, center.y + offset.y}});
    if (isClosed)
        path.push_back({Close, {}, {}, {}});
    return path;
}

void addCross(Picture &picture, Point center, double half, double width)
{
    for (const double side : {-half, half})
        picture.shapes.emplace_back(LineShape{{center.x - half, center.y - side},
                                              {center.x + half, center.y + side},
                                              {Token::Panel, width}});
}

void addFailure(Picture &picture, Point center)
{
    constexpr double r = failureRadius, cut = r * 0.42;
    picture.shapes.emplace_back(PathShape{lines(center,
                                                {{-cut, -r},
                                                 {cut, -r},
                                                 {r, -cut},
                                                 {r, cut},
                                                 {cut, r},
                                                 {-cut, r},
                                                 {-r, cut},
                                                 {-r, -cut}},
                                                true),
                                          Fill{Token::Doom, {}},
                                          {}});
    addCross(picture, center, 4.8, 3);
}

void addGoodEnd(Picture &picture, Point center)
{
    picture.shapes.emplace_back(
        CircleShape{center, goodEndRadius - 0.75, Fill{Token::Panel, {}}, Pen{Token::Safe, 1.5}});
    picture.shapes.emplace_back(CircleShape{center, 7.7, Fill{Token::Safe, {}}, {}});
    picture.shapes.emplace_back(PathShape{
        lines(center, {{-3.4, 0.2}, {-1, 2.6}, {3.4, -2.4}}, false), {}, Pen{Token::Panel, 2}});
}

void addState(Picture &picture, Point center, Fate fate)
{
    const FateStyle style = styleOf(fate);
    switch (fate) {
    case Fate::Safe:
        picture.shapes.emplace_back(
            CircleShape{center, circleRadius - 0.75, Fill{style.fill, {}}, Pen{style.border, 1.5}});
        return;
    case Fate::Open: {
        constexpr double reach = diamondRadius - 0.6;
        picture.shapes.emplace_back(
            PathShape{lines(center, {{0, -reach}, {reach, 0}, {0, reach}, {-reach, 0}}, true),
                      Fill{style.shape, {}}, Pen{style.border, 1.2}});
        return;
    }
    case Fate::Doomed: {
        constexpr double reach = squareRadius;
        picture.shapes.emplace_back(
            RectShape{{center.x - reach, center.y - reach, 2 * reach, 2 * reach},
                      2,
                      Fill{style.shape, {}},
                      {}});
        addCross(picture, center, 1.9, 1.5);
        return;
    }
    case Fate::Unknown:
        break;
    }
    picture.shapes.emplace_back(
        CircleShape{center, 4.8, Fill{Token::Panel, {}}, Pen{style.border, 1.3, Dash::Dense}});
}

} // namespace

double graphMarkRadius(GraphNode::Kind kind, Fate fate)
{
    switch (kind) {
    case GraphNode::Kind::GoodEnd:
        return goodEndRadius;
    case GraphNode::Kind::Failure:
        return failureRadius;
    case GraphNode::Kind::State:
        break;
    }
    return fate == Fate::Open ? diamondRadius : circleRadius;
}

void addGraphMark(Picture &picture, Point center, GraphNode::Kind kind, Fate fate)
{
    switch (kind) {
    case GraphNode::Kind::State:
        addState(picture, center, fate);
        break;
    case GraphNode::Kind::GoodEnd:
        addGoodEnd(picture, center);
        break;
    case GraphNode::Kind::Failure:
        addFailure(picture, center);
        break;
    }
}

} // namespace racewalk
