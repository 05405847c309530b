// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/timeline_geometry.h"

#include "run/timeline/timeline_part.h"
#include "support/sample_timelines.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace {

using namespace racewalk;
using namespace racewalk::test;

/// Every character is 7 wide in labels and 6 elsewhere.
double width(FontRole font, std::string_view text)
{
    const auto count = std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; });
    return static_cast<double>(count) * (font == FontRole::TimelineLabel ? 7 : 6);
}

TimelineLayout layoutOf(Timeline timeline, double wide = 614, double high = 0)
{
    return {std::make_shared<const Timeline>(std::move(timeline)), {wide, high}, width};
}

template <class S>
std::vector<S> shapesOf(const Picture &picture)
{
    std::vector<S> shapes;
    for (const Shape &shape : picture.shapes)
        if (const S *one = std::get_if<S>(&shape))
            shapes.push_back(*one);
    return shapes;
}

std::optional<TextShape> findText(const Picture &picture, std::string_view text)
{
    for (const TextShape &shape : shapesOf<TextShape>(picture))
        if (shape.text == text)
            return shape;
    return std::nullopt;
}

bool hasRect(const Picture &picture, const Rect &rect, Token fill)
{
    return std::ranges::any_of(shapesOf<RectShape>(picture), [&](const RectShape &shape) {
        return shape.rect == rect && shape.fill && shape.fill->color == fill;
    });
}

TEST(TimelineRows, LeaveRoomForSwitchesAndTheNowLine)
{
    const TimelineLayout layout = layoutOf(hangTimeline());
    EXPECT_EQ(layout.row(0, 12), (Interval{4, 30}));
    EXPECT_EQ(layout.row(1, 12), (Interval{30, 56}));
    EXPECT_EQ(layout.row(2, 12), (Interval{78, 104})); // behind switch 1
    EXPECT_EQ(layout.row(11, 12), (Interval{312, 338}));
    EXPECT_EQ(layout.nowLine(12), 343);
    EXPECT_EQ(layout.row(12, 12), (Interval{348, 374}));
    EXPECT_EQ(layout.row(17, 12), (Interval{500, 526})); // behind switch 2
    EXPECT_EQ(layout.row(23, 12).end, 682);
    EXPECT_EQ(layout.bodyHeight(), 686);
}

TEST(TimelineRows, MoveWithTheCursorByTheGapOnly)
{
    const TimelineLayout layout = layoutOf(hangTimeline());
    EXPECT_EQ(layout.nowLine(0), 9);
    EXPECT_EQ(layout.row(0, 0), (Interval{14, 40}));
    EXPECT_EQ(layout.row(12, 24), (Interval{338, 364}));
    EXPECT_EQ(layout.nowLine(24), 677);
    EXPECT_EQ(layout.bodyHeight(), 686);
}

TEST(TimelineRows, ShrinkToTwentyWhereThatMakesThemFit)
{
    EXPECT_EQ(layoutOf(hangTimeline(), 614, 686).rowHeight(), 26);
    EXPECT_EQ(layoutOf(hangTimeline(), 614, 620).rowHeight(), 23);
    EXPECT_EQ(layoutOf(hangTimeline(), 614, 542).rowHeight(), 20);
    EXPECT_EQ(layoutOf(hangTimeline(), 614, 541).rowHeight(), 26); // scrolls
}

TEST(TimelineRows, FindTheEventUnderAPoint)
{
    const TimelineLayout layout = layoutOf(hangTimeline());
    for (const std::size_t position : {0, 1, 12, 24})
        for (std::size_t event = 0; event < 24; ++event) {
            const Interval row = layout.row(event, position);
            EXPECT_EQ(layout.eventAt(row.begin, position), event);
            EXPECT_EQ(layout.eventAt(row.end - 0.1, position), event);
        }
    EXPECT_EQ(layout.eventAt(3, 12), std::nullopt);
    EXPECT_EQ(layout.eventAt(67, 12), std::nullopt);  // the switch
    EXPECT_EQ(layout.eventAt(343, 12), std::nullopt); // the now line
    EXPECT_EQ(layout.eventAt(683, 12), std::nullopt);
}

TEST(TimelineColumns, ShareTheWidthByTheirWidestLabel)
{
    const TimelineLayout layout = layoutOf(hangTimeline());
    const auto &columns = layout.columns();
    ASSERT_EQ(columns.size(), 3U);
    EXPECT_EQ(columns[0].left, 50);
    EXPECT_EQ(columns[2].left, 510);
    EXPECT_EQ(columns[2].right, 614);
    EXPECT_EQ(columns[0].right, columns[1].left);
    EXPECT_LT(columns[0].right - columns[0].left, columns[1].right - columns[1].left);
    // RCU bracket, one lock, icon, label.
    EXPECT_EQ(columns[0].bracket, 56);
    EXPECT_EQ(columns[0].bars[0], 63);
    EXPECT_EQ(columns[0].bars[1], std::nullopt);
    EXPECT_EQ(columns[0].icon, 84);
    EXPECT_EQ(columns[0].label, 100);
    // The first lock stands next to the icons.
    EXPECT_EQ(columns[1].bars[0], columns[1].left + 13);
    EXPECT_EQ(columns[1].bars[1], columns[1].left + 6);
    EXPECT_EQ(columns[2].icon, 526);
}

TEST(TimelineColumns, GrowBeyondTheWidthRatherThanOverlap)
{
    const TimelineLayout layout = layoutOf(crowdedTimeline(6, 60));
    EXPECT_GT(layout.width(), 614);
    double left = 50;
    for (const TimelineColumn &column : layout.columns()) {
        EXPECT_EQ(column.left, left);
        EXPECT_GE(column.right - column.label, 135);
        left = column.right;
    }
    EXPECT_EQ(left, layout.width());
}

TEST(TimelineColumns, HoldEveryLabelAndNote)
{
    for (const std::size_t threads : {1U, 2U, 6U}) {
        const TimelineLayout layout = layoutOf(crowdedTimeline(threads, 60));
        for (const TextShape &text : shapesOf<TextShape>(layout.body(30))) {
            if (text.font != FontRole::TimelineLabel && text.font != FontRole::Note)
                continue;
            const auto column =
                std::ranges::find_if(layout.columns(), [&text](const TimelineColumn &one) {
                    return text.at.x >= one.label && text.at.x < one.right;
                });
            ASSERT_NE(column, layout.columns().end()) << text.text;
            EXPECT_LE(text.at.x + width(text.font, text.text), column->right) << text.text;
        }
    }
}

TEST(TimelineColumns, MakeRoomForLongRowNumbers)
{
    const TimelineLayout layout = layoutOf(crowdedTimeline(2, 10000));
    EXPECT_EQ(layout.numbersRight(), 35);
    EXPECT_EQ(layout.columns()[0].left, 59);
}

TEST(TimelineBody, ShowsTheFutureInOutline)
{
    const TimelineLayout layout = layoutOf(hangTimeline(), 900);
    const Picture picture = layout.body(12);
    const auto past = findText(picture, "spin_unlock(inode_hash_lock)");
    const auto future = findText(picture, "wake_up_bit(i_state)");
    ASSERT_TRUE(past && future);
    EXPECT_EQ(past->color, Token::Text);
    EXPECT_EQ(future->color, Token::Text3);
    const auto circles = shapesOf<CircleShape>(picture);
    const auto filled = [&](Token token) {
        return std::ranges::count_if(
            circles, [token](const CircleShape &c) { return c.fill && c.fill->color == token; });
    };
    EXPECT_EQ(filled(Token::KLock), 6); // locks and unlocks of the first 12 steps
    EXPECT_EQ(filled(Token::KWake), 0);
}

TEST(TimelineBody, MarksTheRowsOfTheCursorAndOfThePointOfNoReturn)
{
    const TimelineLayout layout = layoutOf(hangTimeline());
    const Picture picture = layout.body(12);
    EXPECT_TRUE(hasRect(picture, {0, 312, 614, 26}, Token::AccBg));
    EXPECT_TRUE(hasRect(picture, {0, 348, 614, 26}, Token::DoomBg));
    const auto words = findText(picture, "point of no return");
    ASSERT_TRUE(words);
    EXPECT_EQ(words->at, (Point{96, 361})); // in lookup's column, the nearest empty one
    EXPECT_EQ(findText(picture, "safe from here"), std::nullopt);
    EXPECT_TRUE(findText(layoutOf(wokenTimeline()).body(0), "safe from here"));
}

TEST(TimelineBody, DrawsTheFateStripInThreeWidths)
{
    const Picture hang = layoutOf(hangTimeline()).body(12);
    EXPECT_TRUE(hasRect(hang, {35, 4, 8, 339}, Token::Open));         // to the now line
    EXPECT_TRUE(hasRect(hang, {34.5, 343.5, 9, 338}, Token::DoomBg)); // the future, lighter
    const Picture woken = layoutOf(wokenTimeline()).body(28);
    EXPECT_TRUE(std::ranges::any_of(shapesOf<RectShape>(woken), [](const RectShape &shape) {
        return shape.rect.x == 36.5 && shape.rect.width == 5 && shape.fill->color == Token::Safe;
    }));
}

TEST(TimelineBody, DrawsBarsFromLockToUnlockInThePatternOfTheLock)
{
    const TimelineLayout layout = layoutOf(hangTimeline());
    const double hashBar = *layout.columns()[1].bars[1];
    const auto bars = shapesOf<RectShape>(layout.body(24));
    const auto bar =
        std::ranges::find_if(bars, [&](const RectShape &shape) { return shape.rect.x == hashBar; });
    ASSERT_NE(bar, bars.end());
    EXPECT_EQ(bar->rect.y, layout.rowCenter(6, 24) - 6);
    EXPECT_EQ(bar->rect.bottom(), layout.rowCenter(11, 24) + 6);
    ASSERT_TRUE(bar->fill && bar->fill->stripes);
    EXPECT_EQ(bar->fill->stripes->direction, Stripes::Direction::Across);
}

TEST(TimelineBody, CutsABarAtTheNowLine)
{
    const TimelineLayout layout = layoutOf(hangTimeline());
    const double lockBar = *layout.columns()[1].bars[0];
    const double now = layout.nowLine(9);
    EXPECT_TRUE(hasRect(layout.body(9),
                        {lockBar, layout.rowCenter(7, 9) - 6, 5, now - layout.rowCenter(7, 9) + 6},
                        Token::KLock));
    EXPECT_TRUE(hasRect(layout.body(9), {lockBar, now, 5, layout.rowCenter(10, 9) + 6 - now},
                        Token::Panel));
}

TEST(TimelineBody, SaysHowASleepEnds)
{
    EXPECT_TRUE(findText(layoutOf(hangTimeline()).body(24), "forever"));
    EXPECT_TRUE(findText(layoutOf(wokenTimeline()).body(24), "asleep until woken"));
    // A sleep that begins in the last row gets a row of its own for the hatch.
    Timeline timeline = hangTimeline();
    timeline.events.pop_back();
    std::erase_if(timeline.arrows, [](const TimelineArrow &arrow) { return arrow.to == 23; });
    const TimelineLayout layout = layoutOf(timeline);
    EXPECT_EQ(layout.bodyHeight(), 686);
    const auto words = findText(layout.body(23), "forever");
    ASSERT_TRUE(words);
    EXPECT_GT(words->at.y, layout.row(22, 23).end);
    EXPECT_LT(words->at.y, layout.bodyHeight());
}

TEST(TimelineBody, EndsTheSleepOfAThreadThatHasNotRunSinceAtItsWakeup)
{
    const Timeline whole = wokenTimeline();
    const auto sleep =
        std::ranges::find(whole.spans, TimelineSpan::Kind::Asleep, &TimelineSpan::kind);
    ASSERT_TRUE(sleep != whole.spans.end() && sleep->last);
    const std::size_t wake = *sleep->last, lane = sleep->lane;
    const Timeline timeline = timelinePart(whole, 0, wake + 3);
    for (std::size_t i = wake; i < timeline.events.size(); ++i)
        ASSERT_NE(timeline.events[i].lane, lane);
    const TimelineLayout layout = layoutOf(timeline);
    const auto rects = shapesOf<RectShape>(layout.body(wake + 3));
    const auto hatch = std::ranges::find_if(rects, [](const RectShape &shape) {
        return shape.fill && shape.fill->stripes && shape.pen && shape.pen->color == Token::KWait;
    });
    ASSERT_NE(hatch, rects.end());
    EXPECT_EQ(hatch->rect.bottom(), layout.rowCenter(wake, wake + 3));
}

TEST(TimelineBody, LetsArrowsEnterFromAboveWhereTheColumnIsEmpty)
{
    const TimelineLayout layout = layoutOf(hangTimeline());
    std::vector<Point> ends;
    for (const PathShape &shape : shapesOf<PathShape>(layout.body(24)))
        if (shape.fill && shape.path.size() == 4) // arrow heads; the flag has five corners
            ends.push_back(shape.path.front().to);
    const auto &columns = layout.columns();
    EXPECT_EQ(ends, (std::vector<Point>{
                        {columns[0].icon + 6, layout.rowCenter(17, 24) - 11}, // lock hand-over
                        {columns[2].icon, layout.rowCenter(23, 24) - 11},     // call_rcu
                        {columns[2].icon - 11, layout.rowCenter(23, 24)},     // rcu_read_unlock
                    }));
}

TEST(TimelineBody, ShowsAWakeUpThatWakesNobody)
{
    const Picture picture = layoutOf(hangTimeline()).body(24);
    const auto words = findText(picture, "nobody waits yet");
    ASSERT_TRUE(words);
    EXPECT_EQ(words->color, Token::DoomText);
    EXPECT_EQ(findText(layoutOf(wokenTimeline()).body(28), "nobody waits yet"), std::nullopt);
}

TEST(TimelineBody, PutsTheFateWordsBehindTheLabelWhereNoColumnIsFree)
{
    Timeline timeline = hangTimeline();
    timeline.events[13].label = "wakeup";
    timeline.events[13].note = "nobody waits";
    timeline.pointOfNoReturn = 13; // the stub of this event takes lookup's column
    const TimelineLayout layout = layoutOf(timeline);
    const Picture picture = layout.body(24);
    const auto words = findText(picture, "point of no return");
    ASSERT_TRUE(words);
    EXPECT_GT(words->at.x, layout.columns()[1].label + 6 * 7);
    EXPECT_EQ(words->at.y, layout.rowCenter(13, 24));
    EXPECT_TRUE(findText(picture, "nobody waits yet"));
    EXPECT_FALSE(findText(picture, "nobody waits")) << "the stub says so already";
}

TEST(TimelineBody, DrawsOnlyWhatIsInSight)
{
    const TimelineLayout layout = layoutOf(crowdedTimeline(6, 10000));
    const Picture all = layout.body(5000);
    const double y = layout.row(5000, 5000).begin;
    const Picture part = layout.body(5000, Interval{y - 300, y + 300});
    EXPECT_EQ(part.height, all.height);
    EXPECT_LT(part.shapes.size(), 400U);
    for (const char *number : {"4995", "5000", "5005"})
        EXPECT_TRUE(findText(part, number)) << number;
    EXPECT_FALSE(findText(part, "4900"));
    EXPECT_TRUE(findText(all, "4900"));
}

TEST(TimelineBody, IsEmptyWithoutSteps)
{
    Timeline timeline = hangTimeline();
    timeline = {timeline.lanes, {}, {}, {}, {}, {}, false, Fate::Open, {}, {}};
    const TimelineLayout layout = layoutOf(timeline);
    EXPECT_EQ(layout.eventAt(10, 0), std::nullopt);
    EXPECT_TRUE(shapesOf<TextShape>(layout.body(0)).empty());
    EXPECT_TRUE(findText(layout.header(), "lookup"));
}

TEST(TimelineFrame, NamesTheFailureThatIsPossible)
{
    const auto legend = [](OnlyFailure only) {
        Timeline timeline = hangTimeline();
        timeline.onlyFailure = only;
        std::string words;
        for (const TextShape &text : shapesOf<TextShape>(timelineFooter(timeline, 614, width)))
            if (text.text != "Fate" && text.text != "RCU" && !text.text.ends_with("_lock"))
                words += (words.empty() ? "" : ", ") + text.text;
        return words;
    };
    EXPECT_EQ(legend(FindingKind::Hang), "Safe, May hang, Hang inevitable");
    EXPECT_EQ(legend(FindingKind::UseAfterFree), "Safe, May fail, Use after free inevitable");
    EXPECT_EQ(legend(std::nullopt), "Safe, May fail, Failure inevitable");
    EXPECT_EQ(legend(FindingKind::None), "Safe");
}

TEST(TimelineFrame, NamesTheLocksInUse)
{
    const Picture footer = timelineFooter(hangTimeline(), 614, width);
    EXPECT_EQ(footer.height, 32);
    for (const char *word : {"Safe", "May hang", "Hang inevitable", "i_lock", "RCU"})
        EXPECT_TRUE(findText(footer, word)) << word;
    EXPECT_FALSE(findText(footer, "Not known"));
    const Picture crowded = timelineFooter(crowdedTimeline(2, 30), 614, width);
    EXPECT_TRUE(findText(crowded, "Not known"));
    const auto texts = shapesOf<TextShape>(crowded);
    EXPECT_GT(crowded.height, 32);
    for (const TextShape &text : texts)
        EXPECT_LE(text.at.x + width(text.font, text.text), 614 - 12) << text.text;
    for (std::size_t i = 0; i < texts.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_TRUE(texts[i].at.y != texts[j].at.y ||
                        texts[i].at.x + width(texts[i].font, texts[i].text) <= texts[j].at.x ||
                        texts[j].at.x + width(texts[j].font, texts[j].text) <= texts[i].at.x)
                << texts[i].text << " and " << texts[j].text;
}

TEST(TimelineFrame, StacksHeaderBodyAndFooter)
{
    const TimelineLayout layout = layoutOf(hangTimeline());
    const Picture whole = layout.whole();
    EXPECT_EQ(whole.width, 614);
    EXPECT_EQ(whole.height, 36 + 676 + 32);
    const auto lane = findText(whole, "lookup"), step = findText(whole, "rcu_read_lock()"),
               fate = findText(whole, "Fate");
    ASSERT_TRUE(lane && step && fate);
    EXPECT_EQ(lane->at.y, 18);
    EXPECT_EQ(step->at.y, 36 + 17);
    EXPECT_EQ(fate->at.y, 36 + 676 + 16.5);
}

TEST(AccessibleRow, SaysWhatThePictureShows)
{
    const Timeline timeline = hangTimeline();
    EXPECT_EQ(accessibleRow(timeline, 12, 12),
              "Step 13, evict, spin_lock(i_lock), future, point of no return");
    EXPECT_EQ(accessibleRow(timeline, 1, 2), "Step 2, lookup, inode = bucket, found, current");
    EXPECT_EQ(accessibleRow(timeline, 2, 12), "Step 3, evict, spin_lock(i_lock)");
    EXPECT_EQ(accessibleRow(wokenTimeline(), 5, 28),
              "Step 6, lookup, spin_lock(i_lock), safe from here");
}

} // namespace
