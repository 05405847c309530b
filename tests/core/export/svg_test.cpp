// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/svg/svg.h"

#include "run/timeline/timeline_geometry.h"
#include "support/golden.h"
#include "support/sample_timelines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using testing::HasSubstr;
using testing::Not;

Picture everyShape()
{
    using enum PathCommand::Kind;
    Picture picture{100, 60.5, {}};
    const Stripes stripes{Token::Open, Stripes::Direction::Rising, 2, 6};
    picture.shapes = {
        RectShape{{0, 0, 100, 60.5}, 0, Fill{Token::Panel, {}}, {}},
        RectShape{{1.005, 2, 5, 20}, 2.5, Fill{Token::Panel, stripes}, Pen{Token::KLock, 1}},
        LineShape{{0, 30}, {100, 30}, {Token::Ctl, 1.5, Dash::Dotted}},
        CircleShape{{20, 20}, 9.25, Fill{Token::KLook, {}}, Pen{Token::KLookE, 1.5}},
        PathShape{{{Move, {}, {}, {1, 2}}, {Cubic, {3, 4}, {5, 6}, {7, 8}}, {Close, {}, {}, {}}},
                  {},
                  Pen{Token::Acc, 2, Dash::Dashed}},
        IconShape{"play", {40, 40, 12, 12}, Token::Text},
        TextShape{{50, 20}, "a < b && \"c\"", FontRole::TimelineLabel, Token::Text, {}},
        TextShape{{26, 20}, "12", FontRole::TimelineNumber, Token::Text3, TextShape::Anchor::Right},
    };
    return picture;
}

TEST(Svg, WritesEveryKindOfShape)
{
    EXPECT_TRUE(matchesGolden("svg/every_shape.svg",
                              toSvg(everyShape(), {ThemeKind::Light, "A & B", "Shapes"})));
}

TEST(Svg, TakesItsColoursFromTheTheme)
{
    const std::string light = toSvg(everyShape(), {ThemeKind::Light, "", ""});
    const std::string dark = toSvg(everyShape(), {ThemeKind::Dark, "", ""});
    EXPECT_THAT(light, HasSubstr("#ffffff"));
    EXPECT_THAT(dark, HasSubstr("#1b1f26"));
    EXPECT_THAT(dark, Not(HasSubstr("#ffffff")));
}

TEST(Svg, HidesNothingThatXmlForbids)
{
    Picture picture{10, 10, {}};
    picture.shapes = {TextShape{{0, 0}, "a\x01z\xff", FontRole::Body, Token::Text, {}}};
    EXPECT_THAT(toSvg(picture, {ThemeKind::Light, "", ""}), HasSubstr(">a\uFFFDz\uFFFD</text>"));
}

TEST(Svg, OfATimelineHasEveryLabelAndNoScript)
{
    const auto timeline = std::make_shared<const Timeline>(hangTimeline());
    const TimelineLayout layout(timeline, {900, 0}, typicalTextWidth);
    const std::string svg = toSvg(layout.whole(), {ThemeKind::Light, "Inode race", ""});
    EXPECT_THAT(svg, HasSubstr("<title>Inode race</title>"));
    EXPECT_THAT(svg, HasSubstr(">point of no return</text>"));
    EXPECT_THAT(svg, HasSubstr(">i_state &amp; I_FREEING</text>"));
    EXPECT_THAT(svg, HasSubstr("width=\"900\""));
    EXPECT_THAT(svg, Not(HasSubstr(">now</text>")));
    EXPECT_THAT(svg, Not(HasSubstr("script")));
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
    for (const TimelineEvent &event : timeline->events)
        EXPECT_THAT(svg, HasSubstr(">" + std::to_string(event.index + 1) + "</text>"));
    EXPECT_EQ(svg, toSvg(layout.whole(), {ThemeKind::Light, "Inode race", ""}));
}

TEST(TypicalTextWidth, CountsCharacters)
{
    EXPECT_DOUBLE_EQ(typicalTextWidth(FontRole::TimelineLabel, "spin_lock()"), 11 * 0.6 * 11.5);
    EXPECT_DOUBLE_EQ(typicalTextWidth(FontRole::Code, "\u2026"), 0.6 * 12);
    EXPECT_NEAR(typicalTextWidth(FontRole::NoteStrong, "point of no return"), 98.4, 3);
    EXPECT_EQ(typicalTextWidth(FontRole::Body, ""), 0);
}

} // namespace
