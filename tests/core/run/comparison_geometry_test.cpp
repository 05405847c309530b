// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/comparison/comparison_geometry.h"

#include "program/utf8.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

using namespace racewalk;
using namespace racewalk::test;

namespace {

double sevenPixels(FontRole /*font*/, std::string_view text)
{
    return 7.0 * static_cast<double>(characterCount(text));
}

/// Two runs of the inode race, laid out.
struct LaidOut {
    Comparison comparison;
    std::array<std::shared_ptr<const Timeline>, 2> timelines;
    ComparisonLayout layout;

    static LaidOut of(const char *left, const char *right, std::string_view schedule,
                      double height = 0)
    {
        const auto side = [&](const char *variant) {
            return follow(machineOf("scenarios/inode/inode-teardown.race", variant),
                          *parseSchedule(schedule));
        };
        Comparison comparison = compare(side(left), side(right));
        std::array<std::shared_ptr<const Timeline>, 2> timelines;
        for (std::size_t i = 0; i < 2; ++i)
            timelines[i] = std::make_shared<const Timeline>(
                timelineOf(comparison.sides[i].run, [](StateView) { return Fate::Safe; }));
        ComparisonPicture picture{.comparison = comparison,
                                  .timelines = timelines,
                                  .boxes = {},
                                  .width = 1400,
                                  .height = height};
        for (std::size_t i = 0; i < 2; ++i)
            picture.boxes[i].resize(timelines[i]->events.size());
        picture.boxes[1].back() = LabelBox{Token::Add, Token::AddText};
        ComparisonLayout layout(picture, sevenPixels);
        return {std::move(comparison), std::move(timelines), std::move(layout)};
    }

    Picture body(std::size_t taken) const { return layout.body(taken, {0, layout.height()}); }
};

constexpr std::string_view schedule = "lookup*2 evict! lookup!";

std::size_t countTexts(const Picture &picture, std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(picture.shapes, [&](const Shape &shape) {
        const auto *words = std::get_if<TextShape>(&shape);
        return words != nullptr && words->text == text;
    }));
}

TEST(ComparisonLayout, PutsTheStepsOfARowAtOneHeight)
{
    const LaidOut both = LaidOut::of("rcu_lookup", "rcu_recheck", schedule);
    for (std::size_t row = 0; row < both.layout.rowCount(); ++row) {
        for (std::size_t side = 0; side < 2; ++side) {
            if (const auto &step = both.comparison.rows[row].steps[side]) {
                EXPECT_EQ(both.layout.side(side).row(step->event, 0), both.layout.row(row)) << row;
            }
        }
    }
}

TEST(ComparisonLayout, LeavesRoomForASwitchOnEitherSide)
{
    const LaidOut both = LaidOut::of("rcu_lookup", "rcu_recheck", schedule);
    ASSERT_EQ(both.timelines[0]->switches.size(), 2U);
    const double height = both.layout.rowHeight();
    EXPECT_EQ(both.layout.row(2).begin,
              both.layout.row(1).end + TimelineLayout::switchHeight); // before evict's first step
    EXPECT_EQ(both.layout.row(3).begin, both.layout.row(2).begin + height);
}

TEST(ComparisonLayout, FindsTheRowAtAHeight)
{
    const LaidOut both = LaidOut::of("rcu_lookup", "rcu_recheck", schedule);
    for (std::size_t row = 0; row < both.layout.rowCount(); ++row) {
        const Interval place = both.layout.row(row);
        EXPECT_EQ(both.layout.rowAt(place.begin + 1), row);
        EXPECT_EQ(both.layout.rowAt(place.end - 1), row);
    }
    EXPECT_EQ(both.layout.rowAt(0), std::nullopt);
    EXPECT_EQ(both.layout.rowAt(both.layout.row(2).begin - 5), std::nullopt); // of the switch
    EXPECT_EQ(both.layout.rowAt(both.layout.height() + 9), std::nullopt);
}

TEST(ComparisonLayout, SharesTheWidthAndTheHeight)
{
    const LaidOut wide = LaidOut::of("rcu_lookup", "rcu_recheck", schedule);
    EXPECT_EQ(wide.layout.width(), 1400);
    EXPECT_EQ(wide.layout.gutterLeft(), 645);
    EXPECT_EQ(wide.layout.rightEdge(), 645 + ComparisonLayout::wideGutter);
    EXPECT_EQ(ComparisonLayout::gutterFor(1000), ComparisonLayout::narrowGutter);
    EXPECT_EQ(wide.layout.rowHeight(), 26);
    const LaidOut low = LaidOut::of("rcu_lookup", "rcu_recheck", schedule, 640);
    EXPECT_LT(low.layout.rowHeight(), 26);
    EXPECT_LE(low.layout.height(), 640);
}

TEST(ComparisonLayout, ShowsBothSidesWhereTheyAreTooWide)
{
    const LaidOut both = LaidOut::of("rcu_lookup", "rcu_recheck", schedule);
    const ComparisonLayout &layout = both.layout;
    EXPECT_EQ(layout.scrollRange(layout.width()), 0);
    EXPECT_EQ(layout.view(layout.width(), 100).gutterLeft, layout.gutterLeft());
    EXPECT_EQ(layout.view(layout.width(), 100).scrolled, (std::array<double, 2>{0, 0}));

    EXPECT_EQ(layout.scrollRange(layout.width() - 0.5), 0) << "pixels may be fractions";

    const double width = 1000, half = (width - layout.gutterWidth()) / 2;
    const double range = layout.scrollRange(width);
    EXPECT_EQ(range, layout.side(0).width() - half);
    const ComparisonLayout::View end = layout.view(width, 10'000);
    EXPECT_EQ(end.gutterLeft, half);
    EXPECT_EQ(end.scrolled, (std::array<double, 2>{range, range}));
    for (const double scrolled : {0.0, range}) {
        const Picture header = layout.header(layout.view(width, scrolled));
        EXPECT_EQ(header.width, width);
        EXPECT_EQ(countTexts(header, "evict"), 2U) << scrolled;
    }
}

/// The mark of the now line ends before the numbers begin.
std::ptrdiff_t countNowMarks(const Picture &picture)
{
    return std::ranges::count_if(picture.shapes, [](const Shape &shape) {
        const auto *path = std::get_if<PathShape>(&shape);
        return path && path->fill && path->fill->color == Token::Acc &&
               std::ranges::all_of(path->path,
                                   [](const PathCommand &each) { return each.to.x <= 8; });
    });
}

TEST(ComparisonLayout, NamesTheFirstDifferenceOnceAndMarksNowUnlessAtTheEnd)
{
    const LaidOut both = LaidOut::of("rcu_lookup", "rcu_recheck", schedule);
    const std::size_t all = both.layout.rowCount();
    for (const std::size_t taken : {std::size_t(0), std::size_t(5), all}) {
        const Picture picture = both.body(taken);
        EXPECT_EQ(countTexts(picture, "\u2260 first difference"), 1U) << taken;
        EXPECT_EQ(countNowMarks(picture), taken == all ? 0 : 1) << taken;
    }
    const LaidOut same = LaidOut::of("rcu_lookup", "rcu_lookup", schedule);
    EXPECT_EQ(countTexts(same.body(3), "\u2260 first difference"), 0U);
}

TEST(ComparisonLayout, DrawsWhatIsBehindALabelAndWhyAStepIsBlocked)
{
    const LaidOut both = LaidOut::of("rcu_lookup", "hash_lock", "lookup*2 evict*19");
    ASSERT_TRUE(both.comparison.sides[1].blocked);
    const Picture picture = both.body(0);
    EXPECT_EQ(both.comparison.sides[1].blocked->reason,
              "spinning on inode_hash_lock, held by lookup");
    EXPECT_EQ(countTexts(picture, "spinning on inode_hash_lock, held by lookup") +
                  countTexts(picture, "held by lookup"),
              1U);
    const auto boxes = std::ranges::count_if(picture.shapes, [](const Shape &shape) {
        const auto *box = std::get_if<RectShape>(&shape);
        return box != nullptr && box->fill && box->fill->color == Token::Add;
    });
    EXPECT_EQ(boxes, 1);
}

} // namespace
