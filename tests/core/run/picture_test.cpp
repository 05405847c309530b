// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/picture.h"

#include <gtest/gtest.h>

namespace {

using namespace racewalk;

double tenEach(FontRole, std::string_view text)
{
    double width = 0;
    for (const char c : text)
        width += (static_cast<unsigned char>(c) & 0xc0U) == 0x80U ? 0 : 10;
    return width;
}

TEST(ElidedMiddle, KeepsBothEnds)
{
    EXPECT_EQ(elidedMiddle("spin_lock", FontRole::Body, 90, tenEach), "spin_lock");
    EXPECT_EQ(elidedMiddle("spin_lock", FontRole::Body, 89, tenEach), "spin\u2026ock");
    EXPECT_EQ(elidedMiddle("spin_lock", FontRole::Body, 30, tenEach), "s\u2026k");
    EXPECT_EQ(elidedMiddle("spin_lock", FontRole::Body, 10, tenEach), "\u2026");
    EXPECT_EQ(elidedMiddle("spin_lock", FontRole::Body, 9, tenEach), "");
    EXPECT_EQ(elidedMiddle("", FontRole::Body, 0, tenEach), "");
}

TEST(ElidedMiddle, CutsBetweenCharactersNotBytes)
{
    EXPECT_EQ(elidedMiddle("\u00e4\u00f6\u00fc\u00df\u20ac", FontRole::Body, 30, tenEach),
              "\u00e4\u2026\u20ac");
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
