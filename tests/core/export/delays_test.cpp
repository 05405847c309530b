// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/delays/delays.h"

#include "explore/explore.h"
#include "export/formats.h"
#include "export/provenance.h"
#include "language/library.h"

#include "golden_runs.h"
#include "patched_scenario.h"
#include "traces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string delaysFor(const std::shared_ptr<const Machine> &machine, std::string_view schedule)
{
    return TracedRun(machine, schedule).written(&writeDelays);
}

/// As one line, to look for sentences.
std::string wordsOf(const std::string &text)
{
    return std::regex_replace(text.substr(0, text.find("\n--- ")), std::regex("\\s+"), " ");
}

const std::string &sourceOf(const Machine &machine)
{
    return machine.program().source->text();
}

/// The patched scenario has the failure, and no interleaving without it.
void expectCertain(const Machine &machine, const std::string &text, FindingKind kind)
{
    const Program &program = machine.program();
    const std::string scenario = asScenario(patched(sourceOf(machine), text));
    ParameterValues parameters;
    for (const Parameter &each : program.parameters)
        parameters.emplace_back(each.name, each.value);
    SCOPED_TRACE(program.scenario.title + ", " + program.variant + "\n" + text + scenario);
    const auto held = machineFor(scenario, program.variant, parameters, program.memory);
    Limits limits;
    limits.maxStates = 300'000;
    limits.reductions = {.threads = false};
    const Exploration exploration = explore(*held, limits);
    ASSERT_TRUE(exploration.verdict.isComplete());
    for (const Outcome &outcome : exploration.verdict.outcomes)
        EXPECT_EQ(outcome.kind, kind) << outcome.summary;
    EXPECT_NE(exploration.verdict.first(kind), nullptr);
}

/// Each context switch has a delay or a reason for none.
void expectEverySwitch(const racewalk::Run &run, const Timeline &timeline)
{
    const Delays found = delaysOf(run);
    for (const TimelineSwitch &each : timeline.switches) {
        const ThreadId thread = run.event(each.before).step.thread;
        const auto made = std::ranges::count_if(found.delays, [&](const Delay &delay) {
            return delay.thread == thread && delay.before == each.before;
        });
        const auto left = std::ranges::count(found.freeSwitches, each.before, &FreeSwitch::event);
        EXPECT_EQ(made + left, 1) << each.before;
    }
    EXPECT_LE(found.freeSwitches.size(), timeline.switches.size());
}

/// At one place, each passage of a thread is counted once.
void expectNoConditionTwice(const std::string &text)
{
    std::set<std::string> conditions;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (!line.starts_with('+') || std::regex_match(line, std::regex("\\+ *\\{")) ||
            line.contains("racewalk_value"))
            conditions.clear();
        else if (line.contains("if (racewalk_here")) {
            EXPECT_TRUE(conditions.insert(line).second) << line << text;
        }
}

TEST(Delays, HoldTheLookupBetweenItsCheckAndItsLock)
{
    const auto machine = machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup");
    const std::string text = delaysFor(machine, "lookup*2 evict! lookup!");
    EXPECT_THAT(text, HasSubstr("For reproduction only"));
    EXPECT_THAT(wordsOf(text),
                HasSubstr("lookup, in find_inode(), between inode = rcu_dereference(bucket) and "
                          "spin_lock(&inode->i_lock): wait until evict has passed "
                          "wake_up_bit(&inode->i_state, __I_NEW) in wake_up_waiters(). It must "
                          "not sleep there: it is in an RCU read section."));
    EXPECT_THAT(text, HasSubstr("\n+                racewalk_spin(&racewalk_2);\n"
                                "                 spin_lock(&inode->i_lock);\n"));
    expectCertain(*machine, text, FindingKind::Hang);
    EXPECT_EQ(provenanceIn(text), provenanceOf(TracedRun(machine, "lookup*2 evict! lookup!").run));
}

TEST(Delays, TellThreadsOfOneFunctionApart)
{
    const auto machine = machineOf("scenarios/classroom/abba.race", "source_first");
    const std::string text = delaysFor(machine, "pay refund");
    EXPECT_THAT(wordsOf(text), HasSubstr("It must not sleep there: it holds accounts[0].lock."));
    EXPECT_THAT(text, HasSubstr("\n+        if (racewalk_here(\"pay\", 1)) {\n"
                                "+                complete_all(&racewalk_1);\n"
                                "+                racewalk_spin(&racewalk_2);\n"
                                "+        }\n"));
    expectCertain(*machine, text, FindingKind::Hang);
}

TEST(Delays, SleepOnlyWhereAThreadMaySleep)
{
    const auto machine = machineOf("scenarios/classroom/lost-wakeup.race", "naive");
    const std::string text = delaysFor(machine, "waiter waker! waiter!");
    EXPECT_THAT(text, Not(HasSubstr("racewalk_spin")));
    EXPECT_THAT(text, HasSubstr("+        wait_for_completion_timeout(&racewalk_2, 10 * HZ);\n"
                                "         prepare_to_wait("));
    expectCertain(*machine, text, FindingKind::Hang);
}

TEST(Delays, DoNotSleepBetweenQueueingAndSchedule)
{
    const auto machine = machineFor("scenario \"S\"; wait_queue_head_t wq; int x;\n"
                                    "thread waiter {\n"
                                    "        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);\n"
                                    "        if (READ_ONCE(x) == 1)\n"
                                    "                BUG_ON(1);\n"
                                    "        finish_wait(&wq);\n"
                                    "}\n"
                                    "thread other {\n"
                                    "        WRITE_ONCE(x, 1);\n"
                                    "}\n");
    const std::string text = delaysFor(machine, "waiter other waiter");
    EXPECT_THAT(wordsOf(text), HasSubstr("It must not sleep there: it is about to sleep, and a "
                                         "wait would set it to TASK_RUNNING."));
    EXPECT_THAT(text, HasSubstr("+        racewalk_spin(&racewalk_1);\n         if (READ_ONCE"));
}

TEST(Delays, WriteOutAnUpdate)
{
    const auto machine = machineOf("scenarios/classroom/counter.race", "plain");
    const std::string text = delaysFor(machine, "adder[0] adder[1]! adder[0]");
    EXPECT_THAT(wordsOf(text), HasSubstr("adder[0], between the read and the write of counter++"));
    EXPECT_THAT(text, HasSubstr("\n-        counter++;\n"));
    EXPECT_THAT(text, HasSubstr("+                counter = racewalk_value + 1;\n"));
    expectCertain(*machine, text, FindingKind::Final);
}

TEST(Delays, SayThatNoLineHoldsAStoreInItsBuffer)
{
    const auto machine = machineOf("scenarios/classroom/store-buffering.race", "plain");
    const std::string text =
        delaysFor(machine, "left right left*2 right*2 left~ left~ right~ right~");
    EXPECT_THAT(wordsOf(text), HasSubstr("WRITE_ONCE(x, 1) of left has to stay in its store buffer "
                                         "until right has passed READ_ONCE(x)."));
    EXPECT_THAT(wordsOf(text), HasSubstr("WRITE_ONCE(y, 1) of right has to stay in its store "
                                         "buffer until left has passed READ_ONCE(y)."));
    EXPECT_THAT(text, Not(HasSubstr("\n@@")));
}

TEST(Delays, HoldNothingThatIsHeldAnyway)
{
    const auto machine = machineFor("scenario \"S\"; spinlock_t lock; struct completion done;\n"
                                    "int x;\n"
                                    "thread a {\n        wait_for_completion(&done);\n"
                                    "        x = 2;\n}\n"
                                    "thread b {\n        x = 1;\n        complete(&done);\n}\n");
    const TracedRun waits(machine, "b! a!");
    const Delays found = delaysOf(waits.run);
    // a waits for b's complete(), but only the order of b's store and a's is needed.
    ASSERT_EQ(found.delays.size(), 1U);
    EXPECT_THAT(found.delays[0].awaited, ElementsAre(0U));
    const TracedRun sleeps(machine, "a! b! a!");
    EXPECT_THAT(delaysOf(sleeps.run).delays, IsEmpty());
}

TEST(Delays, CountPassesInALoop)
{
    const auto machine = machineFor("scenario \"S\"; int x, y;\n"
                                    "thread a {\n        int i;\n\n"
                                    "        for (i = 0; i < 3; i++)\n"
                                    "                WRITE_ONCE(x, i);\n}\n"
                                    "thread b {\n        WRITE_ONCE(y, READ_ONCE(x));\n}\n"
                                    "final y == 2;\n");
    const std::string text = delaysFor(machine, "a*2 b! a");
    EXPECT_THAT(wordsOf(text), HasSubstr("b, at its start, before READ_ONCE(x): wait until a has "
                                         "passed WRITE_ONCE(x, i) for the 2nd time."));
    EXPECT_THAT(text, HasSubstr("+        {\n"));
    EXPECT_THAT(text, HasSubstr("+                if (racewalk_here(\"a\", 2))\n"
                                "+                        complete_all(&racewalk_1);\n"
                                "+        }\n"));
    expectCertain(*machine, text, FindingKind::Final);
}

TEST(Delays, PlaceNothingBehindALoopThatTheThreadIsIn)
{
    const auto machine = machineOf("scenarios/classroom/dekker.race", "raise_then_look");
    const std::string text = delaysFor(machine, "guest[0] guest[1] guest[0]*4 guest[1]*4");
    EXPECT_THAT(wordsOf(text), HasSubstr("The patch holds threads back at 2 of 3 places, so the "
                                         "run may still not be met."));
    // lock() returns to neither thread.
    EXPECT_THAT(text,
                HasSubstr("                complete_all(&racewalk_2);\n         lock(self);\n"));
    EXPECT_THAT(text, Not(HasSubstr("         lock(self);\n+")));
}

TEST(Delays, LeaveOutAPatchThatATerminalMustNotSee)
{
    const auto machine = machineFor("scenario \"S\"; int x;\n"
                                    "thread a {\n        x = 1; // \x1b[2J\n}\n"
                                    "thread b {\n        x = 2;\n}\n");
    const std::string text = delaysFor(machine, "a b");
    EXPECT_THAT(text, Not(HasSubstr("\n@@")));
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_THAT(wordsOf(text), HasSubstr("There is no patch"));
}

TEST(Delays, WaitForACallback)
{
    const auto machine = machineOf("scenarios/classroom/refcount.race", "rcu_plain_get");
    const std::string text = delaysFor(machine, "user*2 owner! user*2 rcu user");
    EXPECT_THAT(wordsOf(text), HasSubstr("wait until the RCU callback has freed objects[0]. It may "
                                         "sleep there. The patch waits for the callback with "
                                         "rcu_barrier()."));
    EXPECT_THAT(text, HasSubstr("  rcu_barrier();\n"));
}

TEST(Delays, HoldEveryThreadWhereARunStops)
{
    const auto machine = machineOf("scenarios/classroom/dekker.race", "raise_then_look");
    const TracedRun traced(machine, "guest[0] guest[1]");
    const Delays found = delaysOf(traced.run);
    // Both raise their flags before either looks: then they wait for each other forever.
    ASSERT_EQ(found.delays.size(), 2U);
    EXPECT_EQ(found.delays[0].after, std::nullopt);
    EXPECT_THAT(found.delays[0].awaited, ElementsAre(0U));
    EXPECT_EQ(found.delays[1].after, 0U);
    EXPECT_THAT(found.delays[1].awaited, ElementsAre(1U));
    expectCertain(*machine, writeDelays({traced.run, nullptr, {}}, {}).value(),
                  FindingKind::Livelock);
}

TEST(Delays, SayWhereNoLineCanBeAdded)
{
    const auto machine = machineFor("scenario \"S\"; wait_queue_head_t wq; int x;\n"
                                    "thread a {\n        wait_event(wq, READ_ONCE(x));\n}\n"
                                    "thread b {\n        WRITE_ONCE(x, 1);\n"
                                    "        if (waitqueue_active(&wq))\n"
                                    "                wake_up(&wq);\n}\n");
    const std::string text = delaysFor(machine, "a*1 b! a!");
    EXPECT_THAT(wordsOf(text), HasSubstr("No line can be added there: it is within "
                                         "wait_event(wq, ..)."));
    const std::string warning = "so the run may still not be met.";
    EXPECT_LT(wordsOf(text).find(warning), wordsOf(text).find(" 1. "));
}

TEST(Delays, SplitALineThatHasABodyInItsBraces)
{
    const auto machine =
        machineFor("scenario \"S\"; int x, y, seen;\n"
                   "static void put(void) { WRITE_ONCE(x, 1); WRITE_ONCE(y, 1); }\n"
                   "thread a { put(); }\n"
                   "thread b { if (READ_ONCE(x)) { seen = 1 - READ_ONCE(y); } }\n"
                   "final seen == 0;\n");
    const std::string text = delaysFor(machine, "a b! a");
    EXPECT_THAT(text, Not(HasSubstr("No line can be added")));
    EXPECT_THAT(text, HasSubstr("\n+static void put(void) { WRITE_ONCE(x, 1);\n"));
    expectCertain(*machine, text, FindingKind::Final);
}

TEST(Delays, SplitALineThatHasABodyWithoutBraces)
{
    const auto machine = machineFor("scenario \"S\"; int x, y, seen;\n"
                                    "thread a { WRITE_ONCE(x, 1); if (1) WRITE_ONCE(y, 1); }\n"
                                    "thread b {\n"
                                    "        if (READ_ONCE(x)) seen = 1 - READ_ONCE(y); // late\n"
                                    "}\n"
                                    "final seen == 0;\n");
    const std::string text = delaysFor(machine, "a b! a");
    EXPECT_THAT(text, Not(HasSubstr("No line can be added")));
    expectCertain(*machine, text, FindingKind::Final);
}

TEST(Delays, WriteOutAnUpdateThatSharesItsLine)
{
    const auto machine = machineFor("scenario \"S\"; int counter, done;\n"
                                    "thread t[2] { counter++; WRITE_ONCE(done, 1); }\n"
                                    "final counter == 2;\n");
    const std::string text = delaysFor(machine, "t[0] t[1]! t[0]!");
    EXPECT_THAT(text, HasSubstr("\n+thread t[2] {\n"));
    EXPECT_THAT(text, HasSubstr("counter = racewalk_value + 1;\n"));
    expectCertain(*machine, text, FindingKind::Final);
}

TEST(Delays, CompareTheNamesThatAKernelKeeps)
{
    const auto machine = machineFor("scenario \"S\"; int x;\n"
                                    "thread a_thread_with_a_long_name[2] {\n"
                                    "        WRITE_ONCE(x, self);\n}\n");
    const std::string text =
        delaysFor(machine, "a_thread_with_a_long_name[1]! a_thread_with_a_long_name[0]!");
    EXPECT_THAT(text, HasSubstr("racewalk_here(\"a_thread_with_a\", 1)"));
    EXPECT_THAT(wordsOf(text),
                HasSubstr("the patch cannot tell a_thread_with_a_long_name[0] and "
                          "a_thread_with_a_long_name[1] apart: give them other names."));
}

TEST(Delays, SayWhatIsTrueWithoutAnyDelay)
{
    const auto machine = machineFor("scenario \"S\"; struct completion done;\n"
                                    "thread a {\n        wait_for_completion(&done);\n}\n"
                                    "thread b {\n        complete(&done);\n}\n");
    EXPECT_THAT(wordsOf(delaysFor(machine, "")),
                HasSubstr("The run has no steps, so no thread has to be held back."));
    const std::string whole = delaysFor(machine, "a! b! a!");
    EXPECT_THAT(wordsOf(whole), HasSubstr("every order of these steps that the program allows "
                                          "leads to the same state."));
    EXPECT_THAT(wordsOf(whole), HasSubstr("- The switch to a at step 4 needs no delay: the program "
                                          "itself makes a wait there."));
    EXPECT_THAT(wordsOf(delaysFor(machine, "b")),
                HasSubstr("The delays lead to the last step of this run, not to an end."));
}

TEST(Delays, SignalBeforeAStatementThatIsNeverPassed)
{
    const std::string text =
        delaysFor(machineOf("scenarios/classroom/readers-writers.race", "upgrade"), "user[0]!");
    EXPECT_THAT(text, HasSubstr("+                complete_all(&racewalk_1);\n"
                                "         write_lock(&lock);"));
    EXPECT_THAT(text, HasSubstr("waits 100 ms longer"));
}

/// Every shipped failure whose orders a patch can ensure happens in every interleaving of the
/// patched scenario.
TEST(Delays, MakeTheFailuresOfShippedScenariosCertain)
{
    std::size_t certain = 0;
    for (const ShippedScenario &shipped : shippedScenarios(dataFolder())) {
        const std::string resource = "scenarios/" + shipped.family + '/' + shipped.name + ".race";
        const auto first = machineOf(resource);
        for (const Variant &variant : first->program().scenario.variants) {
            const auto machine = machineOf(resource, variant.name);
            Limits limits;
            limits.maxStates = 100'000;
            const Exploration exploration = explore(*machine, limits);
            const Finding *failure = exploration.verdict.firstFailure();
            if (!exploration.verdict.isComplete() || failure == nullptr)
                continue;
            racewalk::Run run(machine);
            run.replace(failure->steps);
            run.jump(run.length());
            const auto timeline = std::make_shared<const Timeline>(
                timelineOf(run, [](StateView) { return Fate::Unknown; }));
            const std::string text = writeDelays({run, timeline, {}}, {}).value();
            expectEverySwitch(run, *timeline);
            expectNoConditionTwice(text);
            const bool isExact = text.contains("\n--- a/") && !text.contains("100 ms") &&
                                 !text.contains("rcu_barrier()") &&
                                 !text.contains("No line can be added");
            const std::string applied = patched(sourceOf(*machine), text);
            if (!isExact)
                continue;
            EXPECT_NE(applied, sourceOf(*machine));
            expectCertain(*machine, text, failure->kind);
            ++certain;
        }
    }
    EXPECT_GE(certain, 38U);
}

TEST(Delays, WriteTheApprovedTexts)
{
    expectGoldenRuns("delays", &writeDelays);
}

} // namespace
