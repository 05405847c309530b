// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/happens_before.h"

#include "program/operations.h"
#include "run/schedule/schedule.h"
#include "support/program_from_text.h"
#include "support/random_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

racewalk::Run runOf(const std::shared_ptr<const Machine> &machine, std::string_view schedule)
{
    racewalk::Run run(machine);
    const Walk walked = walk(*machine, parseSchedule(schedule).value());
    EXPECT_EQ(walked.message, "");
    run.replace(walked.steps);
    run.jump(run.length());
    return run;
}

racewalk::Run randomRun(const std::shared_ptr<const Machine> &machine, std::mt19937 &random)
{
    racewalk::Run run(machine);
    for (std::size_t i = 0; i < 60; ++i) {
        const std::vector<Step> enabled = machine->enabledSteps(run.state());
        if (enabled.empty() || !run.take(enabled[random() % enabled.size()]))
            break;
    }
    return run;
}

/// The exceptions of the header.
bool isException(const racewalk::Run &run, std::size_t index)
{
    const Event &event = run.event(index);
    return event.record.failure ||
           std::ranges::any_of(event.record.operations, [&](const auto &each) {
               const Body &body = run.machine().program().bodyOf(each.thread);
               return operationOf(body.code[each.position].op).begins != Operation::Begins::Nothing;
           });
}

/// Returns how many adjacent steps were exchanged.
std::size_t expectExchangeable(const racewalk::Run &run, const std::string &what)
{
    std::size_t exchanged = 0;
    const auto before = happensBefore(run);
    for (std::size_t i = 0; i + 1 < run.position(); ++i) {
        const Step first = run.event(i).step, second = run.event(i + 1).step;
        if (first.thread == second.thread || isException(run, i) || isException(run, i + 1) ||
            std::ranges::find(before[i + 1], i) != before[i + 1].end())
            continue;
        const Machine &machine = run.machine();
        State state(run.stateAt(i));
        EXPECT_TRUE(machine.isEnabled(state, second)) << what << ": step " << i + 2;
        if (!machine.isEnabled(state, second))
            continue;
        machine.apply(state, second);
        if (!machine.isEnabled(state, first)) {
            ADD_FAILURE() << what << ": step " << i + 1;
            continue;
        }
        machine.apply(state, first);
        EXPECT_TRUE(std::ranges::equal(StateView(state), run.stateAt(i + 2)))
            << what << ": " << run.event(i).text << " and " << run.event(i + 1).text;
        ++exchanged;
    }
    return exchanged;
}

TEST(HappensBefore, LeavesUnorderedOnlyAdjacentStepsThatCanBeExchanged)
{
    std::mt19937 random(1);
    std::size_t exchanged = 0;
    for (std::uint32_t seed = 1; seed <= 150; ++seed) {
        const std::string text = randomProgram(seed);
        for (const MemoryModel memory : {MemoryModel::Sc, MemoryModel::Tso, MemoryModel::Pso}) {
            const auto machine = machineFor(text, {}, {}, memory);
            exchanged += expectExchangeable(randomRun(machine, random),
                                            "seed " + std::to_string(seed) + "\n" + text);
        }
    }
    EXPECT_GT(exchanged, 1000U);
}

TEST(HappensBefore, OrdersWhatTheInodeRaceDependsOn)
{
    const auto run = runOf(machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup"),
                           "lookup*2 evict! lookup!");
    const auto before = happensBefore(run);
    const auto indexOfText = [&](std::string_view text, std::size_t from = 0) {
        while (from < run.length() && run.event(from).text != text)
            ++from;
        return from;
    };
    const std::size_t found = indexOfText("inode = rcu_dereference(bucket)");
    const std::size_t unlinked = indexOfText("rcu_assign_pointer(bucket, NULL)");
    const std::size_t queued =
        indexOfText("prepare_to_wait_bit(&inode->i_state, __I_NEW, TASK_UNINTERRUPTIBLE)");
    const std::size_t woken = indexOfText("wake_up_bit(&inode->i_state, __I_NEW)");
    ASSERT_LT(queued, run.length());
    EXPECT_THAT(before[0], ElementsAre());
    EXPECT_THAT(before[unlinked], Contains(found));
    EXPECT_THAT(before[queued], Contains(woken));
    EXPECT_THAT(before[found], ElementsAre(0U));
    // evict has seen nothing of the second step before it unlinks the inode.
    const auto clocks = vectorClocks(run, before, 0);
    EXPECT_EQ(clocks[unlinked - 1][0], 0U);
    EXPECT_EQ(clocks[unlinked][0], 2U);
    EXPECT_EQ(clocks[found][0], 2U);
}

TEST(HappensBefore, OrdersAStoreWhenItDrains)
{
    const auto run = runOf(machineOf("scenarios/classroom/store-buffering.race", "plain"),
                           "left*2 right*2 left~");
    const auto before = happensBefore(run);
    // right's READ_ONCE(x) comes before left's x = 1 reaches memory, and after nothing of left.
    EXPECT_THAT(before[3], ElementsAre(2U));
    EXPECT_THAT(before[4], ElementsAre(1U, 3U));
}

TEST(HappensBefore, OrdersARunUpToItsCursor)
{
    auto run = runOf(machineOf("scenarios/classroom/lost-wakeup.race", "correct"),
                     "waiter*3 waker! waiter!");
    const auto whole = happensBefore(run);
    run.jump(3);
    EXPECT_EQ(happensBefore(run), std::vector(whole.begin(), whole.begin() + 3));
    // The wakeup comes before what the waiter does after its sleep.
    EXPECT_THAT(whole[5], Contains(4U));
    EXPECT_THAT(whole[4], Contains(2U));
    EXPECT_THAT(whole[3], Not(Contains(0U)));
}

} // namespace
