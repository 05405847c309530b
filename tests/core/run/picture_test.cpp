// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/picture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace {

using namespace racewalk;

/// The areas of the polygons in a path of stripes.
std::vector<double> areasOf(const Path &path)
{
    std::vector<double> areas;
    std::vector<Point> corners;
    for (const PathCommand &command : path) {
        if (command.kind != PathCommand::Kind::Close) {
            corners.push_back(command.to);
            continue;
        }
        double twice = 0;
        for (std::size_t i = 0; i < corners.size(); ++i) {
            const Point a = corners[i], b = corners[(i + 1) % corners.size()];
            twice += a.x * b.y - b.x * a.y;
        }
        areas.push_back(std::abs(twice) / 2);
        corners.clear();
    }
    return areas;
}

double sum(const std::vector<double> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

TEST(Stripes, AcrossLieAtMultiplesOfTheirPeriod)
{
    const Stripes stripes{Token::KLock, Stripes::Direction::Across, 2, 4};
    const Path path = stripesIn({10, 7, 5, 8}, 0, stripes);
    // 4..6 is above, 8..10 and 12..14 are inside.
    EXPECT_EQ(areasOf(path), (std::vector<double>{10, 10}));
    for (const PathCommand &command : path) {
        if (command.kind == PathCommand::Kind::Close)
            continue;
        const double y = command.to.y;
        EXPECT_TRUE(y == 8 || y == 10 || y == 12 || y == 14) << y;
    }
}

TEST(Stripes, RisingCoverTheirShareAndStayInside)
{
    const Stripes stripes{Token::Open, Stripes::Direction::Rising, 2, 6};
    const Rect rect{35, 4, 8, 600};
    const Path path = stripesIn(rect, 0, stripes);
    EXPECT_NEAR(sum(areasOf(path)), 8 * 600 * 2.0 / 6, 12);
    for (const PathCommand &command : path) {
        if (command.kind == PathCommand::Kind::Close)
            continue;
        EXPECT_GE(command.to.x, rect.x - 1e-9);
        EXPECT_LE(command.to.x, rect.right() + 1e-9);
        EXPECT_GE(command.to.y, rect.y - 1e-9);
        EXPECT_LE(command.to.y, rect.bottom() + 1e-9);
    }
}

TEST(Stripes, OfPartsFitTogether)
{
    const Stripes stripes{Token::Open, Stripes::Direction::Rising, 2, 6};
    const double whole = sum(areasOf(stripesIn({0, 0, 10, 100}, 0, stripes)));
    const double parts = sum(areasOf(stripesIn({0, 0, 10, 37.5}, 0, stripes))) +
                         sum(areasOf(stripesIn({0, 37.5, 10, 62.5}, 0, stripes)));
    EXPECT_NEAR(parts, whole, 1e-6);
}

TEST(Stripes, LeaveRoundCornersFree)
{
    const Stripes all{Token::Open, Stripes::Direction::Across, 4, 4};
    EXPECT_NEAR(sum(areasOf(stripesIn({0, 0, 20, 20}, 10, all))), 314, 10); // a circle
}

TEST(Append, MovesEveryKindOfShape)
{
    using enum PathCommand::Kind;
    Picture part{10, 20, {}};
    part.shapes = {RectShape{{1, 2, 3, 4}, 0, {}, {}},
                   LineShape{{1, 2}, {3, 4}, {}},
                   CircleShape{{1, 2}, 5, {}, {}},
                   PathShape{{{Cubic, {1, 2}, {3, 4}, {5, 6}}}, {}, {}},
                   IconShape{"lock", {1, 2, 16, 16}, Token::Text},
                   TextShape{{1, 2}, "text", FontRole::Body, Token::Text, {}}};
    Picture picture;
    append(picture, part, {100, 200});
    ASSERT_EQ(picture.shapes.size(), 6U);
    EXPECT_EQ(std::get<RectShape>(picture.shapes[0]).rect, (Rect{101, 202, 3, 4}));
    EXPECT_EQ(std::get<LineShape>(picture.shapes[1]).to, (Point{103, 204}));
    EXPECT_EQ(std::get<CircleShape>(picture.shapes[2]).center, (Point{101, 202}));
    EXPECT_EQ(std::get<PathShape>(picture.shapes[3]).path[0],
              (PathCommand{Cubic, {101, 202}, {103, 204}, {105, 206}}));
    EXPECT_EQ(std::get<IconShape>(picture.shapes[4]).rect, (Rect{101, 202, 16, 16}));
    EXPECT_EQ(std::get<TextShape>(picture.shapes[5]).at, (Point{101, 202}));
    EXPECT_EQ(picture.width, 110);
    EXPECT_EQ(picture.height, 220);
}

} // namespace
