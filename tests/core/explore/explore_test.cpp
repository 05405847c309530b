// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explore.h"

#include "explore/search/replay.h"
#include "small_programs.h"
#include "support/naive_search.h"
#include "support/program_from_text.h"

#include "program/ids.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

using namespace racewalk;
using namespace racewalk::test;

namespace {

std::string_view textOf(std::string_view name)
{
    const std::vector<SmallProgram> programs = smallPrograms();
    return std::ranges::find(programs, name, &SmallProgram::name)->text;
}

std::vector<std::string> summaries(const Verdict &verdict)
{
    std::vector<std::string> texts;
    for (const Outcome &outcome : verdict.outcomes)
        texts.push_back(outcome.summary);
    return texts;
}

std::vector<std::string> failureNames(const Verdict &verdict)
{
    std::vector<std::string> names;
    for (const FindingKind kind : verdict.failureKinds())
        names.emplace_back(toText(kind));
    std::ranges::sort(names);
    return names;
}

class EverySmallProgram : public testing::TestWithParam<SmallProgram> {};

} // namespace

TEST_P(EverySmallProgram, HasExactlyTheStatesAndTransitionsThatNaiveSearchFinds)
{
    const auto machine = machineFor(GetParam().text);
    const NaiveResult naive = naiveSearch(*machine);
    const Exploration explored = explore(*machine, {});
    ASSERT_TRUE(explored.verdict.isComplete());
    ASSERT_TRUE(explored.space->isComplete());
    EXPECT_EQ(explored.verdict.states, naive.transitions.size());
    EXPECT_EQ(explored.verdict.transitions, naive.transitionCount());
    ASSERT_EQ(explored.space->size(), naive.transitions.size());
    for (const auto &[bytes, transitions] : naive.transitions) {
        const auto index = explored.space->find(bytes);
        ASSERT_TRUE(index);
        std::vector<std::pair<Step, Bytes>> found;
        for (const auto edge : transitionsFrom(explored.space->graph(), *index))
            found.emplace_back(
                explored.space->graph()[edge],
                bytesOf(explored.space->state(targetOf(explored.space->graph(), edge))));
        EXPECT_EQ(found, transitions);
    }
}

TEST_P(EverySmallProgram, HasTheFailuresThatNaiveSearchFindsAtTheSameCost)
{
    const auto machine = machineFor(GetParam().text);
    const NaiveResult naive = naiveSearch(*machine);
    const Verdict verdict = explore(*machine, {}).verdict;
    const std::vector<FindingKind> kinds = verdict.failureKinds();
    EXPECT_EQ(std::set(kinds.begin(), kinds.end()), naive.failureKinds());
    EXPECT_EQ(failureNames(verdict), GetParam().failures);
    for (const FindingKind kind : kinds) {
        const Finding &finding = *verdict.first(kind);
        EXPECT_EQ((NaiveCost{finding.contextSwitches, finding.steps.size()}), naive.cheapest(kind))
            << finding.message;
    }
}

TEST_P(EverySmallProgram, HasTheFatesThatWalkingFromEveryStateShows)
{
    const auto machine = machineFor(GetParam().text);
    const NaiveResult naive = naiveSearch(*machine);
    const Exploration explored = explore(*machine, {});
    for (const auto &[bytes, fate] : naive.fates)
        EXPECT_EQ(explored.space->fateOf(bytes), fate);
}

TEST_P(EverySmallProgram, HasFindingsWhoseStepsLeadToThem)
{
    const auto machine = machineFor(GetParam().text);
    const NaiveResult naive = naiveSearch(*machine);
    for (const Finding &finding : explore(*machine, {}).verdict.findings) {
        const State end = replay(*machine, finding.steps).end;
        EXPECT_EQ(contextSwitchesOf(machine->program(), finding.steps), finding.contextSwitches);
        EXPECT_FALSE(finding.message.empty());
        EXPECT_TRUE(finding.thread);
        EXPECT_GT(finding.span.line, 0U) << finding.message;
        if (severityOf(finding.kind) == Severity::Failure) {
            EXPECT_EQ(naive.failures.at(bytesOf(end)), finding.kind);
        }
    }
}

TEST_P(EverySmallProgram, HasOutcomesThatItsRunsEndIn)
{
    const auto machine = machineFor(GetParam().text);
    const NaiveResult naive = naiveSearch(*machine);
    const Verdict verdict = explore(*machine, {}).verdict;
    EXPECT_FALSE(verdict.outcomes.empty());
    std::set<std::string> distinct;
    for (const Outcome &outcome : verdict.outcomes) {
        const Bytes end = bytesOf(replay(*machine, outcome.steps).end);
        if (outcome.kind == FindingKind::None) {
            EXPECT_TRUE(naive.goodEnds.contains(end)) << outcome.summary;
        } else {
            EXPECT_EQ(naive.failures.at(end), outcome.kind) << outcome.summary;
        }
        distinct.insert(outcome.summary);
    }
    EXPECT_EQ(distinct.size(), verdict.outcomes.size());
    EXPECT_FALSE(verdict.isListCut);
}

TEST_P(EverySmallProgram, IsExploredAlikeTwice)
{
    const auto machine = machineFor(GetParam().text);
    const Exploration one = explore(*machine, {});
    const Exploration two = explore(*machineFor(GetParam().text), {});
    EXPECT_EQ(summaries(one.verdict), summaries(two.verdict));
    ASSERT_EQ(one.verdict.findings.size(), two.verdict.findings.size());
    for (std::size_t i = 0; i < one.verdict.findings.size(); ++i) {
        EXPECT_EQ(one.verdict.findings[i].message, two.verdict.findings[i].message);
        EXPECT_EQ(one.verdict.findings[i].steps, two.verdict.findings[i].steps);
    }
    ASSERT_EQ(one.space->size(), two.space->size());
    for (std::uint32_t i = 0; i < one.space->size(); ++i)
        EXPECT_EQ(bytesOf(one.space->state(StateIndex{i})),
                  bytesOf(two.space->state(StateIndex{i})));
}

INSTANTIATE_TEST_SUITE_P(Explore, EverySmallProgram, testing::ValuesIn(smallPrograms()),
                         [](const auto &instance) { return std::string(instance.param.name); });

TEST(Explore, OfTwoWritersGivesFiveStatesAndTwoOutcomes)
{
    const Verdict verdict = explore(*machineFor(textOf("twoWriters")), {}).verdict;
    EXPECT_EQ(verdict.states, 5U);
    EXPECT_EQ(verdict.transitions, 4U);
    EXPECT_TRUE(verdict.findings.empty());
    EXPECT_EQ(summaries(verdict),
              (std::vector<std::string>{"all threads ended; x = 1", "all threads ended; x = 2"}));
}

TEST(Explore, OfALostUpdateFindsTheWrongSumAndTheRace)
{
    const Exploration explored = explore(*machineFor(textOf("lostUpdate")), {});
    EXPECT_EQ(explored.verdict.states,
              13U); // two of them for the failure: either thread can be the last
    EXPECT_EQ(explored.verdict.transitions, 14U);
    const Finding *final = explored.verdict.first(FindingKind::Final);
    ASSERT_NE(final, nullptr);
    EXPECT_EQ(final->contextSwitches, 2U); // read, the other's read and write, write
    EXPECT_EQ(final->steps.size(), 4U);
    EXPECT_NE(explored.verdict.first(FindingKind::DataRace), nullptr);
    EXPECT_EQ(explored.space->fate(StateIndex{0}), Fate::Open);
}

TEST(Explore, OfOppositeLockOrdersFindsTheDeadlock)
{
    const Verdict verdict = explore(*machineFor(textOf("abba")), {}).verdict;
    EXPECT_EQ(verdict.states, 19U);
    EXPECT_EQ(verdict.transitions, 22U);
    ASSERT_EQ(verdict.findings.size(), 1U);
    EXPECT_EQ(verdict.findings[0].message, "a and b wait for each other");
    EXPECT_EQ(verdict.findings[0].contextSwitches, 1U);
    EXPECT_EQ(verdict.findings[0].steps.size(), 2U);
    EXPECT_EQ(summaries(verdict),
              (std::vector<std::string>{"a spinning on q; b spinning on p", "all threads ended"}));
    EXPECT_EQ(verdict.outcomes[0].kind, FindingKind::Hang);
    EXPECT_EQ(verdict.outcomes[1].kind, FindingKind::None);
}

TEST(Explore, NamesWhoSleepsAndWhere)
{
    const Verdict verdict = explore(*machineFor(textOf("lostWakeup")), {}).verdict;
    const Finding *hang = verdict.first(FindingKind::Hang);
    ASSERT_NE(hang, nullptr);
    EXPECT_EQ(hang->message, "waiter[0] sleeps forever");
    EXPECT_EQ(hang->span.line, 5U);
    EXPECT_EQ(hang->object, "wq");
    EXPECT_EQ(hang->contextSwitches, 3U); // test, wakeup, sleep; and the other waiter ends
}

TEST(Explore, NamesEveryThreadOfAGroupThatSleeps)
{
    const auto message = [](int threads) {
        return explore(*machineFor(fmt::format(R"(scenario "t"; wait_queue_head_t wq;
thread x[{}] {{ prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); schedule(); }}
)",
                                               threads)),
                       {})
            .verdict.first(FindingKind::Hang)
            ->message;
    };
    EXPECT_EQ(message(2), "x[0] and x[1] sleep forever");
    EXPECT_EQ(message(3), "x[0], x[1] and x[2] sleep forever");
}

TEST(Explore, TakesItForNoHangWhenACallbackFreesTheLock)
{
    const auto machine = machineFor(textOf("callbackFreesTheLock"));
    const Exploration explored = explore(*machine, {});
    EXPECT_EQ(failureNames(explored.verdict), (std::vector<std::string>{"use_after_free"}));
    std::size_t onlyLane = 0; // states in which the callback is all that can happen
    for (std::uint32_t i = 0; i < explored.space->size(); ++i) {
        const StateIndex state{i};
        const auto steps = machine->enabledSteps(explored.space->state(state));
        if (steps.empty() || !std::ranges::all_of(steps, [&](Step step) {
                return machine->program().threads[indexOf(step.thread)].isSystem;
            }))
            continue;
        if (machine->standing(explored.space->state(state)) != Standing::Going)
            continue;
        ++onlyLane;
        EXPECT_EQ(explored.space->fate(state), Fate::Doomed);
    }
    EXPECT_GT(onlyLane, 0U);
}

TEST(Explore, NamesTheSleeperThatHoldsWhatOthersWaitFor)
{
    const Verdict verdict = explore(*machineFor(textOf("sleepsWithMutex")), {}).verdict;
    ASSERT_NE(verdict.first(FindingKind::Hang), nullptr);
    EXPECT_EQ(verdict.first(FindingKind::Hang)->message, "holder sleeps forever");
}

TEST(Explore, SaysWhoRunsForeverAndWhoNeverEnds)
{
    const auto message = [](std::string_view name) {
        return explore(*machineFor(textOf(name)), {}).verdict.first(FindingKind::Livelock)->message;
    };
    EXPECT_EQ(message("spinOnFlag"), "waiter runs forever");
    EXPECT_EQ(message("trylockForever"), "taker runs forever");
    EXPECT_EQ(message("livelockAndSleeper"), "clock runs forever; sleeper never ends");
}

TEST(Explore, TakesADaemonThatRunsForeverForAGoodEnd)
{
    const Verdict verdict = explore(*machineFor(textOf("daemonRunsForever")), {}).verdict;
    EXPECT_EQ(summaries(verdict),
              (std::vector<std::string>{"clock running forever; writer ended"}));
}

TEST(Explore, TellsOutcomesApartByWhatThreadsHave)
{
    const Verdict verdict = explore(*machineFor(R"(scenario "t"; int x;
thread reader { int seen; seen = READ_ONCE(x); }
thread writer { WRITE_ONCE(x, 1); }
)"),
                                    {})
                                .verdict;
    EXPECT_EQ(summaries(verdict),
              (std::vector<std::string>{"all threads ended; reader: seen = 0",
                                        "all threads ended; reader: seen = 1"}));
}

TEST(Explore, GivesEachLineThatFailsAnOutcome)
{
    const Verdict verdict =
        explore(*machineFor(R"(scenario "t"; struct thing { int value; }; struct thing *p;
struct thing one; bool set;
thread a { if (choose(0, 1))
        WRITE_ONCE(p->value, 1);
        WRITE_ONCE(p->value, 1); }
thread b { if (READ_ONCE(set)) WRITE_ONCE(p, &one); }
)"),
                {})
            .verdict;
    std::vector<std::string> lines;
    for (const std::string &summary : summaries(verdict))
        lines.push_back(summary.substr(summary.find(", line")));
    EXPECT_EQ(lines, (std::vector<std::string>{", line 4", ", line 5"}));
}

TEST(Explore, GivesEachChoiceAnOutcome)
{
    const Verdict verdict = explore(*machineFor(textOf("choices")), {}).verdict;
    EXPECT_EQ(verdict.outcomes.size(), 8U); // v = 3..6, and x = v or 9
}

TEST(Explore, ReportsAWarningWithoutCallingItAFailure)
{
    const Verdict verdict = explore(*machineFor(textOf("warns")), {}).verdict;
    EXPECT_FALSE(verdict.hasFailure());
    std::vector<std::string> messages;
    for (const Finding &finding : verdict.findings)
        messages.push_back(finding.message);
    EXPECT_EQ(messages, (std::vector<std::string>{"b: lockdep_assert_held(&l) fires",
                                                  "b: WARN_ON(READ_ONCE(x) == 1) fires"}));
    EXPECT_EQ(verdict.findings[1].contextSwitches, 1U);
    EXPECT_EQ(verdict.findings[1].steps.size(), 2U);
}

TEST(Explore, ReportsEachDataRaceOnceWithThePlainAccessFirst)
{
    const Verdict verdict = explore(*machineFor(R"(scenario "t"; int x;
thread writer[3] { x = 1; }
thread reader { int v; v = READ_ONCE(x); }
)"),
                                    {})
                                .verdict;
    std::vector<std::string> messages;
    for (const Finding &finding : verdict.findings)
        messages.push_back(finding.message);
    EXPECT_EQ(messages, (std::vector<std::string>{
                            "writer[0]'s plain write of x races with writer[1]'s plain write",
                            "writer[0]'s plain write of x races with reader's read"}));
    EXPECT_TRUE(verdict.findings[0].steps.empty());
}

TEST(Explore, NamesTheStoreThatReachesFreedMemoryWhereverItsThreadHasGot)
{
    const auto machine = machineFor("scenario \"t\"; memory tso; int z;\n"
                                    "struct s { int v; }; pool struct s p[1] = { { .v = 1 } };\n"
                                    "thread a {\n WRITE_ONCE(p[0].v, 3);\n WRITE_ONCE(z, 1);\n"
                                    " int r = READ_ONCE(z);\n int q = READ_ONCE(z);\n}\n"
                                    "thread b { kfree(&p[0]); }");
    std::vector<std::uint32_t> lines;
    for (const Finding &finding : explore(*machine, {}).verdict.findings)
        if (finding.message == "a store of a reaches p[0].v after it was freed")
            lines.push_back(finding.span.line);
    EXPECT_EQ(lines, std::vector<std::uint32_t>{4});
}

TEST(Explore, NamesEveryStoreThatComesTooLateHoweverItSearches)
{
    const auto machine = machineFor("scenario \"t\"; memory tso; bool late;\n"
                                    "struct s { int v; }; pool struct s p[1] = { { .v = 0 } };\n"
                                    "thread w[2] { if (choose(0, 1)) {\n"
                                    "  if (READ_ONCE(late)) return;\n"
                                    "  p[0].v = 1;\n"
                                    "} else {\n"
                                    "  p[0].v = 1;\n"
                                    "} }\n"
                                    "thread f { WRITE_ONCE(late, true); kfree(&p[0]); }");
    for (const bool keepsGraph : {true, false})
        for (const bool threads : {false, true})
            for (const bool steps : {false, true}) {
                const Limits limits{.reductions = {.threads = threads, .steps = steps},
                                    .keepsGraph = keepsGraph};
                std::set<std::uint32_t> lines;
                for (const Finding &finding : explore(*machine, limits).verdict.findings)
                    if (finding.message.ends_with("reaches p[0].v after it was freed"))
                        lines.insert(finding.span.line);
                EXPECT_EQ(lines, (std::set<std::uint32_t>{5, 7}))
                    << keepsGraph << threads << steps;
            }
}

TEST(Explore, SaysThatAnInvariantDoesNotHoldAtTheStart)
{
    const auto machine = machineFor("scenario \"t\"; int x; thread a { x = 1; } invariant x == 1;");
    EXPECT_EQ(explore(*machine, {}).verdict.findings.front().message,
              "at the start the invariant x == 1 does not hold");
}

TEST(Explore, SaysThatDaemonsMayGoOnWhereAFinalDoesNotHold)
{
    const auto machine = machineFor("scenario \"t\"; int x; daemon thread d { x = 1; } "
                                    "thread a { x = 2; } final x == 1;");
    EXPECT_EQ(explore(*machine, {}).verdict.findings.front().message,
              "every thread that is no daemon has ended and x == 1 does not hold");
}

TEST(Explore, FindsAFailureOfTheInitialState)
{
    const Exploration explored = explore(*machineFor(textOf("failsAtOnce")), {});
    EXPECT_EQ(explored.verdict.states, 1U);
    ASSERT_EQ(explored.verdict.findings.size(), 1U);
    EXPECT_EQ(explored.verdict.findings[0].kind, FindingKind::Bug);
    EXPECT_TRUE(explored.verdict.findings[0].steps.empty());
    EXPECT_EQ(explored.space->fate(StateIndex{0}), Fate::Doomed);
}

TEST(Explore, CountsMoreThanAThousandOutcomesAsCut)
{
    const Verdict verdict =
        explore(*machineFor("scenario \"t\"; thread a { int v; v = choose(1, 1500); }"), {})
            .verdict;
    EXPECT_EQ(verdict.outcomes.size(), 1000U);
    EXPECT_TRUE(verdict.isListCut);
    EXPECT_TRUE(verdict.isComplete());
}
