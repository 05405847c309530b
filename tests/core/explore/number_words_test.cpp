// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/base/number_words.h"

#include "explore/odds/schedule_count.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace racewalk;

namespace {

/// 2 to the power of `exponent`, by adding.
ScheduleCount powerOfTwo(int exponent)
{
    ScheduleCount count = ScheduleCount::one();
    for (int i = 0; i < exponent; ++i)
        count += ScheduleCount(count);
    return count;
}

ScheduleCount counted(std::uint64_t number)
{
    ScheduleCount count;
    for (int bit = 0; bit < 64; ++bit)
        if ((number >> bit & 1) != 0)
            count += powerOfTwo(bit);
    return count;
}

} // namespace

TEST(NumberWords, APercentageIsNeverRoundedToNothingOrToAll)
{
    EXPECT_EQ(percentText(0), "0 %");
    EXPECT_EQ(percentText(1), "100 %");
    EXPECT_EQ(percentText(0.5), "50.0 %");
    EXPECT_EQ(percentText(0.023), "2.3 %");
    EXPECT_EQ(percentText(0.00999), "1.0 %");
    EXPECT_EQ(percentText(0.0045), "0.45 %");
    EXPECT_EQ(percentText(0.000045), "0.0045 %");
    EXPECT_EQ(percentText(3.1e-9), "3.1 x 10^-7 %");
    EXPECT_EQ(percentText(0.9999), "over 99.9 %");
}

TEST(ScheduleCount, IsExactBelowTwoToThe64)
{
    EXPECT_EQ(ScheduleCount().exactly(), 0u);
    EXPECT_EQ(counted(0xffffffffffffffff).exactly(), 0xffffffffffffffffu);
    ScheduleCount more = counted(0xffffffffffffffff);
    more += ScheduleCount::one();
    EXPECT_FALSE(more.exactly());
    EXPECT_DOUBLE_EQ(more.roughly(), 18446744073709551616.0);
    EXPECT_DOUBLE_EQ(powerOfTwo(100).roughly(), std::pow(2.0, 100));
}

TEST(ScheduleCount, InfinitelyManyStayThat)
{
    ScheduleCount count = ScheduleCount::infinite();
    count += ScheduleCount::one();
    EXPECT_TRUE(count.isInfinite());
    EXPECT_FALSE(count.exactly());
    // A number that no double can hold is still none of these.
    EXPECT_FALSE(powerOfTwo(2000).isInfinite());
}

TEST(ScheduleCount, ReadsAsAPersonWouldSayIt)
{
    EXPECT_EQ(toText(ScheduleCount::one()), "1");
    EXPECT_EQ(toText(counted(399'245)), "399,245");
    EXPECT_EQ(toText(counted(2'400'000)), "2.4 million");
    EXPECT_EQ(toText(counted(1'200'000'000)), "1.2 x 10^9");
    EXPECT_EQ(toText(powerOfTwo(100)), "1.3 x 10^30");
    EXPECT_EQ(toText(ScheduleCount::infinite()), "infinitely many");
}
