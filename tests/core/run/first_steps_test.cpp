// SPDX-License-Identifier: GPL-3.0-or-later
// Which walks of an earlier program are replayed for a step: only those that can take it too.
#include "run/walks/first_steps.h"

#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace racewalk {
namespace {

/// In "locked" a thread can be blocked, in "choice" it chooses; "two" has another thread.
constexpr std::string_view scenario = R"(
scenario "Loops";
variant plain "plain";
variant locked "locked";
variant choice "choice";
param copies = 1 in 1..2;
spinlock_t lock;
int x;

thread a[copies] {
        for (int i = 0; i < 6; i++) {
#if locked
                spin_lock(&lock);
#endif
                WRITE_ONCE(x, i);
#if choice
                if (choose(0, 1))
                        WRITE_ONCE(x, 7);
#endif
#if locked
                spin_unlock(&lock);
#endif
        }
}

thread b {
        for (int i = 0; i < 6; i++) {
#if locked
                spin_lock(&lock);
#endif
                WRITE_ONCE(x, i);
#if locked
                spin_unlock(&lock);
#endif
        }
}
)";

std::vector<Step> stepsOf(const Machine &machine, std::string_view schedule)
{
    return walk(machine, *parseSchedule(schedule)).steps;
}

class FirstSteps : public testing::Test {
protected:
    std::shared_ptr<const Machine> plain = test::machineFor(scenario, "plain");
    std::shared_ptr<const Machine> locked = test::machineFor(scenario, "locked");
    Walks walks{plain};

    void add(std::string_view schedule) { walks.add(stepsOf(*walks.machine(), schedule), {}); }
    std::string awaited() const
    {
        std::string rows;
        for (std::size_t row = 0; row < walks.size(); ++row)
            rows += walks[row].awaitsReplay ? '?' : '.';
        return rows;
    }
};

} // namespace

TEST_F(FirstSteps, OfAnotherWayReplayNothing)
{
    for (const char *schedule : {"a*4 b", "b*2 a*3", "a*3 b*4", "a*2 b"})
        add(schedule);
    walks.setMachine(test::machineFor(scenario, "plain"), 0); // as another one
    walks.select(4, 3);
    EXPECT_EQ(walks.take(Step{ThreadId(1), 0}), Walks::Taken::Extended);
    EXPECT_EQ(awaited(), ".???.");
    add("b*3");
    EXPECT_EQ(awaited(), ".???..");
    walks.select(4, 2);
    EXPECT_EQ(walks.take(Step{ThreadId(0), 0}), Walks::Taken::Joined);
    EXPECT_EQ(walks.current(), std::size_t{1});
    EXPECT_EQ(walks.take(Step{ThreadId(1), 0}), Walks::Taken::Joined);
    EXPECT_EQ(walks.current(), std::size_t{3});
}

TEST_F(FirstSteps, OfAWalkThatIsAskedForAreReplayed)
{
    for (const char *schedule : {"a*4 b", "a*2 b"})
        add(schedule);
    walks.setMachine(test::machineFor(scenario, "plain", {{"copies", 2}}), 0);
    add("a[0]*4 b");
    EXPECT_EQ(walks.size(), std::size_t{3});
    EXPECT_EQ(walks.current(), std::size_t{1});
}

/// Against the replay: whatever it takes is not ruled out, in any program and from any program.
TEST_F(FirstSteps, ThatAReplayTakesAreNeverRuledOut)
{
    const std::vector machines{plain, locked, test::machineFor(scenario, "choice"),
                               test::machineFor(scenario, "plain", {{"copies", 2}})};
    std::mt19937 random(5); // NOLINT: the same walks every time
    std::size_t ruledOut = 0;
    for (int i = 0; i < 600; ++i) {
        const auto &from = machines[random() % machines.size()];
        const auto &to = machines[random() % machines.size()];
        Walks list(from);
        for (std::size_t length = random() % 14; list.run().length() < length;) {
            const auto enabled = from->enabledSteps(list.run().state());
            if (enabled.empty())
                break;
            for (std::size_t times = 1 + random() % 4; times > 0; --times)
                list.take(enabled[random() % 2 % enabled.size()]);
        }
        if (i % 2 == 0) // its schedule is written already
            list.setMachine(machines[random() % machines.size()]);
        const NamedWalk known = list[0];
        list.setMachine(to, 0);
        const auto steps = list.run().steps();
        EXPECT_TRUE(list.currentWalk().isCutShort() || canConsistOf(known, to->program(), steps));
        for (std::size_t count = 0; count <= steps.size(); ++count) {
            EXPECT_TRUE(canBeginWith(known, to->program(), steps.first(count))) << i;
            std::vector<Step> others(steps.begin(), steps.begin() + static_cast<long>(count));
            others.push_back({ThreadId(random() % 2), 0});
            ruledOut += canBeginWith(known, to->program(), others) ? 0 : 1;
        }
    }
    EXPECT_GT(ruledOut, std::size_t{1000});
}

} // namespace racewalk
