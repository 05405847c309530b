// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/fates/livelock.h"

#include "explore/explore.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <memory>

namespace racewalk {

namespace {

constexpr const char *polite = R"(
int wants[2];
thread guest[2] {
    WRITE_ONCE(wants[self], 1);
    while (READ_ONCE(wants[1 - self]))
        ;
}
thread other { WRITE_ONCE(wants[0], 1); }
)";

class Steps {
public:
    Steps(const std::shared_ptr<const Machine> &machine, const Limits &limits)
        : m_machine(machine),
          m_exploration(explore(*machine, limits)), m_states{machine->initialState()}
    {}

    void take(std::uint16_t thread)
    {
        State next = m_states.back();
        m_machine->apply(next, Step{ThreadId{thread}, 0});
        m_states.push_back(next);
    }
    std::optional<Livelock> livelock() const
    {
        return livelockAtEnd(
            *m_machine, *m_exploration.space, m_states.size() - 1,
            [this](std::size_t position) { return StateView(m_states[position]); });
    }

private:
    std::shared_ptr<const Machine> m_machine;
    Exploration m_exploration;
    std::vector<State> m_states;
};

} // namespace

TEST(LivelockAtEnd, BeginsWhereNoStepLeavesTheCycle)
{
    Steps run(test::machineFor(polite), {});
    EXPECT_FALSE(run.livelock());
    run.take(0);
    run.take(1);
    EXPECT_FALSE(run.livelock()); // the other thread can still step, and ends
    run.take(2);
    for (int further = 0; further < 3; ++further) {
        const auto livelock = run.livelock();
        ASSERT_TRUE(livelock);
        EXPECT_EQ(livelock->position, 3);
        EXPECT_EQ(livelock->runners, (std::vector{ThreadId{0}, ThreadId{1}}));
        run.take(1);
    }
}

TEST(LivelockAtEnd, IsNeitherAHangNorAWaitThatEnds)
{
    Steps hang(test::machineFor("spinlock_t l;\nthread t { spin_lock(&l); spin_lock(&l); }\n"), {});
    hang.take(0);
    EXPECT_FALSE(hang.livelock());
    Steps wait(test::machineFor("int x;\nthread a { while (!READ_ONCE(x)) ; }\n"
                                "thread b { WRITE_ONCE(x, 1); }\n"),
               {});
    wait.take(0);
    EXPECT_FALSE(wait.livelock());
}

TEST(LivelockAtEnd, NamesTheThreadsOfTheRunUnderSymmetry)
{
    Limits limits;
    limits.reductions = {.threads = true};
    Steps run(test::machineFor(
                  "int x;\nthread t[3] { if (xchg(&x, 1) == 0) while (true) READ_ONCE(x); }\n"),
              limits);
    run.take(2); // the first to step: the search calls it t[0]
    run.take(0);
    run.take(1);
    const auto livelock = run.livelock();
    ASSERT_TRUE(livelock);
    EXPECT_EQ(livelock->runners, std::vector{ThreadId{2}});
}

} // namespace racewalk
