// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/timeline_part.h"

#include "run/timeline/timeline_geometry.h"
#include "support/sample_timelines.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace racewalk {

TEST(TimelinePart, OfEverythingIsTheSame)
{
    const Timeline whole = test::wokenTimeline();
    const Timeline part = timelinePart(whole, 0, whole.events.size());
    EXPECT_EQ(part.events.size(), whole.events.size());
    EXPECT_EQ(part.spans.size(), whole.spans.size());
    EXPECT_EQ(part.arrows.size(), whole.arrows.size());
    EXPECT_EQ(part.switches.size(), whole.switches.size());
    EXPECT_EQ(part.pointOfNoReturn, whole.pointOfNoReturn);
    EXPECT_EQ(part.offset, 0U);
}

TEST(TimelinePart, HasNothingThatIsOutsideAndItsOwnNumbers)
{
    Timeline whole = test::hangTimeline();
    whole.notes = {{2, "before"}, {12, "inside"}};
    for (std::size_t first = 0; first < whole.events.size(); ++first)
        for (std::size_t last = first + 1; last <= whole.events.size(); ++last) {
            const Timeline part = timelinePart(whole, first, last);
            const std::size_t count = last - first;
            ASSERT_EQ(part.events.size(), count);
            EXPECT_EQ(part.events.front().label, whole.events[first].label);
            for (const TimelineSpan &span : part.spans) {
                EXPECT_LT(span.first, count);
                EXPECT_TRUE(!span.last || *span.last < count);
            }
            for (const TimelineArrow &arrow : part.arrows)
                EXPECT_TRUE(arrow.from < count && arrow.to < count);
            for (const TimelineSwitch &each : part.switches)
                EXPECT_TRUE(each.before > 0 && each.before < count);
            EXPECT_EQ(part.notes.contains(12 - first), first <= 12 && 12 < last);
            const TimelineLayout layout(std::make_shared<const Timeline>(part), {},
                                        [](FontRole, std::string_view text) {
                                            return 7.0 * static_cast<double>(text.size());
                                        });
            EXPECT_EQ(layout.rowNumber(0), std::to_string(first + 1));
            EXPECT_FALSE(layout.whole().shapes.empty());
        }
}

TEST(TimelinePart, ShowsWhatBeganBefore)
{
    const Timeline whole = test::hangTimeline();
    const auto lock =
        std::ranges::find(whole.spans, TimelineSpan::Kind::LockHeld, &TimelineSpan::kind);
    ASSERT_TRUE(lock != whole.spans.end() && lock->last && *lock->last > lock->first + 1);
    const Timeline part = timelinePart(whole, lock->first + 1, *lock->last + 1);
    EXPECT_TRUE(std::ranges::any_of(part.spans, [&](const TimelineSpan &span) {
        return span.kind == TimelineSpan::Kind::LockHeld && span.lane == lock->lane &&
               span.lock == lock->lock && span.first == 0;
    }));
    EXPECT_EQ(part.initialFate, whole.events[lock->first].fate);
}

} // namespace racewalk
