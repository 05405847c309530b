// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/line_effects.h"

#include "explore/explore.h"
#include "language/changes/line_changes.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

using namespace racewalk;
using namespace racewalk::test;

namespace {

using Kind = LineEffect::Kind;

/// All changes of a program, and what they do.
struct Tried {
    std::vector<LineChange> changes;
    LineEffects effects;

    /// Of the only change of that kind whose first statement stands in the line.
    const LineEffect &of(LineChange::Kind kind, std::uint32_t line) const
    {
        const LineEffect *effect = nullptr;
        for (std::size_t i = 0; i < changes.size(); ++i)
            if (changes[i].kind == kind && changes[i].line() == line) {
                EXPECT_EQ(effect, nullptr) << line;
                effect = &effects.effects[i];
            }
        if (effect == nullptr)
            throw std::runtime_error("no such change in line " + std::to_string(line));
        return *effect;
    }
    const LineEffect &leftOut(std::uint32_t line) const
    {
        return of(LineChange::Kind::LeaveOut, line);
    }
    const LineEffect &pair(std::uint32_t line) const
    {
        return of(LineChange::Kind::LeaveOutPair, line);
    }
    const LineEffect &swapped(std::uint32_t line) const { return of(LineChange::Kind::Swap, line); }
};

Tried tried(const std::shared_ptr<const Program> &program, const Limits &limits = {},
            std::stop_token stop = {})
{
    LineChanges changes(program);
    return {changes.list(), findLineEffects(
                                Machine(program), changes.list().size(),
                                [&changes](std::size_t number) { return changes.changed(number); },
                                {limits}, std::move(stop))};
}

Tried tried(std::string_view text)
{
    return tried(programFor(text));
}

bool has(const std::vector<Difference> &differences, FindingKind kind, std::string_view text)
{
    return std::ranges::any_of(differences, [&](const Difference &difference) {
        return difference.kind == kind && difference.text == text;
    });
}

/// Everything in one text, to be compared.
std::string everythingOf(const LineEffects &effects)
{
    std::string text;
    for (const LineEffect &effect : effects.effects) {
        text += std::to_string(static_cast<int>(effect.kind)) + ' ' +
                std::to_string(static_cast<int>(effect.limit)) + ' ' +
                std::to_string(effect.states) + '\n';
        for (const auto *differences : {&effect.appears, &effect.vanishes})
            for (const Difference &one : *differences)
                text += std::string(toText(one.kind)) + ' ' + one.text + ' ' +
                        std::to_string(one.span.begin) + ' ' + one.object + '\n';
        text += "--\n";
    }
    return text;
}

constexpr std::string_view counterUnderALock = R"(scenario "t"; int n; bool told; spinlock_t l;
thread t[2] {
        spin_lock(&l);
        n++;
        spin_unlock(&l);
        spin_lock(&l);
        WRITE_ONCE(told, true);
        spin_unlock(&l);
}
final n == 2;
)";

} // namespace

TEST(LineEffects, TheRecheckOfTheInodeRaceIsWhatKeepsTheLookupFromSleepingForever)
{
    const Tried inode = tried(programOf("scenarios/inode/inode-teardown.race", "rcu_recheck"));
    const LineEffect &recheck = inode.leftOut(49);
    EXPECT_EQ(recheck.kind, Kind::Changed);
    EXPECT_EQ(recheck.newKinds, std::set{FindingKind::Hang});
    EXPECT_TRUE(recheck.lostKinds.empty());
    EXPECT_TRUE(has(recheck.appears, FindingKind::Hang,
                    "lookup asleep on inodes[0].i_state in line 76; evict ended; "
                    "bucket = NULL"));
    EXPECT_TRUE(inode.effects.isComplete());
}

TEST(LineEffects, LeavingOutTheRecheckGivesTheOutcomesOfTheVariantWithoutIt)
{
    const Tried inode = tried(programOf("scenarios/inode/inode-teardown.race", "rcu_recheck"));
    EXPECT_EQ(inode.leftOut(49).states,
              explore(*machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup"), {})
                  .verdict.states);
}

TEST(LineEffects, ALockThatKeepsAnUpdateFromGettingLostMatters)
{
    const LineEffect effect = tried(counterUnderALock).pair(3);
    EXPECT_EQ(effect.kind, Kind::Changed);
    EXPECT_EQ(effect.newKinds, (std::set{FindingKind::Final, FindingKind::DataRace}));
}

TEST(LineEffects, ALockThatGuardsOneMarkedStoreDoesNot)
{
    const LineEffect effect = tried(counterUnderALock).pair(6);
    EXPECT_EQ(effect.kind, Kind::Unchanged);
    EXPECT_TRUE(effect.isComplete());
}

TEST(LineEffects, ALineThatNothingComesOfDoesNotMatter)
{
    const Tried all = tried(R"(scenario "t"; int x;
thread a {
        int unused = 5;
        barrier();
        WRITE_ONCE(x, 1);
        WRITE_ONCE(x, 1);
}
)");
    EXPECT_EQ(all.leftOut(3).kind, Kind::Unchanged); // its variable goes with it
    EXPECT_EQ(all.leftOut(4).kind, Kind::Unchanged);
    EXPECT_EQ(all.leftOut(5).kind, Kind::Unchanged);
    EXPECT_EQ(all.swapped(4).kind, Kind::Unchanged);
}

TEST(LineEffects, TheOnlyWriteOfAVariableMatters)
{
    const LineEffect effect = tried(R"(scenario "t"; int x, y;
thread a { WRITE_ONCE(x, 1); }
thread b { WRITE_ONCE(y, 1); }
)")
                                  .leftOut(2);
    EXPECT_EQ(effect.kind, Kind::Changed);
    EXPECT_TRUE(has(effect.appears, FindingKind::None, "all threads ended; x = 0"));
    EXPECT_TRUE(has(effect.vanishes, FindingKind::None, "all threads ended; x = 1"));
}

TEST(LineEffects, TheOrderOfTwoStoresThatOthersReadMatters)
{
    const Tried all = tried(R"(scenario "t"; int data, flag;
thread a {
        WRITE_ONCE(data, 1);
        WRITE_ONCE(flag, 1);
}
thread b {
        int f = READ_ONCE(flag);
        int d = READ_ONCE(data);
}
)");
    const LineEffect &effect = all.swapped(3);
    EXPECT_EQ(effect.kind, Kind::Changed);
    EXPECT_TRUE(has(effect.appears, FindingKind::None, "all threads ended; b: d = 0; b: f = 1"));
    EXPECT_EQ(effect.appears.size(), 1u);
    EXPECT_TRUE(effect.vanishes.empty());
}

TEST(LineEffects, TellApartWhereAThreadSleeps)
{
    const LineEffect effect = tried(R"(scenario "t"; wait_queue_head_t wq[2];
thread t {
        int i = 0;
        i = 1;
        prepare_to_wait(&wq[i], TASK_UNINTERRUPTIBLE);
        schedule();
}
)")
                                  .leftOut(4);
    EXPECT_EQ(effect.kind, Kind::Changed);
    EXPECT_TRUE(has(effect.appears, FindingKind::Hang, "t asleep on wq[0] in line 6"));
    EXPECT_TRUE(has(effect.vanishes, FindingKind::Hang, "t asleep on wq[1] in line 6"));
}

TEST(LineEffects, WhatDoesNotCompileIsToldApart)
{
    const Tried all = tried(R"(scenario "t"; int x;
thread a {
        int one = 1;
        x = one;
}
)");
    EXPECT_EQ(all.leftOut(3).kind, Kind::NoProgram);
    EXPECT_EQ(all.leftOut(4).kind, Kind::Changed);
    EXPECT_TRUE(all.effects.isComplete());
}

TEST(LineEffects, AChangeThatMakesTheProgramEndlessIsNeverCalledUnchanged)
{
    const auto program = programFor(R"(scenario "t"; atomic_t n;
thread a {
        int i = 0;
        while (i < 2) {
                atomic_inc(&n);
                i++;
        }
}
)");
    Limits limits;
    limits.maxStates = 500;
    const Tried all = tried(program, limits);
    const LineEffect &effect = all.leftOut(6);
    EXPECT_EQ(effect.kind, Kind::Undecided);
    EXPECT_EQ(effect.limit, Limit::States);
    EXPECT_EQ(effect.limitValue, 500u);
    EXPECT_FALSE(all.effects.isComplete());
    EXPECT_EQ(all.leftOut(5).kind, Kind::Changed);
    EXPECT_TRUE(all.leftOut(5).isComplete());
}

TEST(LineEffects, WhatAppearsBeforeALimitIsCertainAndWhatVanishesIsNotTold)
{
    const auto program = programFor(R"(scenario "t"; atomic_t n; int x;
thread a {
        int i = 0;
        while (i < 2) {
                atomic_inc(&n);
                i++;
        }
}
thread b { WRITE_ONCE(x, 1); BUG_ON(atomic_read(&n) > 2); }
)");
    Limits limits;
    limits.maxStates = 500;
    const LineEffect effect = tried(program, limits).leftOut(6);
    EXPECT_EQ(effect.kind, Kind::Changed);
    EXPECT_FALSE(effect.isComplete());
    EXPECT_EQ(effect.newKinds, std::set{FindingKind::Bug});
    EXPECT_TRUE(effect.vanishes.empty());
}

TEST(LineEffects, AProgramThatCannotBeExploredToItsEndDecidesNothing)
{
    Limits limits;
    limits.maxStates = 5;
    const Tried all = tried(programFor(counterUnderALock), limits);
    EXPECT_FALSE(all.effects.isComplete());
    for (const LineEffect &effect : all.effects.effects) {
        EXPECT_EQ(effect.kind, Kind::Undecided);
        EXPECT_EQ(effect.limit, Limit::States);
    }
}

TEST(LineEffects, TellDataRacesOfOtherPlaces)
{
    const Tried all = tried(R"(scenario "t"; int x;
thread t[2] {
        x = 1;
        x = 1;
}
)");
    const LineEffect &effect = all.leftOut(3);
    EXPECT_EQ(effect.kind, Kind::Changed);
    EXPECT_TRUE(effect.lostKinds.empty());
    EXPECT_TRUE(effect.appears.empty());
    EXPECT_EQ(effect.vanishes.size(), 2u); // with itself, and with line 4
}

TEST(LineEffects, AreTheSameWhateverTheNumberOfWorkers)
{
    for (const char *variant : {"rcu_lookup", "no_grace_period"}) {
        const auto program = programOf("scenarios/inode/inode-teardown.race", variant);
        Limits limits;
        limits.workers = 1;
        const std::string alone = everythingOf(tried(program, limits).effects);
        for (const unsigned workers : {2U, 5U}) {
            limits.workers = workers;
            EXPECT_EQ(everythingOf(tried(program, limits).effects), alone) << workers;
        }
    }
}

TEST(LineEffects, AreNotTriedAfterAStop)
{
    std::stop_source source;
    source.request_stop();
    const Tried all = tried(programFor(counterUnderALock), {}, source.get_token());
    ASSERT_FALSE(all.effects.effects.empty());
    for (const LineEffect &effect : all.effects.effects) {
        EXPECT_EQ(effect.kind, Kind::Undecided);
        EXPECT_EQ(effect.limit, Limit::Cancelled);
    }
    EXPECT_FALSE(all.effects.isComplete());
}

TEST(LineEffects, ReportTheirProgressToTheEnd)
{
    const auto program = programFor(counterUnderALock);
    LineChanges changes(program);
    std::vector<std::size_t> reports;
    Limits limits;
    limits.workers = 1;
    findLineEffects(
        Machine(program), changes.list().size(),
        [&changes](std::size_t number) { return changes.changed(number); }, {limits}, {},
        [&](std::size_t done, std::size_t total) {
            EXPECT_EQ(total, changes.list().size());
            reports.push_back(done);
        });
    EXPECT_TRUE(std::ranges::is_sorted(reports));
    ASSERT_FALSE(reports.empty());
    EXPECT_EQ(reports.front(), 0U) << "before the first change is tried";
    EXPECT_EQ(reports.back(), changes.list().size());
}
