// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/search/workers.h"

#include "explore/explore.h"
#include "explore/search/search.h"
#include "program/ids.h"
#include "support/naive_search.h"
#include "support/program_from_text.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <new>
#include <string>
#include <vector>

using namespace racewalk;
using namespace racewalk::test;

namespace {

/// Wide enough that all workers have something to do, with failures, outcomes, data races, wakeups,
/// callbacks and a thread that goes round.
constexpr std::string_view busy = R"(scenario "t"; int x, y; spinlock_t p, q; atomic_t n;
wait_queue_head_t wq; struct box { int v; }; pool struct box boxes[2]; struct box *shared;
daemon thread clock { while (true) { WRITE_ONCE(y, 1 - READ_ONCE(y)); } }
thread a { spin_lock(&p); x = x + 1; spin_lock(&q); x = x + 1; spin_unlock(&q); spin_unlock(&p); }
thread b { spin_lock(&q); x = x + 1; spin_lock(&p); spin_unlock(&p); spin_unlock(&q);
           wake_up(&wq); }
thread c[2] { struct box *it; atomic_inc(&n); rcu_read_lock(); it = rcu_dereference(shared);
              if (it) it->v = self; rcu_read_unlock(); }
thread d { struct box *it; it = kmalloc(struct box); rcu_assign_pointer(shared, it);
           prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); if (READ_ONCE(x) < 2) schedule();
           finish_wait(&wq); rcu_assign_pointer(shared, NULL); kfree_rcu(it); }
)";

/// The same with threads that can be exchanged, some of which race, sleep or read what is freed.
constexpr std::string_view alike = R"(scenario "t"; int y; atomic_t n; wait_queue_head_t wq;
struct box { int v; }; pool struct box boxes[1]; struct box *shared;
thread a[2] { int i; i = atomic_inc_return(&n);
              prepare_to_wait_exclusive(&wq, TASK_UNINTERRUPTIBLE); if (i == 1) schedule();
              finish_wait(&wq); wake_up(&wq); }
thread b[3] { struct box *it; rcu_read_lock(); it = rcu_dereference(shared); if (it) y = it->v;
              rcu_read_unlock(); }
thread c { struct box *it; it = kmalloc(struct box); rcu_assign_pointer(shared, it);
           kfree_rcu(it); }
)";

std::string textOf(const std::vector<Step> &steps)
{
    std::string text;
    for (const Step step : steps)
        text += fmt::format("{}.{} ", indexOf(step.thread), step.choice);
    return text;
}

/// All of a verdict but the time that it took.
std::string textOf(const Verdict &verdict)
{
    std::string text =
        fmt::format("{} {} {} {} {}\n", static_cast<int>(verdict.limit), verdict.limitValue,
                    verdict.states, verdict.transitions, verdict.areRunsShortest);
    for (const Finding &finding : verdict.findings)
        text += fmt::format("{} {} {} {}\n", toText(finding.kind), finding.message, finding.object,
                            textOf(finding.steps));
    for (const Outcome &outcome : verdict.outcomes)
        text +=
            fmt::format("{} {} {}\n", toText(outcome.kind), outcome.summary, textOf(outcome.steps));
    return text;
}

/// Every state's bytes, transitions and fate, as they are numbered.
std::string textOf(const StateSpace &space)
{
    std::string text;
    for (std::uint32_t i = 0; i < space.size(); ++i) {
        const State state = space.state(StateIndex{i});
        for (const std::byte byte : state.view())
            text += static_cast<char>(byte);
        for (const auto edge : transitionsFrom(space.graph(), StateIndex{i})) {
            const Step step = space.graph()[edge];
            text += fmt::format("{}.{}>{} ", indexOf(step.thread), step.choice,
                                indexOf(targetOf(space.graph(), edge)));
        }
        text += static_cast<char>(space.fate(StateIndex{i}));
    }
    return text;
}

/// The sanitizers see in five what they would see in twenty.
#ifdef __SANITIZE_ADDRESS__
constexpr int manyRounds = 5;
#else
constexpr int manyRounds = 20;
#endif

void expectAlikeForAnyNumberOfWorkers(const Machine &machine, Limits limits, int rounds)
{
    limits.workers = 1;
    const Exploration one = explore(machine, limits);
    const std::string verdict = textOf(one.verdict);
    const std::string space = textOf(*one.space);
    for (int round = 0; round < rounds; ++round) {
        for (const unsigned workers : {1U, 2U, 3U, 4U}) {
            limits.workers = workers;
            const Exploration many = explore(machine, limits);
            ASSERT_EQ(textOf(many.verdict), verdict) << workers;
            ASSERT_TRUE(textOf(*many.space) == space) << workers;
        }
    }
}

/// The most states that are equally many steps away from the first one.
std::size_t widestLevel(const StateSpace &space)
{
    std::vector<std::size_t> levels(space.size(), space.size()), widths(space.size() + 1);
    levels[0] = 0;
    for (std::uint32_t i = 0; i < space.size(); ++i) {
        ++widths[levels[i]];
        for (const auto edge : transitionsFrom(space.graph(), StateIndex{i})) {
            std::size_t &level = levels[indexOf(targetOf(space.graph(), edge))];
            level = std::min(level, levels[i] + 1);
        }
    }
    return std::ranges::max(widths);
}

} // namespace

TEST(Workers, DoEveryJobOnceEach)
{
    Workers workers(3);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::atomic<int>> calls(3);
        workers.run([&](unsigned number) { ++calls[number]; });
        for (const auto &count : calls)
            ASSERT_EQ(count, 1);
    }
}

TEST(Workers, ThrowWhatOneOfThemThrowsAndGoOn)
{
    Workers workers(2);
    for (const unsigned thrower : {0U, 1U}) {
        EXPECT_THROW(workers.run([&](unsigned number) {
            if (number == thrower)
                throw std::bad_alloc();
        }),
                     std::bad_alloc);
    }
    std::atomic<int> calls = 0;
    workers.run([&](unsigned) { ++calls; });
    EXPECT_EQ(calls, 2);
}

TEST(Search, IsTheSameForAnyNumberOfWorkers)
{
    const auto machine = machineFor(busy);
    ASSERT_GT(explore(*machine, {.maxStates = 20'000}).verdict.states, 10'000U);
    expectAlikeForAnyNumberOfWorkers(*machine, {.maxStates = 8'000}, manyRounds);
}

TEST(Search, WithReductionsIsTheSameForAnyNumberOfWorkers)
{
    const auto machine = machineFor(alike);
    std::uint64_t least = 100'000; // of 122,894 without reductions
    for (const Reductions reductions :
         {Reductions{.threads = true}, Reductions{.threads = true, .steps = true}}) {
        const Exploration reduced = explore(*machine, {.reductions = reductions});
        EXPECT_LT(reduced.verdict.states, least);
        least = reduced.verdict.states;
        // As many as two workers share.
        ASSERT_GT(widestLevel(*reduced.space), 1'024U);
        expectAlikeForAnyNumberOfWorkers(*machine, {.reductions = reductions}, manyRounds);
    }
}

TEST(Search, ThatBeginsAnewIsTheSameForAnyNumberOfWorkers)
{
    const auto machine = machineFor(alike);
    const Reductions reductions{.threads = true, .steps = true, .stepsBeyond = 3'000};
    expectAlikeForAnyNumberOfWorkers(*machine, {.reductions = reductions}, 3);
}

TEST(Search, OfTheInodeRaceIsTheSameForAnyNumberOfWorkers)
{
    for (const char *variant : {"rcu_lookup", "check_after_rcu"}) {
        const auto machine =
            machineOf("scenarios/inode/inode-teardown.race", variant, {{"lookups", 3}});
        expectAlikeForAnyNumberOfWorkers(*machine, {}, 5);
    }
}

TEST(Search, StopsAtTheSameStateForAnyNumberOfWorkers)
{
    const auto machine = machineFor(busy);
    for (const std::uint64_t states : {1'500, 4'999, 5'000, 6'543})
        expectAlikeForAnyNumberOfWorkers(*machine, {.maxStates = states}, 2);
}

TEST(Search, OfAStateWithManyThousandStepsGoesOnWhereItStopped)
{
    // More transitions than one expansion holds, and again from each of many states.
    const auto machine = machineFor(R"(scenario "t"; int x, y;
thread a { x = choose(0, 20000); } thread b { WRITE_ONCE(y, 1); WRITE_ONCE(y, 2); })");
    for (const unsigned workers : {1U, 3U}) {
        const SearchResult result = Search(*machine, {.workers = workers}, {}, nullptr).run();
        // Before choosing, after it, and after the store; times where b is.
        EXPECT_EQ(result.states->size(), 3U * (1 + 2 * 20'001U)) << workers;
        EXPECT_EQ(result.transitions.size(), 3U * 2 * 20'001 + 2 * (1 + 2 * 20'001U)) << workers;
        EXPECT_EQ(result.expanded, result.states->size());
    }
}

TEST(Search, HoldsNoMoreMemoryThanItMayForAnyNumberOfWorkers)
{
    const auto machine = machineFor(R"(scenario "t"; int x[8];
thread t[8] { int i; for (i = 0; i < 20; i++) { WRITE_ONCE(x[self], i); } })");
    for (const unsigned workers : {1U, 4U}) {
        const SearchResult result =
            Search(*machine, {.maxMemoryMiB = 24, .workers = workers}, {}, nullptr).run();
        EXPECT_EQ(result.limit, Limit::Memory);
        EXPECT_FALSE(result.isGraphKept);
        EXPECT_EQ(result.transitions.size(), 0U);
        EXPECT_EQ(result.parents.size(), result.states->size());
        EXPECT_GT(result.states->size(), 250'000U);
        EXPECT_LE(result.bytes() + result.states->size() * Search::bytesForSecondPass,
                  std::size_t{24} << 20);
    }
}

TEST(Search, DropsTransitionsWhenTheyAreTooMuch)
{
    const auto machine = machineFor(R"(scenario "t"; int x[4];
thread t[4] { int i; for (i = 0; i < 12; i++) { WRITE_ONCE(x[self], i); } })");
    const SearchResult kept = Search(*machine, {.workers = 1}, {}, nullptr).run();
    const SearchResult dropped =
        Search(*machine, {.maxMemoryMiB = 4, .workers = 1}, {}, nullptr).run();
    ASSERT_TRUE(kept.isGraphKept);
    ASSERT_FALSE(dropped.isGraphKept);
    EXPECT_EQ(dropped.limit, Limit::None);
    EXPECT_EQ(dropped.transitionCount, kept.transitions.size());
    EXPECT_EQ(dropped.isRacing, kept.isRacing);
    // Before and after they were dropped, the first transition to each state is the one that stays.
    SearchResult copy = Search(*machine, {.workers = 1}, {}, nullptr).run();
    const ParentList parents = copy.transitions.takeParents(copy.states->size());
    ASSERT_EQ(dropped.parents.size(), parents.size());
    for (std::uint32_t i = 0; i < parents.size(); ++i) {
        ASSERT_EQ(dropped.parents[i], parents[i]);
        ASSERT_EQ((*dropped.states)[StateIndex{i}], (*kept.states)[StateIndex{i}]);
    }
}

TEST(Search, HasTheStatesOfNaiveSearchUnderEveryMemoryModel)
{
    constexpr std::string_view text = R"(scenario "t"; int x, y, r; spinlock_t l;
wait_queue_head_t wq; struct box { int v; }; pool struct box boxes[1] = { { .v = 1 } };
thread a { rcu_read_lock(); WRITE_ONCE(x, 1); r = boxes[0].v; rcu_read_unlock(); }
thread b { WRITE_ONCE(y, READ_ONCE(x)); synchronize_rcu(); kfree(&boxes[0]); wake_up(&wq); }
thread c { prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); if (READ_ONCE(y) == 0) schedule();
           finish_wait(&wq); }
final x + y < 2;
)";
    for (const MemoryModelRow &row : memoryModels) {
        SCOPED_TRACE(row.name);
        const auto machine = machineFor(text, {}, {}, row.model);
        const NaiveResult naive = naiveSearch(*machine);
        const Exploration explored = explore(*machine, {});
        ASSERT_EQ(explored.verdict.states, naive.transitions.size());
        for (const auto &[bytes, transitions] : naive.transitions) {
            const auto index = explored.space->find(bytes);
            ASSERT_TRUE(index);
            std::vector<std::pair<Step, Bytes>> found;
            for (const auto edge : transitionsFrom(explored.space->graph(), *index))
                found.emplace_back(
                    explored.space->graph()[edge],
                    bytesOf(explored.space->state(targetOf(explored.space->graph(), edge))));
            ASSERT_EQ(found, transitions);
        }
    }
}
