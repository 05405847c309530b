// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/control_flow.h"

#include <gtest/gtest.h>

using namespace racewalk;

namespace {

/// 0 move; 1 if not zero go to 4; 2 move; 3 jump to 0; 4 move; 5 end
Body loopThenEnd()
{
    Body body;
    body.code = {{.op = Op::Move}, {.op = Op::BranchIfNotZero, .target = 4},
                 {.op = Op::Move}, {.op = Op::Jump, .target = 0},
                 {.op = Op::Move}, {.op = Op::End}};
    return body;
}

} // namespace

TEST(ControlFlow, ComesBackInALoopButNotFromBehindIt)
{
    const Body body = loopThenEnd();
    EXPECT_EQ(reachableFrom(body, 2), (std::vector{true, true, true, true, true, true}));
    EXPECT_EQ(reachableFrom(body, 4), (std::vector{false, false, false, false, true, true}));
}

TEST(ControlFlow, LeadsFromEverywhereToTheEndButNotBack)
{
    const Predecessors predecessors = predecessorsOf(loopThenEnd());
    EXPECT_EQ(leadingTo(predecessors, 5), (std::vector{true, true, true, true, true, true}));
    EXPECT_EQ(leadingTo(predecessors, 3), (std::vector{true, true, true, true, false, false}));
}
