// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/svg/run_picture.h"
#include "export/svg/svg.h"
#include "run/timeline/timeline_geometry.h"
#include "support/golden.h"
#include "support/sample_timelines.h"

#include "every_shape.h"
#include "exported_runs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using testing::HasSubstr;
using testing::Not;

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

TEST(Svg, HasRowsOfTheHeightThatIsAskedFor)
{
    const ExportedRun exported(machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup"),
                               "lookup*2 evict*3");
    for (const std::size_t height : {18U, 26U, 48U}) {
        const TimelineLayout layout =
            runLayout(exported.toExport(), {.rowHeight = height}, typicalTextWidth);
        EXPECT_EQ(layout.rowHeight(), height);
        const Interval first = layout.row(0, TimelineLayout::noCursor);
        EXPECT_EQ(first.end - first.begin, height);
    }
}

TEST(TypicalTextWidth, CountsCharacters)
{
    EXPECT_DOUBLE_EQ(typicalTextWidth(FontRole::TimelineLabel, "spin_lock()"), 11 * 0.6 * 11.5);
    EXPECT_DOUBLE_EQ(typicalTextWidth(FontRole::Code, "\u2026"), 0.6 * 12);
    EXPECT_NEAR(typicalTextWidth(FontRole::NoteStrong, "point of no return"), 98.4, 3);
    EXPECT_EQ(typicalTextWidth(FontRole::Body, ""), 0);
}

} // namespace
