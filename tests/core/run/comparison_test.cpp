// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/comparison/comparison.h"

#include "support/program_from_text.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace racewalk;
using namespace racewalk::test;
using testing::ElementsAre;

namespace {

constexpr std::string_view inode = "scenarios/inode/inode-teardown.race";

Schedule scheduleFrom(std::string_view text)
{
    auto schedule = parseSchedule(text);
    EXPECT_TRUE(schedule) << text;
    return *schedule;
}

std::string stepText(const ComparedSide &side, const std::optional<ComparedStep> &step)
{
    if (!step)
        return "";
    if (step->isBlocked)
        return fmt::format("blocked {} [{}]", side.blocked->text, side.blocked->reason);
    const Event &event = side.run.event(step->event);
    return event.text + (event.note.empty() ? "" : " [" + event.note + "]");
}

/// The rows that are not equal, with the number of equal ones before each.
std::vector<std::string> differences(const Comparison &comparison)
{
    std::vector<std::string> result;
    for (std::size_t i = 0; i < comparison.rows.size(); ++i) {
        const ComparedRow &row = comparison.rows[i];
        if (row.kind != ComparedRow::Kind::Equal)
            result.push_back(
                fmt::format("{}: {} {} {}", i, stepText(comparison.sides[0], row.steps[0]),
                            markOf(row.kind), stepText(comparison.sides[1], row.steps[1])));
    }
    return result;
}

/// Every step of both sides is in one row, in order.
void expectAllSteps(const Comparison &comparison)
{
    for (std::size_t side = 0; side < 2; ++side) {
        std::size_t next = 0, blocked = 0;
        for (const ComparedRow &row : comparison.rows) {
            const auto &step = row.steps[side];
            EXPECT_TRUE(row.steps[0] || row.steps[1]);
            if (!step)
                continue;
            EXPECT_EQ(step->event, next);
            step->isBlocked ? ++blocked : ++next;
        }
        EXPECT_EQ(next, comparison.sides[side].run.length());
        EXPECT_EQ(blocked, comparison.sides[side].blocked ? 1U : 0U);
    }
}

constexpr std::string_view two = R"(scenario "Two";
variant a;
variant b;
int x, y;
spinlock_t l;
thread t {
        x = 1;
#ifdef b
        y = 7;
#endif
        x = 2;
#ifdef a
        y = 8;
#else
        y = 9;
#endif
        x = 3;
}
thread u {
        spin_lock(&l);
        y = x;
        spin_unlock(&l);
}
)";

TEST(Comparison, PutsEqualStatementsOnOneRow)
{
    const Comparison comparison = compare(follow(machineFor(two, "a"), scheduleFrom("t! u!")),
                                          follow(machineFor(two, "b"), scheduleFrom("t! u!")));
    EXPECT_THAT(differences(comparison), ElementsAre("1:  + y = 7", "3: y = 8 != y = 9"));
    EXPECT_EQ(comparison.firstDifference, 1U);
    expectAllSteps(comparison);
}

TEST(Comparison, TellsThePositionsOfBothSidesAfterEachRow)
{
    const Comparison comparison = compare(follow(machineFor(two, "a"), scheduleFrom("t!")),
                                          follow(machineFor(two, "b"), scheduleFrom("t!")));
    const std::vector<std::size_t> left = {0, 1, 1, 2, 3, 4}, right = {0, 1, 2, 3, 4, 5};
    ASSERT_EQ(comparison.rows.size(), 5U);
    for (std::size_t rows = 0; rows <= 5; ++rows) {
        EXPECT_EQ(comparison.position(0, rows), left[rows]) << rows;
        EXPECT_EQ(comparison.position(1, rows), right[rows]) << rows;
    }
    EXPECT_EQ(comparison.position(1, 99), 5U);
}

TEST(Comparison, HasNoDifferenceBetweenEqualRuns)
{
    const auto machine = machineOf(inode, "rcu_lookup");
    const Schedule schedule = scheduleFrom("lookup*2 evict! lookup!");
    const Comparison comparison = compare(follow(machine, schedule), follow(machine, schedule));
    EXPECT_EQ(comparison.firstDifference, std::nullopt);
    EXPECT_THAT(differences(comparison), ElementsAre());
    EXPECT_GT(comparison.rows.size(), 10U);
    expectAllSteps(comparison);
}

TEST(Comparison, AlsoLooksAtTheResultOfAStatement)
{
    const auto machine = machineFor(two, "a");
    const Comparison comparison =
        compare(follow(machine, scheduleFrom("t u*3")), follow(machine, scheduleFrom("u*3 t")));
    // The read of x and the write of y have the same statement, but another value; x = 1 moves
    // behind them.
    EXPECT_EQ(comparison.firstDifference, 0U);
    EXPECT_EQ(differences(comparison).size(), 4U);
    EXPECT_THAT(differences(comparison),
                testing::Contains(testing::HasSubstr("x [-> 1] != x [-> 0]")));
    expectAllSteps(comparison);
}

TEST(Comparison, TellsWritesOfOtherValuesApart)
{
    constexpr std::string_view sum = R"(scenario "Sum";
int x, y;
thread a { x = 1; }
thread b { int seen = x; y = seen; }
)";
    const auto machine = machineFor(sum);
    const Comparison comparison =
        compare(follow(machine, scheduleFrom("a b!")), follow(machine, scheduleFrom("b! a")));
    std::size_t written = 0;
    for (const ComparedRow &row : comparison.rows)
        if (row.steps[0] && row.steps[1] && row.kind == ComparedRow::Kind::Different &&
            comparison.sides[0].run.event(row.steps[0]->event).access.isWrite())
            ++written; // y = seen is one statement, of 1 and of 0
    EXPECT_EQ(written, 1U);
    expectAllSteps(comparison);
}

TEST(Comparison, PartsWhereTheFixOfTheInodeRaceChecks)
{
    const Schedule schedule = scheduleFrom("lookup*2 evict! lookup!");
    const auto left = machineOf(inode, "rcu_lookup"), right = machineOf(inode, "rcu_recheck");
    Comparison comparison = compare(follow(left, schedule), follow(right, schedule));
    ASSERT_TRUE(comparison.firstDifference);
    const ComparedRow &first = comparison.rows[*comparison.firstDifference];
    EXPECT_EQ(first.kind, ComparedRow::Kind::Different);
    EXPECT_EQ(stepText(comparison.sides[0], first.steps[0]),
              "prepare_to_wait_bit(&inode->i_state, __I_NEW, TASK_UNINTERRUPTIBLE)");
    EXPECT_EQ(stepText(comparison.sides[1], first.steps[1]), "!inode->hashed [true]");
    // The release of i_lock is one statement for both, though it is on two lines.
    const ComparedRow &next = comparison.rows[*comparison.firstDifference + 1];
    EXPECT_EQ(next.kind, ComparedRow::Kind::Equal);
    EXPECT_EQ(stepText(comparison.sides[0], next.steps[0]), "spin_unlock(&inode->i_lock)");
    const std::vector<std::uint32_t> added = {49, 50, 51, 52};
    EXPECT_TRUE(isOnLines(comparison.sides[1].run.event(next.steps[1]->event), added));
    EXPECT_FALSE(isOnLines(comparison.sides[0].run.event(next.steps[0]->event), added));
    expectAllSteps(comparison);
}

TEST(ComparedSide, ThatCannotFollowShowsTheStepAndTheReason)
{
    ComparedSide side = follow(machineFor(two, "a"), scheduleFrom("u t*2 u! t*9"));
    EXPECT_FALSE(side.hasFollowed()); // t ends before
    EXPECT_EQ(side.blocked, std::nullopt);
    EXPECT_EQ(side.followed, 8U);

    constexpr std::string_view locks = R"(scenario "Locks";
spinlock_t l;
int x;
thread a { spin_lock(&l); x = 1; spin_unlock(&l); }
thread b { spin_lock(&l); x = 2; spin_unlock(&l); }
)";
    side = follow(machineFor(locks), scheduleFrom("a b*2 a!"));
    ASSERT_TRUE(side.blocked);
    EXPECT_EQ(side.followed, 1U);
    EXPECT_EQ(side.blocked->text, "spin_lock(&l)");
    EXPECT_EQ(side.blocked->reason, "spinning on l, held by a");
    EXPECT_FALSE(side.blocked->isAsleep);
    EXPECT_EQ(side.message, "step 2: b cannot step: it is spinning on l, held by a");
}

TEST(ComparedSide, ThatCannotFollowHasARowForTheBlockedStepAndGoesOnBehindIt)
{
    constexpr std::string_view locks = R"(scenario "Locks";
variant locked;
variant bare;
spinlock_t l;
int x;
thread a {
#ifdef locked
        spin_lock(&l);
#endif
        x = 1;
#ifdef locked
        spin_unlock(&l);
#endif
}
thread b { spin_lock(&l); x = 2; spin_unlock(&l); }
)";
    const auto machine = machineFor(locks, "locked");
    ComparedSide left = follow(machine, scheduleFrom("a b!"));
    ComparedSide right = follow(machineFor(locks, "bare"), scheduleFrom("a b!"));
    EXPECT_TRUE(wantsToGoOn(left, right));
    EXPECT_FALSE(wantsToGoOn(right, left));
    const ThreadId a = threadNamed(machine->program(), "a"),
                   b = threadNamed(machine->program(), "b");
    goOn(left, std::vector<Step>{{a, 0}, {a, 0}, {b, 0}, {b, 0}, {b, 0}});
    EXPECT_EQ(left.followed, 1U);
    EXPECT_EQ(left.run.length(), 6U);
    EXPECT_FALSE(wantsToGoOn(left, right));
    const Comparison comparison = compare(std::move(left), std::move(right));
    EXPECT_THAT(differences(comparison), testing::Contains(testing::HasSubstr(
                                             "blocked spin_lock(&l) [spinning on l, held by a]")));
    expectAllSteps(comparison);
}

TEST(ComparedSide, IsNotAskedToGoOnWhereBothSidesStopInTheMiddle)
{
    const Schedule schedule = scheduleFrom("t*2");
    const ComparedSide left = follow(machineFor(two, "a"), schedule),
                       right = follow(machineFor(two, "b"), schedule);
    EXPECT_FALSE(wantsToGoOn(left, right));
    EXPECT_FALSE(wantsToGoOn(right, left));
}

TEST(ComparedSide, LeavesOutDrainsWhereStoresAreNotBuffered)
{
    constexpr std::string_view stores = R"(scenario "Stores";
int x, y;
thread a { x = 1; y = 1; }
)";
    const Schedule schedule = scheduleFrom("a a~ a a~");
    const auto buffered = follow(machineFor(stores, {}, {}, MemoryModel::Tso), schedule);
    const auto plain = follow(machineFor(stores, {}, {}, MemoryModel::Sc), schedule);
    EXPECT_TRUE(buffered.hasFollowed()) << buffered.message;
    EXPECT_TRUE(plain.hasFollowed()) << plain.message;
    EXPECT_EQ(buffered.run.length(), 4U);
    EXPECT_EQ(plain.run.length(), 2U);
}

} // namespace
