// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explore.h"
#include "explore/results/verdict_words.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace racewalk;
using namespace racewalk::test;

namespace {

constexpr std::string_view inode = "scenarios/inode/inode-teardown.race";

const Origin *nextOf(const Machine &machine, StateView state, std::string_view thread)
{
    return machine.nextOperation(state, threadNamed(machine.program(), thread));
}

} // namespace

TEST(InodeTeardown, HangsWithTwoContextSwitches)
{
    const auto machine = machineOf(inode, "rcu_lookup");
    const Verdict verdict = explore(*machine, {}).verdict;
    ASSERT_EQ(verdict.failureKinds(), std::vector{FindingKind::Hang});
    const Finding &hang = *verdict.first(FindingKind::Hang);
    EXPECT_EQ(hang.message, "lookup sleeps forever");
    EXPECT_EQ(hang.contextSwitches, 2U);
    EXPECT_EQ(machine->program().threads[indexOf(hang.steps.front().thread)].name, "lookup");
    EXPECT_EQ(machine->program().threads[indexOf(hang.steps.back().thread)].name, "lookup");
}

TEST(InodeTeardown, HangsInAFewPerCentOfAllRuns)
{
    const Verdict verdict = explore(*machineOf(inode, "rcu_lookup"), {}).verdict;
    const auto hang = std::ranges::find(verdict.outcomes, FindingKind::Hang, &Outcome::kind);
    ASSERT_NE(hang, verdict.outcomes.end());
    EXPECT_GT(hang->probability.value(), 0.01);
    EXPECT_LT(hang->probability.value(), 0.1);
}

TEST(InodeTeardown, HangsWithThreeLookupsToo)
{
    const auto machine = machineOf(inode, "rcu_lookup", {{"lookups", 3}});
    const Verdict verdict = explore(*machine, {}).verdict;
    EXPECT_TRUE(verdict.isComplete());
    EXPECT_EQ(verdict.failureKinds(), std::vector{FindingKind::Hang});
}

TEST(InodeTeardown, IsSafeWithTheFixAndThreeLookups)
{
    const Verdict verdict = explore(*machineOf(inode, "rcu_recheck", {{"lookups", 3}}), {}).verdict;
    EXPECT_TRUE(verdict.isComplete());
    EXPECT_FALSE(verdict.hasFailure()) << verdictSentence(verdict);
}

TEST(InodeTeardown, ReportsTheRaceOnTheInodesState)
{
    const Verdict verdict = explore(*machineOf(inode, "rcu_recheck"), {}).verdict;
    EXPECT_TRUE(std::ranges::any_of(verdict.findings, [](const Finding &finding) {
        return finding.kind == FindingKind::DataRace && finding.object == "inodes[0].i_state";
    }));
}

/// inode-teardown.md: the lookup has found the inode and stands before its spin_lock; evict takes
/// i_lock to wake.
TEST(InodeTeardown, IsLostOnceEvictLocksTheInodeForTheWakeup)
{
    const auto machine = machineOf(inode, "rcu_lookup");
    const Exploration explored = explore(*machine, {});
    const Finding &hang = *explored.verdict.first(FindingKind::Hang);
    State state = machine->initialState();
    for (const Step step : hang.steps) {
        const Fate before = explored.space->fateOf(state);
        const std::string lookupNext =
            nextOf(*machine, state, "lookup") ? nextOf(*machine, state, "lookup")->text : "";
        const std::string taken =
            nextOf(*machine, state, machine->program().threads[indexOf(step.thread)].name)->text;
        machine->apply(state, step);
        if (before == Fate::Doomed || explored.space->fateOf(state) != Fate::Doomed)
            continue;
        EXPECT_EQ(before, Fate::Open);
        EXPECT_EQ(machine->program().threads[indexOf(step.thread)].name, "evict");
        EXPECT_EQ(taken, "spin_lock(&inode->i_lock)");
        EXPECT_EQ(lookupNext, "spin_lock(&inode->i_lock)");
    }
    EXPECT_EQ(explored.space->fateOf(state), Fate::Doomed);
}
