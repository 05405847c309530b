// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/check.h"

#include <gtest/gtest.h>

namespace {

TEST(CheckDeathTest, AFalseConditionStopsAndSaysWhichAndWhere)
{
    const int locks = 1;
    EXPECT_DEATH(RACEWALK_CHECK(locks == 2), "check_test\\.cpp:[0-9]+: .*check failed: locks == 2");
}

TEST(Check, ATrueConditionIsEvaluatedOnceAndGoesOn)
{
    int evaluations = 0;
    RACEWALK_CHECK(++evaluations > 0);
    EXPECT_EQ(evaluations, 1);
}

} // namespace
