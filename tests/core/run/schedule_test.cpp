// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/schedule/schedule.h"

#include <gtest/gtest.h>

#include <random>

namespace racewalk {

namespace {

using Extent = ScheduleWord::Extent;

ScheduleWord word(std::string thread, Extent extent = Extent::Count, std::size_t count = 1)
{
    ScheduleWord result;
    result.thread = std::move(thread);
    result.extent = extent;
    result.count = count;
    return result;
}

ScheduleWord named(std::string thread, Extent extent, std::string name)
{
    ScheduleWord result = word(std::move(thread), extent);
    result.name = std::move(name);
    return result;
}

ScheduleWord choosing(std::string thread, std::int32_t value)
{
    ScheduleWord result = word(std::move(thread));
    result.choice = value;
    return result;
}

/// Offsets depend on the text, not on the meaning.
Schedule withoutOffsets(Schedule schedule)
{
    for (ScheduleWord &entry : schedule.words)
        entry.offset = 0;
    return schedule;
}

Schedule parsed(std::string_view text)
{
    const auto schedule = parseSchedule(text);
    EXPECT_TRUE(schedule) << text << ": " << (schedule ? "" : schedule.error().message);
    return schedule ? withoutOffsets(*schedule) : Schedule();
}

std::string errorOf(std::string_view text)
{
    const auto schedule = parseSchedule(text);
    if (schedule)
        return "no error";
    return std::to_string(schedule.error().offset) + ": " + schedule.error().message;
}

} // namespace

TEST(Schedule, ReadsEveryKindOfWord)
{
    const Schedule expected{
        {word("lookup"), word("lookup", Extent::Count, 14), word("evict", Extent::UntilBlocked),
         named("evict", Extent::UntilLabel, "repeat"), choosing("picker", -3),
         word("evict", Extent::Drain), named("evict", Extent::Drain, "x"), word("lookup[2]"),
         word("lookup[2]", Extent::UntilBlocked), choosing("rcu", 1)}};
    EXPECT_EQ(parsed("lookup lookup*14 evict! evict@repeat picker(-3) evict~ evict~x lookup[2] "
                     "lookup[2]! rcu(1)"),
              expected);
}

TEST(Schedule, CaseAndBlanksDoNotMatter)
{
    const Schedule plain = parsed("lookup*2 evict! lookup[1]@again rcu(1)");
    EXPECT_EQ(parsed("LookUp * 2\n\tEVICT !lookup [ 01 ] @ Again  rcu ( 1 )\r\n"), plain);
    EXPECT_EQ(parsed("lookup*2evict!lookup[1]@again rcu(1)"), plain);
}

TEST(Schedule, BlankSeparatesADrainFromTheNextThread)
{
    EXPECT_EQ(parsed("evict~ lookup"), (Schedule{{word("evict", Extent::Drain), word("lookup")}}));
    EXPECT_EQ(parsed("evict~lookup"), (Schedule{{named("evict", Extent::Drain, "lookup")}}));
}

TEST(Schedule, NothingIsAnEmptySchedule)
{
    EXPECT_EQ(parsed(""), Schedule());
    EXPECT_EQ(parsed(" \n "), Schedule());
    EXPECT_EQ(toText(Schedule()), "");
}

TEST(Schedule, WordsKnowWhereTheyStand)
{
    const auto schedule = parseSchedule("  lookup*2  evict!");
    ASSERT_TRUE(schedule);
    ASSERT_EQ(schedule->words.size(), 2U);
    EXPECT_EQ(schedule->words[0].offset, 2U);
    EXPECT_EQ(schedule->words[1].offset, 12U);
}

TEST(Schedule, ErrorsSayWhereAndWhat)
{
    EXPECT_EQ(errorOf("lookup*"), "7: a count of steps must be a number, but here is the end");
    EXPECT_EQ(errorOf("lookup*x"), "7: a count of steps must be a number, but here is 'x'");
    EXPECT_EQ(errorOf("lookup* 0"), "8: a count of steps must be from 1 to 1000000");
    EXPECT_EQ(errorOf("lookup*99999999999999999999"),
              "7: a count of steps must be from 1 to 1000000");
    EXPECT_EQ(errorOf("lookup *2!"), "9: a thread's name must stand here, not '!'");
    EXPECT_EQ(errorOf("lookup[2"), "8: ']' is missing before the end");
    EXPECT_EQ(errorOf("lookup[]"), "7: the number of a thread must be a number, but here is ']'");
    EXPECT_EQ(errorOf("lookup[-1]"), "7: the number of a thread must be from 0 to 65535");
    EXPECT_EQ(errorOf("lookup(1 evict"), "9: ')' is missing before 'e'");
    EXPECT_EQ(errorOf("lookup(3000000000)"), "7: a choice must be from -2147483648 to 2147483647");
    EXPECT_EQ(errorOf("lookup@ !"), "8: a label's name must follow '@', but here is '!'");
    EXPECT_EQ(errorOf("2*lookup"), "0: a thread's name must stand here, not '2'");
}

TEST(Schedule, ErrorsNeverShowHalfACharacterOrAControlCharacter)
{
    EXPECT_EQ(errorOf("lookup \xc3\xa9"), "7: a thread's name must stand here, not '\xc3\xa9'");
    EXPECT_EQ(errorOf("lookup \xa9"),
              "7: a thread's name must stand here, not a byte that is no character");
    EXPECT_EQ(errorOf("lookup \xc3!"),
              "7: a thread's name must stand here, not a byte that is no character");
    EXPECT_EQ(errorOf("lookup \xc2\x9b"),
              "7: a thread's name must stand here, not a control character");
    EXPECT_EQ(errorOf("lookup \x1b[1m"),
              "7: a thread's name must stand here, not a control character");
}

TEST(Schedule, TextIsAsShortAsAPersonWritesIt)
{
    const Schedule schedule{{word("lookup", Extent::Count, 2), word("evict", Extent::UntilBlocked),
                             word("lookup"), choosing("picker", 7),
                             named("lookup", Extent::UntilLabel, "repeat"),
                             named("evict", Extent::Drain, "x"), word("evict", Extent::Drain)}};
    EXPECT_EQ(toText(schedule), "lookup*2 evict! lookup picker(7) lookup@repeat evict~x evict~");
}

TEST(Schedule, ReadingAndWritingAreInverse)
{
    std::mt19937 random(7);
    const auto below = [&](std::size_t limit) { return random() % limit; };
    const std::vector<std::string> threads{"a", "lookup", "t_1", "lookup[0]", "w[65535]", "rcu"};
    for (int round = 0; round < 500; ++round) {
        Schedule schedule;
        for (std::size_t i = below(6); i > 0; --i) {
            ScheduleWord next = word(threads[below(threads.size())], Extent(below(4)));
            if (next.extent == Extent::UntilLabel || (next.extent == Extent::Drain && below(2)))
                next.name = threads[below(3)];
            if (next.extent == Extent::Count && below(2))
                next.count = 1 + below(maxScheduleCount);
            else if (next.extent == Extent::Count && below(2))
                next.choice = static_cast<std::int32_t>(random());
            schedule.words.push_back(std::move(next));
        }
        EXPECT_EQ(parsed(toText(schedule)), schedule) << toText(schedule);
    }
}

} // namespace racewalk
