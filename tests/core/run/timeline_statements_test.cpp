// SPDX-License-Identifier: GPL-3.0-or-later
// Statements of several operations: which events belong together, and how a folded one is laid out.
#include "run/timeline/timeline_geometry.h"

#include "program/utf8.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {

namespace {

Timeline timelineOfWalk(std::string_view scenario, std::string_view schedule)
{
    const auto machine = test::machineFor(scenario);
    const Walk walk = racewalk::walk(*machine, *parseSchedule(schedule));
    EXPECT_EQ(walk.message, "");
    racewalk::Run run(machine);
    EXPECT_EQ(run.replace(walk.steps), walk.steps.size());
    return timelineOf(run, [](StateView) { return Fate::Unknown; });
}

/// "1-2 counter++: writes 1", with rows from 1, one a line.
std::string statementsOf(std::string_view scenario, std::string_view schedule)
{
    std::string text;
    for (const TimelineStatement &each : timelineOfWalk(scenario, schedule).statements)
        text += fmt::format("{}-{} {}: {}\n", each.first + 1, each.last + 1, each.label, each.note);
    return text;
}

double width(FontRole, std::string_view text)
{
    return 7.0 * static_cast<double>(characterCount(text));
}

TimelineLayout layoutOf(Timeline timeline, std::vector<std::size_t> folded)
{
    return {std::make_shared<const Timeline>(std::move(timeline)),
            {.folded = std::move(folded), .hasMarks = true},
            width};
}

/// What is written, and where.
std::string textsOf(const TimelineLayout &layout, std::size_t position)
{
    std::string texts;
    for (const Shape &shape : layout.body(position).shapes)
        if (const auto *text = std::get_if<TextShape>(&shape))
            texts += fmt::format("{} {} {}\n", text->at.x, text->at.y, text->text);
    return texts;
}

constexpr std::string_view counter = R"(
int counter; int other;
thread a { counter++; other = counter + 1; }
thread b { counter++; }
)";

/// Rows 1-2 are `counter++`, rows 3-4 `other = counter + 1`, rows 5-6 those of the other thread.
Timeline inARow()
{
    return timelineOfWalk(counter, "a*4 b*2");
}

} // namespace

TEST(Statements, AreTheOperationsThatFollowEachOther)
{
    EXPECT_EQ(statementsOf(counter, "a*4 b*2"), "1-2 counter++: writes 1\n"
                                                "3-4 other = counter + 1: writes 2\n"
                                                "5-6 counter++: writes 2\n");
}

TEST(Statements, AreNoneWhereAnotherThreadComesBetween)
{
    EXPECT_EQ(statementsOf(counter, "a b a b a*2"), "5-6 other = counter + 1: writes 2\n");
}

TEST(Statements, OfALoopAreOneForEachTime)
{
    constexpr std::string_view loop = R"(
int counter;
thread a { for (int i = 0; i < 2; i++) counter++; }
)";
    EXPECT_EQ(statementsOf(loop, "a*4"), "1-2 counter++: writes 1\n3-4 counter++: writes 2\n");
}

TEST(Statements, DoNotCallOneOfTheValuesTheirResult)
{
    constexpr std::string_view condition = R"(
int a, b;
thread t { if (READ_ONCE(a) == 0 && READ_ONCE(b) == 0) WRITE_ONCE(a, 1); }
thread u { WRITE_ONCE(b, 1); }
)";
    EXPECT_EQ(statementsOf(condition, "t*3"),
              "1-2 if (READ_ONCE(a) == 0 && READ_ONCE(b) == 0): \n");
}

TEST(Statements, OfAWaitAreItsOperationsUntilTheSleep)
{
    constexpr std::string_view wait = R"(
wait_queue_head_t wq; int done;
thread waiter { wait_event(wq, READ_ONCE(done)); }
thread waker { WRITE_ONCE(done, 1); wake_up(&wq); }
)";
    const Timeline timeline = timelineOfWalk(wait, "waiter*4");
    ASSERT_FALSE(timeline.statements.empty());
    EXPECT_EQ(timeline.statements.back().label, "wait_event(wq, READ_ONCE(done))");
    EXPECT_EQ(timeline.statements.back().last, std::size_t{3});
    EXPECT_EQ(timeline.statements.back().note, "asleep");
}

TEST(Statements, LeaveOutPointersAsLabelsDo)
{
    constexpr std::string_view flags = R"(
struct inode { int i_state; int i_count; } inodes[1];
thread t { struct inode *inode = &inodes[0]; inode->i_state |= 4; inode->i_count = inode->i_state + 1; }
thread u { inodes[0].i_state = 1; inodes[0].i_count = 1; }
)";
    EXPECT_EQ(statementsOf(flags, "t*4"),
              "1-2 i_state |= 4: writes 4\n3-4 i_count = i_state + 1: writes 5\n");
}

TEST(Statements, OfDrainsAreNone)
{
    constexpr std::string_view stores = R"(
memory tso;
int x, y;
thread t { x = 1; y = 1; }
thread u { y = x; }
)";
    EXPECT_EQ(statementsOf(stores, "t*2 t~ t~"), "");
}

TEST(FoldedStatement, IsOneRow)
{
    const TimelineLayout open = layoutOf(inARow(), {});
    const TimelineLayout folded = layoutOf(inARow(), {0, 2});
    EXPECT_EQ(folded.row(0, 6), folded.row(1, 6));
    EXPECT_EQ(folded.row(2, 6), folded.row(3, 6));
    EXPECT_EQ(folded.row(2, 6).begin, folded.row(0, 6).end);
    EXPECT_EQ(folded.row(4, 6).end, folded.row(5, 6).begin);
    EXPECT_EQ(open.bodyHeight() - folded.bodyHeight(), 2 * 26);
    EXPECT_EQ(folded.shownEvents(), (std::vector<std::size_t>{1, 3, 4, 5}));
    EXPECT_TRUE(open.shownEvents().empty());
}

TEST(FoldedStatement, StandsForTheStateAfterItsLastOperation)
{
    const TimelineLayout layout = layoutOf(inARow(), {0});
    const Interval row = layout.row(0, 2);
    EXPECT_EQ(layout.eventAt((row.begin + row.end) / 2, 2), std::size_t{1});
    EXPECT_EQ(layout.nowLine(2), row.end + 5);
    EXPECT_EQ(layout.rowNumber(1), "1\u20132");
    EXPECT_EQ(layout.rowNumber(2), "3");
    EXPECT_EQ(layout.rowLabel(0).text, "counter++");
    EXPECT_EQ(layout.rowLabel(1).note, "writes 1");
}

TEST(FoldedStatement, DrawsItsTextsOnce)
{
    const TimelineLayout layout = layoutOf(inARow(), {0, 2, 4});
    std::vector<std::string> texts;
    for (const Shape &shape : layout.body(6).shapes)
        if (const auto *text = std::get_if<TextShape>(&shape))
            texts.push_back(text->text);
    EXPECT_EQ(std::ranges::count(texts, "counter++"), 2);
    EXPECT_EQ(std::ranges::count(texts, "other = counter + 1"), 1);
    EXPECT_EQ(std::ranges::count(texts, "5\u20136"), 1);
    EXPECT_EQ(std::ranges::count(texts, "counter = 1"), 0);
}

TEST(FoldedStatement, IsDrawnWhereverTheViewEnds)
{
    const TimelineLayout layout = layoutOf(inARow(), {0, 2, 4});
    for (std::size_t event : {0U, 2U, 4U}) {
        const Interval row = layout.row(event, 6);
        const Picture part = layout.body(6, Interval{row.begin + 8, row.begin + 9});
        EXPECT_TRUE(std::ranges::any_of(part.shapes, [&](const Shape &shape) {
            const auto *text = std::get_if<TextShape>(&shape);
            return text && text->text == layout.rowNumber(event + 1);
        })) << event;
    }
}

TEST(FoldedStatement, HasItsMarkBehindTheTexts)
{
    const TimelineLayout open = layoutOf(inARow(), {});
    const TimelineLayout folded = layoutOf(inARow(), {0});
    ASSERT_TRUE(open.statementMark(0, 6) && folded.statementMark(1, 6));
    EXPECT_FALSE(open.statementMark(1, 6)); // only its first row has one
    EXPECT_EQ(*folded.statementMark(0, 6), *folded.statementMark(1, 6));
    const RowLabel label = folded.rowLabel(1);
    EXPECT_GT(folded.statementMark(1, 6)->x, label.noteX + width(FontRole::Note, label.note));
    EXPECT_EQ(folded.statementMark(1, 6)->right(), label.end);
}

TEST(FoldedStatement, StaysOpenWhileAnInnerStepHasANote)
{
    Timeline timeline = inARow();
    timeline.notes = {{0, "here"}};
    EXPECT_TRUE(layoutOf(timeline, {0}).shownEvents().empty());
    EXPECT_FALSE(layoutOf(timeline, {0}).statementMark(0, 6));
    timeline.notes = {{1, "here"}};
    EXPECT_EQ(layoutOf(timeline, {0}).shownEvents().size(), std::size_t{5});
}

TEST(FoldedStatement, IsReadWithItsSteps)
{
    const TimelineLayout layout = layoutOf(inARow(), {0});
    EXPECT_EQ(accessibleRow(layout.timeline(), 1, 2, layout.foldedAt(1)),
              "Steps 1 to 2, a, counter++, writes 1, folded, current");
}

TEST(FoldedStatement, IsReadWithWhatItsInnerStepsMean)
{
    Timeline timeline = inARow();
    timeline.pointOfNoReturn = 2;
    timeline.safeFromHere = 3;
    timeline.damage = {{.lane = 0, .check = 2, .sleep = 5, .writes = {4}},
                       {.lane = 0, .check = 0, .sleep = 5, .writes = {2, 3}}};
    timeline.livelock.emplace();
    timeline.livelock->position = 3;
    const TimelineLayout layout = layoutOf(timeline, {2});
    EXPECT_EQ(accessibleRow(timeline, 3, 6, layout.foldedAt(3)),
              "Steps 3 to 4, a, other = counter + 1, writes 2, folded, "
              "point of no return in step 3, safe from here, "
              "stale in step 3 before the sleep in step 6, "
              "makes the check in step 1 stale in step 3, makes the check in step 1 stale, "
              "livelock from here in step 3");
    timeline.livelock->position = 2; // of the row before
    timeline.pointOfNoReturn = 4;
    EXPECT_EQ(accessibleRow(timeline, 3, 6, layout.foldedAt(3)).find("livelock"),
              std::string::npos);
    EXPECT_EQ(accessibleRow(timeline, 3, 6, layout.foldedAt(3)).find("return"), std::string::npos);
}

TEST(FoldedStatement, OpensForTheCursorInItsColumn)
{
    for (const double room : {200.0, 614.0}) {
        TimelineOptions options{.width = room, .folded = {0, 2, 4}, .hasMarks = true};
        const auto timeline = std::make_shared<const Timeline>(inARow());
        const TimelineLayout folded(timeline, options, width);
        options.opened = 2;
        const TimelineLayout anew(timeline, options, width);
        const TimelineLayout opened = folded.withOpened(4).withOpened(2);
        EXPECT_EQ(opened.opened(), std::size_t{2});
        EXPECT_EQ(opened.shownEvents(), (std::vector<std::size_t>{1, 2, 3, 5}));
        EXPECT_EQ(opened.bodyHeight(), folded.bodyHeight() + 26);
        EXPECT_EQ(opened.foldedAt(2), nullptr);
        EXPECT_EQ(opened.rowNumber(2), "3");
        EXPECT_EQ(textsOf(opened, 3), textsOf(anew, 3));
        EXPECT_EQ(textsOf(opened.withOpened({}), 6), textsOf(folded, 6));
        for (std::size_t lane = 0; lane < 2; ++lane) {
            EXPECT_EQ(opened.columns()[lane].left, folded.columns()[lane].left);
            EXPECT_EQ(opened.columns()[lane].right, folded.columns()[lane].right);
        }
    }
}

TEST(FoldedStatement, OpensOnlyWhereItIsFolded)
{
    EXPECT_TRUE(layoutOf(inARow(), {}).withOpened(2).shownEvents().empty());
    EXPECT_EQ(layoutOf(inARow(), {0}).withOpened(2).shownEvents(),
              layoutOf(inARow(), {0}).shownEvents());
}

TEST(FoldedStatement, HasRoomToOpenWhereThereIsEnough)
{
    Timeline longer = inARow();
    longer.events[2].label = "a_long_name_of_an_operation = 100";
    const TimelineLayout layout(std::make_shared<const Timeline>(std::move(longer)),
                                {.width = 540, .folded = {0, 2, 4}, .hasMarks = true}, width);
    EXPECT_EQ(layout.withOpened(2).rowLabel(2).text, "a_long_name_of_an_operation = 100");
}

TEST(Numbers, HaveRoomFoldedAndOpen)
{
    const Timeline timeline =
        timelineOfWalk("int c;\nthread a { for (int i = 0; i < 500; i++) c++; }", "a*1000");
    ASSERT_EQ(timeline.events.size(), std::size_t{1000});
    EXPECT_EQ(layoutOf(timeline, {}).numbersRight(), 7 * 4 + 5);
    EXPECT_EQ(layoutOf(timeline, {0}).numbersRight(), 7 * 4 + 5) << "1-2, and 1000 below";
    EXPECT_EQ(layoutOf(timeline, {0, 500}).numbersRight(), 7 * 7 + 5) << "501-502";
    EXPECT_EQ(layoutOf(timeline, {998}).numbersRight(), 7 * 8 + 5) << "999-1000";
}

} // namespace racewalk
