// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/arithmetic.h"
#include "program/control_flow.h"
#include "program/operations.h"

#include <gtest/gtest.h>

#include <cctype>
#include <limits>
#include <set>

namespace racewalk {
namespace {

TEST(Operations, AreFoundUnderTheirOwnNumberAndHaveNamesOfTheirOwn)
{
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < operationCount; ++i) {
        const Operation &operation = operationOf(static_cast<Op>(i));
        EXPECT_EQ(operation.op, static_cast<Op>(i));
        ASSERT_FALSE(operation.name.empty());
        EXPECT_TRUE(std::isupper(static_cast<unsigned char>(operation.name.front())));
        EXPECT_TRUE(names.insert(operation.name).second) << operation.name;
    }
}

TEST(Operations, AreVisibleUnlessTheyAreLocalOrAnAwake)
{
    for (const Operation &operation : operationTable) {
        if (!operation.isLocal()) {
            EXPECT_NE(operation.isVisible(), operation.isAsleep()) << operation.name;
        }
        else
            EXPECT_EQ(operation.isVisible(), operation.op == Op::AtomicBegin) << operation.name;
    }
}

TEST(Operations, OfLocalWorkHaveNothingToDoWithOthers)
{
    for (const Operation &operation : operationTable) {
        if (!operation.isLocal())
            continue;
        EXPECT_EQ(operation.wakes, Operation::Waiters::None) << operation.name;
        EXPECT_EQ(operation.queues, Operation::Waiters::None) << operation.name;
        EXPECT_EQ(operation.lock, Operation::Lock::None) << operation.name;
        EXPECT_EQ(operation.blocks, Operation::Blocks::Never) << operation.name;
        EXPECT_EQ(operation.reach, Operation::Reach::Own) << operation.name;
        EXPECT_FALSE(operation.frees) << operation.name;
    }
}

TEST(Operations, ComputeIfAndOnlyIfTheyBelongToThatFamily)
{
    for (const Operation &operation : operationTable)
        EXPECT_EQ(operation.compute != nullptr, operation.family == Operation::Family::Compute)
            << operation.name;
}

/// An access that nobody else may make meanwhile has an address to compare with those of others.
TEST(Operations, ThatAreTakenAloneOnAConditionHaveAPlace)
{
    for (const Operation &operation : operationTable) {
        const bool isOnCondition = operation.alone != Operation::Alone::Never &&
                                   operation.alone != Operation::Alone::Always;
        if (isOnCondition) {
            EXPECT_EQ(operation.address, Operation::Address::Needed) << operation.name;
        }
        if (operation.alone != Operation::Alone::Never) {
            EXPECT_EQ(operation.reach, Operation::Reach::Own) << operation.name;
            EXPECT_EQ(operation.wakes, Operation::Waiters::None) << operation.name;
        }
    }
}

TEST(Operations, ThatSleepAreFollowedByWhereTheThreadStandsMeanwhile)
{
    Body body;
    body.code = {{.op = Op::Down}, {.op = Op::Awake}, {.op = Op::End}};
    EXPECT_EQ(successorsOf(body, 0), (std::vector<std::uint32_t>{1, 2}));
    EXPECT_EQ(successorsOf(body, 1), (std::vector<std::uint32_t>{2}));
    EXPECT_EQ(successorsOf(body, 2), (std::vector<std::uint32_t>{}));
}

TEST(Arithmetic, WrapsAroundWhereCLeavesItUndefined)
{
    constexpr std::int32_t least = std::numeric_limits<std::int32_t>::min();
    constexpr std::int32_t most = std::numeric_limits<std::int32_t>::max();
    EXPECT_EQ(compute(Op::Add, most, 1), least);
    EXPECT_EQ(compute(Op::Subtract, least, 1), most);
    EXPECT_EQ(compute(Op::Multiply, most, 2), -2);
    EXPECT_EQ(compute(Op::Negate, least, 0), least);
    EXPECT_EQ(compute(Op::DivideSigned, least, -1), least);
    EXPECT_EQ(compute(Op::RemainderSigned, least, -1), 0);
    EXPECT_EQ(compute(Op::ShiftLeft, 1, 33), 2);
    EXPECT_EQ(wrappedSum(most, 1), least);
    EXPECT_EQ(shiftedLeft(1, 33), 2);
}

TEST(Arithmetic, TellsSignedFromUnsigned)
{
    EXPECT_EQ(compute(Op::LessSigned, -1, 0), 1);
    EXPECT_EQ(compute(Op::LessUnsigned, -1, 0), 0);
    EXPECT_EQ(compute(Op::LessEqualUnsigned, 0, -1), 1);
    EXPECT_EQ(compute(Op::DivideSigned, -4, 2), -2);
    EXPECT_EQ(compute(Op::DivideUnsigned, -4, 2), 0x7ffffffe);
    EXPECT_EQ(compute(Op::RemainderUnsigned, -1, 16), 15);
    EXPECT_EQ(compute(Op::ShiftRightSigned, -8, 1), -4);
    EXPECT_EQ(compute(Op::ShiftRightUnsigned, -8, 1), 0x7ffffffc);
}

} // namespace
} // namespace racewalk
