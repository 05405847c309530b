// SPDX-License-Identifier: GPL-3.0-or-later
// What a picture of a timeline shows beside its steps, and that its texts can be read.
#include "run/timeline/timeline_geometry.h"
#include "run/timeline/timeline_part.h"

#include "support/program_from_text.h"
#include "support/sample_timelines.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace racewalk;
using namespace racewalk::test;

double width(FontRole font, std::string_view text)
{
    return static_cast<double>(text.size()) * (font == FontRole::TimelineLabel ? 7 : 6);
}

TimelineLayout layoutOf(Timeline timeline, double wide = 614)
{
    return {std::make_shared<const Timeline>(std::move(timeline)), {wide, 0}, width};
}

std::size_t count(const Picture &picture, std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(picture.shapes, [&](const Shape &shape) {
        const auto *words = std::get_if<TextShape>(&shape);
        return words != nullptr && words->text == text;
    }));
}

Rect areaOf(const TextShape &text)
{
    return {text.at.x, text.at.y - 6, width(text.font, text.text), 12};
}

bool covers(const Rect &outer, const Rect &inner)
{
    return outer.x <= inner.x && outer.y <= inner.y &&
           outer.x + outer.width >= inner.x + inner.width &&
           outer.y + outer.height >= inner.y + inner.height;
}

/// Whether one of a hundred points of a curve is inside.
bool passes(const PathShape &path, const Rect &area)
{
    if (path.path.size() != 2 || path.path[1].kind != PathCommand::Kind::Cubic)
        return false;
    const Point a = path.path[0].to, b = path.path[1].control1, c = path.path[1].control2,
                d = path.path[1].to;
    for (int i = 0; i <= 100; ++i) {
        const double t = i / 100.0, u = 1 - t;
        const auto at = [&](double p, double q, double r, double s) {
            return u * u * u * p + 3 * u * u * t * q + 3 * u * t * t * r + t * t * t * s;
        };
        const double x = at(a.x, b.x, c.x, d.x), y = at(a.y, b.y, c.y, d.y);
        if (x > area.x && x < area.x + area.width && y > area.y && y < area.y + area.height)
            return true;
    }
    return false;
}

/// How many texts an arrow reaches, and how many of those it goes through.
struct Crossings {
    std::size_t reached = 0, struck = 0;
};

Crossings crossingsIn(const Picture &picture)
{
    Crossings crossings;
    const auto &shapes = picture.shapes;
    for (std::size_t t = 0; t < shapes.size(); ++t) {
        const auto *text = std::get_if<TextShape>(&shapes[t]);
        if (text == nullptr || text->anchor != TextShape::Anchor::Left)
            continue;
        for (std::size_t a = 0; a < shapes.size(); ++a) {
            const auto *arrow = std::get_if<PathShape>(&shapes[a]);
            if (arrow == nullptr || !passes(*arrow, areaOf(*text)))
                continue;
            ++crossings.reached;
            bool isCovered = false;
            for (std::size_t m = a + 1; m < t && !isCovered; ++m) {
                const auto *rect = std::get_if<RectShape>(&shapes[m]);
                isCovered = rect != nullptr && rect->fill && covers(rect->rect, areaOf(*text));
            }
            crossings.struck += isCovered ? 0 : 1;
        }
    }
    return crossings;
}

/// Every thread hands the lock to every other; long labels stand in the way of the arrows.
Timeline handovers()
{
    Timeline timeline = crowdedTimeline(4, 60);
    for (std::size_t from = 2; from + 7 < 60; from += 3)
        for (const std::size_t to : {from + 1, from + 4, from + 7})
            if (timeline.events[from].lane != timeline.events[to].lane)
                timeline.arrows.push_back({TimelineArrow::Kind::LockHandover, from, to, 0});
    return timeline;
}

TEST(TimelineArrows, GoThroughNoText)
{
    std::size_t reached = 0;
    for (const std::size_t position : {std::size_t{0}, std::size_t{30}, TimelineLayout::noCursor})
        for (const double wide : {614.0, 760.0, 1200.0}) {
            const Crossings crossings = crossingsIn(layoutOf(handovers(), wide).body(position));
            EXPECT_EQ(crossings.struck, 0) << position << " " << wide;
            reached += crossings.reached;
        }
    EXPECT_GT(reached, 20);
    EXPECT_EQ(crossingsIn(layoutOf(hangTimeline()).body(12)).struck, 0);
    EXPECT_EQ(crossingsIn(layoutOf(wokenTimeline()).body(12)).struck, 0);
}

TEST(TimelineArrows, LeaveTheColourOfTheRowBehindAText)
{
    std::size_t covers = 0;
    for (std::size_t event = 0; event < 60; ++event) {
        Timeline timeline = handovers();
        timeline.pointOfNoReturn = event;
        const TimelineLayout layout = layoutOf(timeline);
        const Interval row = layout.row(event, TimelineLayout::noCursor);
        for (const Shape &shape : layout.body(TimelineLayout::noCursor).shapes) {
            const auto *rect = std::get_if<RectShape>(&shape);
            if (rect == nullptr || rect->pen || !rect->fill || rect->rect.height != 16 ||
                rect->rect.y < row.begin || rect->rect.y > row.end)
                continue;
            EXPECT_EQ(rect->fill->color, Token::DoomBg) << event;
            ++covers;
        }
    }
    EXPECT_GT(covers, 0);
}

TEST(TimelineLivelock, IsMarkedBelowEveryThreadThatRunsForever)
{
    Timeline timeline = hangTimeline();
    EXPECT_EQ(count(layoutOf(timeline).whole(), "livelock: runs forever"), 0);
    const double height = layoutOf(timeline).bodyHeight();
    timeline.livelock = Livelock{20, {ThreadId{0}, ThreadId{1}}};
    const TimelineLayout layout = layoutOf(timeline);
    EXPECT_EQ(layout.bodyHeight(), height + layout.rowHeight());
    EXPECT_EQ(count(layout.whole(), "livelock: runs forever"), 2);
    EXPECT_EQ(count(layout.body(5), "livelock: runs forever"), 2);
    EXPECT_TRUE(accessibleRow(timeline, 19, 24).ends_with(", livelock from here"));
    EXPECT_FALSE(accessibleRow(timeline, 20, 24).ends_with(", livelock from here"));
}

TEST(TimelineDeadlock, SaysBelowTheLastRowWhatEachThreadWaitsFor)
{
    const auto machine = machineFor("scenario \"D\"; spinlock_t a, b;\n"
                                    "thread x { spin_lock(&a); spin_lock(&b); }\n"
                                    "thread y { spin_lock(&b); spin_lock(&a); }\n");
    racewalk::Run dead(machine);
    dead.replace(std::vector<Step>{{ThreadId{0}, 0}, {ThreadId{1}, 0}});
    const Timeline timeline = timelineOf(dead, [](StateView) { return Fate::Unknown; });
    const TimelineLayout layout = layoutOf(timeline);
    EXPECT_EQ(count(layout.whole(), "waits for y"), 1);
    EXPECT_EQ(count(layout.whole(), "waits for x"), 1);
    EXPECT_TRUE(
        accessibleRow(timeline, 1, 2).ends_with(", then x waits for y, then y waits for x"));
    EXPECT_EQ(count(layoutOf(timelinePart(timeline, 0, 1)).whole(), "waits for y"), 0);
    Timeline open = timeline;
    open.stuck.clear();
    EXPECT_EQ(layout.bodyHeight(), layoutOf(open).bodyHeight() + layout.rowHeight());
}

TEST(TimelineWhole, HasNoCursor)
{
    const TimelineLayout layout = layoutOf(hangTimeline());
    EXPECT_EQ(count(layout.body(24), "now"), 1);
    EXPECT_EQ(count(layout.whole(), "now"), 0);
    for (const Shape &shape : layout.whole().shapes)
        if (const auto *rect = std::get_if<RectShape>(&shape); rect && rect->fill) {
            EXPECT_NE(rect->fill->color, Token::AccBg);
        }
}

} // namespace
