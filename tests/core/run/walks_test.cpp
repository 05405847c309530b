// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/walks/walks.h"

#include "support/program_from_text.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <random>
#include <string>

namespace racewalk {

namespace {

constexpr std::string_view writers = R"(
scenario "Writers";
variant plain "plain";
variant locked "locked";
param copies = 1 in 1..3;
spinlock_t lock;
int x;

thread a[copies] {
#if locked
        spin_lock(&lock);
#endif
        WRITE_ONCE(x, 1);
        WRITE_ONCE(x, 2);
#if locked
        spin_unlock(&lock);
#endif
}

thread b {
#if locked
        spin_lock(&lock);
#endif
        WRITE_ONCE(x, 10);
        WRITE_ONCE(x, 20);
#if locked
        spin_unlock(&lock);
#endif
}
)";

constexpr Step a{ThreadId(0), 0};
constexpr Step b{ThreadId(1), 0};
using Taken = Walks::Taken;

class WalksOfWriters : public testing::Test {
protected:
    Walks walks{test::machineFor(writers, "plain")};

    void take(std::initializer_list<Step> steps)
    {
        for (const Step step : steps)
            EXPECT_NE(walks.take(step), Taken::Nothing);
    }
    std::string schedule(std::size_t row) const
    {
        return toText(scheduleOf(*walks.machine(), walks.replayed(row).run.steps()));
    }
    std::string schedules() const
    {
        std::string all;
        for (std::size_t row = 0; row < walks.size(); ++row)
            all += (row == walks.current() ? "> " : "  ") + walks[row].name + ": " + schedule(row) +
                   '\n';
        return all;
    }
};

/// Two lists to which the same is done: one replays everything immediately, one as late as it can.
class EarlyAndLate {
public:
    explicit EarlyAndLate(std::shared_ptr<const Machine> machine)
        : m_lists{Walks(machine), Walks(machine)}
    {}

    void setMachine(const std::shared_ptr<const Machine> &machine)
    {
        m_lists[0].setMachine(machine, std::numeric_limits<std::size_t>::max());
        m_lists[1].setMachine(machine, 0);
    }
    template <class Change>
    void both(Change &&change)
    {
        for (std::size_t i = 0; i < m_lists.size(); ++i)
            change(m_lists[i], m_outside[i]);
    }
    const Walks &early() const { return m_lists[0]; }
    bool hasOutside() const { return !m_outside[0].empty(); }

    /// Reads everything of one list.
    std::string text(std::size_t number) const
    {
        const Walks &walks = m_lists[number];
        std::string text;
        for (std::size_t row = 0; row < walks.size(); ++row) {
            const NamedWalk &walk = walks.replayed(row);
            text += fmt::format("{} {} {} {} at {} of {}: {}\n", row == walks.current(), walk.id,
                                walk.name, toText(walk.schedule()), walk.run.position(),
                                walk.run.length(), walk.stop);
        }
        for (std::size_t row = 0; row < walks.size(); ++row) {
            const auto fork = walks.forkOf(row).value_or(Walks::Fork{});
            text += fmt::format("{} {}", fork.parent, fork.at);
            for (const auto &[step, note] : walks.notes(row))
                text += fmt::format(" {}{}", step, note);
            text += '\n';
        }
        return text;
    }

private:
    std::array<Walks, 2> m_lists;
    std::array<std::vector<NamedWalk>, 2> m_outside; ///< taken out
};

} // namespace

TEST_F(WalksOfWriters, AnotherWayKeepsTheFirst)
{
    take({a, a});
    walks.jump(1);
    EXPECT_EQ(walks.take(b), Taken::Branched);
    EXPECT_EQ(walks.take(a), Taken::Extended);
    EXPECT_EQ(schedules(), "  first walk: a!\n"
                           "> branch 2: a b a\n");
    EXPECT_EQ(walks.forkOf(0), std::nullopt);
    EXPECT_EQ(walks.forkOf(1), (Walks::Fork{0, 1}));
    EXPECT_EQ(walks.replayed(0).run.position(), 1u);
}

TEST_F(WalksOfWriters, TheFirstThatIsAddedIsTheFirstWalk)
{
    EXPECT_TRUE(walks.add(std::vector{a}, ""));
    EXPECT_EQ(walks.currentWalk().name, "first walk");
    EXPECT_TRUE(walks.add(std::vector{b}, ""));
    EXPECT_EQ(walks.currentWalk().name, "branch 3");
}

TEST_F(WalksOfWriters, AWayThatAWalkKnowsIsNotWalkedTwice)
{
    take({a, a});
    walks.jump(0);
    take({b, b});
    walks.jump(0);
    EXPECT_EQ(walks.take(a), Taken::Joined);
    EXPECT_EQ(walks.current(), 0u);
    EXPECT_EQ(walks.run().position(), 1u);
    EXPECT_EQ(walks.take(a), Taken::Moved);
    EXPECT_EQ(walks.size(), 2u);
    EXPECT_EQ(walks.take(a), Taken::Nothing) << "a has ended";
}

TEST_F(WalksOfWriters, ABranchLeavesTheWalkThatItSharesMostWith)
{
    take({a, a, b, b});
    walks.jump(1);
    take({b, a}); // branch 2 leaves after 1
    walks.jump(2);
    take({b}); // branch 3 leaves branch 2 after 2
    EXPECT_EQ(walks.forkOf(2), (Walks::Fork{1, 2}));
    walks.move(2, 0);
    EXPECT_EQ(walks[0].name, "branch 3");
    EXPECT_EQ(walks.current(), 0u);
    EXPECT_EQ(walks.forkOf(1), (Walks::Fork{0, 1}));
    EXPECT_EQ(walks.forkOf(2), (Walks::Fork{0, 2}));
}

TEST_F(WalksOfWriters, ANoteIsShownInEveryWalkThatSharesItsStep)
{
    take({a, a});
    EXPECT_EQ(walks.setNote(0, 1, "here"), "");
    EXPECT_EQ(walks.setNote(0, 2, "there"), "");
    walks.jump(1);
    take({b});
    using Notes = std::map<std::size_t, std::string>;
    EXPECT_EQ(walks.notes(0), (Notes{{1, "here"}, {2, "there"}}));
    EXPECT_EQ(walks.notes(1), (Notes{{1, "here"}}));
    EXPECT_EQ(walks.setNote(1, 1, "changed"), "here");
    EXPECT_EQ(walks.notes(0).at(1), "changed");
    walks.takeOut(0);
    EXPECT_EQ(walks.notes(0), (Notes{{1, "changed"}})) << "the step is still there";
    EXPECT_EQ(walks.setNote(0, 1, ""), "changed");
    EXPECT_TRUE(walks.notes(0).empty());
}

TEST_F(WalksOfWriters, ANoteIsCutAtItsLongestLength)
{
    take({a});
    std::string text;
    for (std::size_t i = 0; i < maxNoteLength + 10; ++i)
        text += "\u00e4";
    walks.setNote(0, 1, text);
    EXPECT_EQ(walks.notes(0).at(1).size(), 2 * maxNoteLength);
}

TEST_F(WalksOfWriters, AnotherProgramTakesWhatItCanAndForgetsNothing)
{
    take({a, a, b});
    walks.jump(2);
    walks.setNote(0, 3, "on b's first write");
    const auto plain = walks.machine();
    walks.setMachine(test::machineFor(writers, "locked"));
    // "a!" takes the lock too; "b" takes it and writes nothing yet.
    EXPECT_EQ(schedule(0), "a! b");
    EXPECT_TRUE(walks.notes(0).empty()) << "another operation stands at its place";
    walks.setMachine(plain);
    EXPECT_EQ(schedule(0), "a! b");
    EXPECT_EQ(walks.run().position(), 2u);
    EXPECT_EQ(walks.notes(0).at(3), "on b's first write");
}

TEST_F(WalksOfWriters, WhatIsCutShortIsNotOverwritten)
{
    take({a, b, b, a});
    const auto plain = walks.machine();
    walks.setMachine(test::machineFor(writers, "locked"));
    EXPECT_TRUE(walks.replayed(0).isCutShort());
    EXPECT_TRUE(walks.replayed(0).stop.starts_with("step 2: b cannot step"))
        << walks.replayed(0).stop;
    EXPECT_EQ(walks.take(a), Taken::Branched);
    walks.setMachine(plain);
    EXPECT_EQ(schedule(0), "a b! a");
    EXPECT_EQ(schedule(1), "a!");
}

TEST_F(WalksOfWriters, TheOnlyThreadOfAGroupIsTheFirstOfSeveral)
{
    take({a, b});
    const auto one = walks.machine();
    walks.setMachine(test::machineFor(writers, "plain", {{"copies", 3}}));
    EXPECT_EQ(schedule(0), "a[0] b");
    take({Step{ThreadId(1), 0}});
    walks.setMachine(one);
    EXPECT_EQ(schedule(0), "a b") << "there is no a[1]";
    EXPECT_TRUE(walks.replayed(0).isCutShort());
}

TEST_F(WalksOfWriters, TheOldestThatNobodyNamedIsDroppedFirst)
{
    const std::string names = "walk";
    take({a});
    walks.rename(0, "mine");
    for (std::size_t i = 1; i <= Walks::mostWalks; ++i) {
        EXPECT_EQ(walks.rowToDrop(), std::nullopt);
        walks.insert(walks.size(), {.id = static_cast<WalkId>(100 + i),
                                    .name = names,
                                    .run = racewalk::Run(walks.machine())});
    }
    EXPECT_EQ(walks.rowToDrop(), 1u);
    walks.select(1, 0);
    EXPECT_EQ(walks.rowToDrop(), 2u) << "the current walk stays";
}

TEST_F(WalksOfWriters, TakenOutAndPutBackIsAsBefore)
{
    take({a, a});
    walks.jump(0);
    take({b});
    walks.jump(0);
    const std::string before = schedules();
    NamedWalk walk = walks.takeOut(1);
    EXPECT_EQ(walks.current(), 0u);
    walks.setMachine(test::machineFor(writers, "locked"));
    walks.setMachine(test::machineFor(writers, "plain"));
    walks.insert(1, std::move(walk));
    walks.select(1, 0);
    EXPECT_EQ(schedules(), before);
}

TEST_F(WalksOfWriters, LongWalksAreReplayedWhenTheyAreRead)
{
    take({a, a, b});
    walks.jump(1);
    take({b, b, a});
    walks.jump(0);
    take({b, a});
    const std::string before = schedules();
    const auto plain = walks.machine();
    walks.setMachine(test::machineFor(writers, "locked"), 2);
    EXPECT_FALSE(walks[2].awaitsReplay) << "the current one";
    for (const std::size_t row : {0u, 1u})
        EXPECT_TRUE(walks[row].awaitsReplay) << row;
    EXPECT_EQ(walks[1].walkedLength(), 4u);
    EXPECT_EQ(walks.forkOf(1), std::nullopt) << "not known yet";
    EXPECT_TRUE(walks[1].awaitsReplay);
    EXPECT_TRUE(walks.replayed(1).isCutShort());
    EXPECT_FALSE(walks[1].awaitsReplay);
    EXPECT_TRUE(walks.awaitReplay());
    walks.replayNext();
    EXPECT_FALSE(walks.awaitReplay());
    EXPECT_EQ(schedule(0), "a! b");
    walks.setMachine(plain, 0);
    EXPECT_EQ(schedules(), before);
    walks.setMachine(test::machineFor(writers, "locked"), 7);
    EXPECT_FALSE(walks.awaitReplay()) << "3 and 4 steps";
}

TEST(Walks, ReplayedLateAreAsIfReplayedImmediately)
{
    const std::array machines{test::machineFor(writers, "plain"),
                              test::machineFor(writers, "locked"),
                              test::machineFor(writers, "plain", {{"copies", 3}})};
    std::mt19937 random(11); // NOLINT: the same walks every time
    EarlyAndLate lists(machines[0]);
    for (int i = 0; i < 3000; ++i) {
        const Walks &walks = lists.early();
        const std::size_t number = random();
        const std::size_t row = number % walks.size();
        switch (random() % 9) {
        case 0:
            lists.setMachine(machines[number % machines.size()]);
            break;
        case 1:
            lists.both([&](Walks &each, auto &) { each.jump(number % 4); });
            break;
        case 2:
            lists.both([&](Walks &each, auto &) { each.select(row, number % 5); });
            break;
        case 3:
            if (walks.size() > 3)
                lists.both([&](Walks &each, auto &out) { out.push_back(each.takeOut(row)); });
            break;
        case 4:
            if (lists.hasOutside() && walks.size() < 12)
                lists.both([&](Walks &each, auto &out) {
                    each.insert(row, std::move(out.back()));
                    out.pop_back();
                });
            break;
        case 5:
            if (const std::size_t length = walks.replayed(row).run.length(); length > 0)
                lists.both([&](Walks &each, auto &) {
                    each.setNote(row, 1 + number % length, fmt::format("n{}", i));
                });
            break;
        case 6:
            if (walks.size() < 12) {
                const auto known =
                    walks[row].run.steps().first(number % 5 % (walks[row].run.length() + 1));
                const std::vector<Step> steps(known.begin(), known.end());
                lists.both([&](Walks &each, auto &) { each.add(steps, {}); });
            }
            break;
        default:
            if (const auto steps = walks.machine()->enabledSteps(walks.run().state());
                !steps.empty() && walks.size() < 12)
                lists.both([&](Walks &each, auto &) { each.take(steps[number % steps.size()]); });
            break;
        }
        if (random() % 16 == 0) {
            ASSERT_EQ(lists.text(0), lists.text(1)) << i;
        }
    }
}

/// Against a list of every schedule that was ever walked: none of them may be lost.
TEST_F(WalksOfWriters, NothingThatWasWalkedIsLost)
{
    std::mt19937 random(7); // NOLINT: the same walks every time
    std::vector<std::vector<Step>> ever;
    for (int i = 0; i < 400; ++i) {
        const auto enabled = walks.machine()->enabledSteps(walks.run().state());
        if (enabled.empty() || random() % 4 == 0)
            walks.jump(random() % (walks.run().length() + 1));
        else
            walks.take(enabled[random() % enabled.size()]);
        const auto steps = walks.run().steps().first(walks.run().position());
        ever.emplace_back(steps.begin(), steps.end());
    }
    for (const auto &steps : ever) {
        bool isKept = false;
        for (std::size_t row = 0; row < walks.size(); ++row) {
            const auto kept = walks.replayed(row).run.steps();
            isKept = isKept || (kept.size() >= steps.size() &&
                                std::ranges::equal(kept.first(steps.size()), steps));
        }
        EXPECT_TRUE(isKept);
    }
    for (std::size_t row = 0; row < walks.size(); ++row)
        for (std::size_t other = 0; other < row; ++other)
            EXPECT_FALSE(std::ranges::equal(walks.replayed(row).run.steps(),
                                            walks.replayed(other).run.steps()));
}

} // namespace racewalk
