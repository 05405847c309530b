// SPDX-License-Identifier: GPL-3.0-or-later
// What of a timeline with many columns stays in sight.
#include "run/timeline/timeline_geometry.h"

#include "program/utf8.h"
#include "support/sample_timelines.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace racewalk;
using namespace racewalk::test;

double width(FontRole font, std::string_view text)
{
    return static_cast<double>(characterCount(text)) * (font == FontRole::TimelineLabel ? 7 : 6);
}

TimelineLayout layoutOf(Timeline timeline, double wide = 614)
{
    return {std::make_shared<const Timeline>(std::move(timeline)), {wide, 0}, width};
}

/// The columns in view of a layout that is scrolled by `offset`.
Interval inView(const TimelineLayout &layout, double offset, double wide = 614)
{
    return {layout.pinnedWidth() + offset, offset + wide};
}

std::optional<TextShape> findText(const Picture &picture, std::string_view text)
{
    for (const Shape &shape : picture.shapes)
        if (const auto *one = std::get_if<TextShape>(&shape); one && one->text == text)
            return *one;
    return std::nullopt;
}

std::size_t icons(const Picture &picture, std::string_view name)
{
    return static_cast<std::size_t>(std::ranges::count_if(picture.shapes, [&](const Shape &shape) {
        const auto *icon = std::get_if<IconShape>(&shape);
        return icon != nullptr && icon->name == name;
    }));
}

TEST(TimelinePinned, HoldsNumbersStripAndFlagAndTheColumnsDoNot)
{
    const TimelineLayout layout = layoutOf(crowdedTimeline(6, 60));
    const TimelineWindow window{{0, layout.bodyHeight(30)}, inView(layout, 400)};
    const Picture pinned = layout.part(TimelinePart::Pinned, 30, window);
    const Picture columns = layout.part(TimelinePart::Columns, 30, window);
    EXPECT_EQ(pinned.width, layout.pinnedWidth());
    for (const char *text : {"1", "30", "60", "now"}) {
        EXPECT_TRUE(findText(pinned, text)) << text;
        EXPECT_FALSE(findText(columns, text)) << text;
    }
    EXPECT_FALSE(findText(pinned, "switch 1"));
    const auto background = std::get<RectShape>(pinned.shapes.front());
    EXPECT_EQ(background.fill->color, Token::Panel);
    EXPECT_EQ(background.rect.width, layout.pinnedWidth());
}

TEST(TimelineHeader, KeepsANameWhilePartOfItsColumnIsInView)
{
    const TimelineLayout layout = layoutOf(crowdedTimeline(6, 60));
    const TimelineColumn &second = layout.columns()[1];
    const double offset = second.right - layout.pinnedWidth() - 80;
    const Picture header = layout.header(inView(layout, offset));
    EXPECT_EQ(header.width, 614);
    const auto name = findText(header, "worker[1]");
    ASSERT_TRUE(name);
    EXPECT_EQ(name->at.x, layout.pinnedWidth() + 8) << "it sticks to the left";
    EXPECT_FALSE(findText(header, "worker[0]"));
}

TEST(TimelineHeader, CountsTheColumnsOutOfViewAndAClickShowsOneMore)
{
    const TimelineLayout layout = layoutOf(crowdedTimeline(6, 60));
    const Interval atStart = inView(layout, 0);
    EXPECT_EQ(layout.hiddenColumns(atStart).left, 0U);
    EXPECT_GE(layout.hiddenColumns(atStart).right, 2U);
    EXPECT_EQ(icons(layout.header(atStart), "back"), 0U);
    EXPECT_EQ(icons(layout.header(atStart), "forward"), 1U);

    Interval view = atStart;
    for (int clicks = 0; clicks < 6; ++clicks) {
        const double begin = layout.beginFor(false, view);
        view = {begin, begin + view.end - view.begin};
    }
    EXPECT_DOUBLE_EQ(view.end, layout.width());
    EXPECT_EQ(layout.hiddenColumns(view).right, 0U);
    EXPECT_GE(layout.hiddenColumns(view).left, 2U);
    EXPECT_EQ(icons(layout.header(view), "back"), 1U);
    EXPECT_EQ(icons(layout.header(view), "forward"), 0U);
    EXPECT_TRUE(findText(layout.header(view), std::to_string(layout.hiddenColumns(view).left)));
    for (int clicks = 0; clicks < 6; ++clicks)
        view.begin = layout.beginFor(true, {view.begin, view.begin + 564});
    EXPECT_EQ(view.begin, layout.pinnedWidth());
}

TEST(TimelineSwitches, StayInViewAndTakeHalfOfItAtMost)
{
    Timeline timeline = crowdedTimeline(6, 60);
    for (TimelineLane &lane : timeline.lanes)
        lane.name = "a_thread_with_an_extremely_long_name_indeed_" + lane.name;
    const TimelineLayout layout = layoutOf(timeline);
    for (const double offset : {0.0, 150.0, 400.0}) {
        const Interval view = inView(layout, offset);
        const TimelineWindow window{{0, layout.bodyHeight(30)}, view};
        std::size_t found = 0;
        for (const Shape &shape : layout.part(TimelinePart::Columns, 30, window).shapes) {
            const auto *pill = std::get_if<RectShape>(&shape);
            if (pill == nullptr || pill->radius != 8)
                continue;
            ++found;
            EXPECT_GE(pill->rect.x, view.begin);
            EXPECT_LE(pill->rect.right(), view.end);
            EXPECT_LE(pill->rect.width, (view.end - view.begin) / 2);
        }
        EXPECT_EQ(found, timeline.switches.size());
    }
    const TimelineWindow window{{0, layout.bodyHeight(30)}, inView(layout, 0)};
    EXPECT_TRUE(findText(layout.part(TimelinePart::Columns, 30, window),
                         "switch 1: worker[0] \u2192 worker[1]"));
}

TEST(TimelineColumns, UseShortLabelsOnlyWhereTheFullOnesDoNotFit)
{
    Timeline timeline = crowdedTimeline(3, 30);
    for (TimelineEvent &event : timeline.events)
        event.shortLabel = event.role == Role::Write ? "nr_to_write = ..." : "lock";
    const TimelineLayout wide = layoutOf(timeline, 1400);
    EXPECT_FALSE(wide.hasShortLabels());
    EXPECT_TRUE(findText(wide.body(30), "spin_lock(sb->s_inode_list_lock)"));
    const TimelineLayout narrow = layoutOf(timeline, 614);
    EXPECT_TRUE(narrow.hasShortLabels());
    EXPECT_TRUE(findText(narrow.body(30), "lock"));
    EXPECT_FALSE(findText(narrow.body(30), "spin_lock(sb->s_inode_list_lock)"));
}

TEST(TimelineColumns, OfASystemLaneAreOnlyIconsWhereTheOthersNeedTheRoom)
{
    Timeline timeline = hangTimeline();
    for (TimelineEvent &event : timeline.events)
        event.shortLabel = event.label;
    const TimelineLayout wide = layoutOf(timeline, 900), narrow = layoutOf(timeline, 480);
    EXPECT_TRUE(findText(wide.body(24), timeline.events[23].label));
    EXPECT_FALSE(findText(narrow.body(24), timeline.events[23].label));
    EXPECT_EQ(narrow.rowLabel(23).text, "");
}

TEST(TimelineColumns, OfAnIdleSystemLaneGiveTheirRoomAway)
{
    const TimelineLayout used = layoutOf(hangTimeline(), 580);
    Timeline timeline = hangTimeline();
    timeline.events.pop_back();
    std::erase_if(timeline.arrows, [](const TimelineArrow &arrow) { return arrow.to == 23; });
    const TimelineLayout idle = layoutOf(timeline, 580);
    const auto widthOf = [](const TimelineColumn &column) { return column.right - column.left; };
    EXPECT_LT(widthOf(idle.columns()[2]), widthOf(used.columns()[2]) - 20);
    EXPECT_GT(widthOf(idle.columns()[0]), widthOf(used.columns()[0]));
    EXPECT_TRUE(findText(idle.body(23), "spin_unlock(inode_hash_lock)"));
}

TEST(TimelineColumns, ShowTheOtherEndsOfAnArrowIfTheyFit)
{
    const TimelineLayout layout = layoutOf(hangTimeline());
    const Interval both = layout.columnsOf(15, 600); // the unlock that lookup waits for
    EXPECT_EQ(both.begin, layout.columns()[0].left);
    EXPECT_EQ(both.end, layout.columns()[1].right);
    const Interval own = layout.columnsOf(15, 300);
    EXPECT_EQ(own.begin, layout.columns()[1].left);
    EXPECT_EQ(own.end, layout.columns()[1].right);
}

} // namespace
