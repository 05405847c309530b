// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/words/nearest_name.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace racewalk {

namespace {

constexpr std::array<std::string_view, 5> names = {"spin_lock", "spin_unlock", "schedule",
                                                   "wake_up", "up"};

TEST(NearestName, FindsOneLetterTooManyTooFewOrWrong)
{
    EXPECT_EQ(nearestName("spinlock", names), "spin_lock");
    EXPECT_EQ(nearestName("spin_lockk", names), "spin_lock");
    EXPECT_EQ(nearestName("spin_luck", names), "spin_lock");
}

TEST(NearestName, CountsSwappedNeighboursAsOneMistake)
{
    EXPECT_EQ(nearestName("shcedule", names), "schedule");
    EXPECT_EQ(nearestName("pu", names), "up");
}

TEST(NearestName, DoesNotMindTheCase)
{
    EXPECT_EQ(nearestName("WAKE_UP", names), "wake_up");
}

TEST(NearestName, GivesNothingForWhatIsFarFromAll)
{
    EXPECT_EQ(nearestName("kmalloc", names), "");
    EXPECT_EQ(nearestName("x", names), "");
    EXPECT_EQ(nearestName("", names), "");
    EXPECT_EQ(nearestName(std::string(100000, 'a'), names), "");
}

TEST(NearestName, MakesAQuestion)
{
    EXPECT_EQ(didYouMean("wake_ip", names), "did you mean 'wake_up'?");
    EXPECT_EQ(didYouMean("kmalloc", names), "");
}

} // namespace

} // namespace racewalk
