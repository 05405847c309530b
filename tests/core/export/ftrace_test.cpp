// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/formats.h"
#include "export/provenance.h"

#include "golden_runs.h"
#include "traces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// What Perfetto's importer for ftrace text reads: its first line, the form of every line, times
/// that ascend, slices that begin and end, and the tasks that follow each other on a processor.
/// Returns how many steps the text has.
std::size_t expectTrace(const std::string &text)
{
    const std::regex form(R"( *(\S+)-(\d+) +\[(\d{3,})\] +(\d+)\.(\d{6}): (\w+): ?(.*))");
    const std::regex change(
        R"(prev_comm=([\w/]+) prev_pid=(\d+) prev_prio=120 prev_state=([RSDX]\+?) )"
        R"(==> next_comm=([\w/]+) next_pid=(\d+) next_prio=120)");
    std::istringstream lines(text);
    std::string line;
    std::getline(lines, line);
    EXPECT_EQ(line, "# tracer: nop");
    long long last = -1;
    std::size_t steps = 0;
    std::map<std::string, std::string> running; // by processor
    std::map<std::string, bool> isOpen;         // by task
    std::map<std::string, std::string> comms;   // by task
    while (std::getline(lines, line)) {
        EXPECT_THAT(line, Not(HasSubstr("</script>")));
        if (line.starts_with('#'))
            continue;
        std::smatch parts;
        if (!std::regex_match(line, parts, form)) {
            ADD_FAILURE() << line;
            continue;
        }
        const long long time = std::stoll(parts.str(4)) * 1'000'000 + std::stoll(parts.str(5));
        EXPECT_GT(time, last) << line;
        last = time;
        const std::string comm = parts.str(1), pid = parts.str(2), cpu = parts.str(3);
        const std::string event = parts.str(6), args = parts.str(7);
        EXPECT_LE(comm.size(), 15U) << line;
        const std::string &known = comms.emplace(pid, comm).first->second;
        EXPECT_EQ(known, comm) << line;
        EXPECT_EQ(running.emplace(cpu, "0").first->second, pid) << line;
        if (event == "sched_switch") {
            std::smatch fields;
            if (!std::regex_match(args, fields, change)) {
                ADD_FAILURE() << line;
                continue;
            }
            EXPECT_EQ(fields.str(2), pid) << line;
            running[cpu] = fields.str(5);
        } else if (event == "print" && args.starts_with('B')) {
            EXPECT_THAT(args, StartsWith("B|" + pid + "|"));
            EXPECT_FALSE(std::exchange(isOpen[pid], true)) << line;
            ++steps;
        } else if (event == "print") {
            EXPECT_EQ(args, "E|" + pid);
            EXPECT_TRUE(std::exchange(isOpen[pid], false)) << line;
        } else {
            EXPECT_EQ(event, "sched_waking") << line;
        }
    }
    std::set<std::string> names;
    for (const auto &[pid, comm] : comms)
        EXPECT_TRUE(names.insert(comm).second) << comm;
    for (const auto &[cpu, pid] : running)
        EXPECT_EQ(pid, "0") << cpu;
    return steps;
}

TEST(Ftrace, HasAProcessorForEachThreadAndASliceForEachStep)
{
    TracedRun traced(machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup"),
                     "lookup*2 evict! lookup!");
    traced.timeline.notes[1] = "look: here";
    const std::string text = traced.written(&writeFtrace);
    EXPECT_EQ(expectTrace(text), traced.run.length());
    EXPECT_THAT(text, HasSubstr("print: B|101|2 inode = rcu_dereference(bucket) [found] "
                                "(look: here)\n"));
    // lookup is held back, and at the end it sleeps.
    EXPECT_THAT(text, HasSubstr("prev_comm=lookup prev_pid=101 prev_prio=120 prev_state=R+ "));
    EXPECT_THAT(text, HasSubstr("prev_comm=lookup prev_pid=101 prev_prio=120 prev_state=D "));
    EXPECT_THAT(text, HasSubstr("prev_comm=evict prev_pid=102 prev_prio=120 prev_state=X "));
    EXPECT_THAT(traced.written(&writeFtrace, {.notes = false}), Not(HasSubstr("look: here")));
    EXPECT_EQ(provenanceIn(text), provenanceOf(traced.run));
}

TEST(Ftrace, ShowsWakeups)
{
    TracedRun traced(machineOf("scenarios/classroom/lost-wakeup.race", "correct"),
                     "waiter*3 waker! waiter!");
    const std::string text = traced.written(&writeFtrace);
    EXPECT_EQ(expectTrace(text), traced.run.length());
    EXPECT_THAT(text, HasSubstr("sched_waking: comm=waiter pid=101 prio=120 target_cpu=000\n"));
}

TEST(Ftrace, DrainsWithoutSwitching)
{
    TracedRun traced(machineOf("scenarios/classroom/store-buffering.race", "plain"),
                     "left*3 right*2 left~ right");
    const std::string text = traced.written(&writeFtrace);
    EXPECT_EQ(expectTrace(text), traced.run.length());
    EXPECT_THAT(text,
                HasSubstr("<idle>-0     [000]     0.000602: print: B|0|6 left: drain x = 1\n"));
    EXPECT_EQ(text.find("next_comm=left"), text.rfind("next_comm=left"));
}

TEST(Ftrace, LetsTheThreadExitThatTheFinalConditionBlames)
{
    TracedRun traced(machineOf("scenarios/classroom/counter.race", "plain"),
                     "adder[0] adder[1]! adder[0]");
    const std::string text = traced.written(&writeFtrace);
    EXPECT_EQ(expectTrace(text), traced.run.length());
    EXPECT_THAT(text.substr(text.rfind("sched_switch")),
                HasSubstr("prev_comm=adder_0 prev_pid=101 prev_prio=120 prev_state=X "));
}

TEST(Ftrace, SaysThatTheRunEndsInALivelock)
{
    TracedRun traced(machineOf("scenarios/classroom/dekker.race", "raise_then_look"),
                     "guest[0] guest[1] guest[0] guest[1]");
    traced.timeline.livelock = Livelock{2, {ThreadId{0}, ThreadId{1}}};
    EXPECT_THAT(traced.written(&writeFtrace),
                HasSubstr("# Livelock: guest[0] and guest[1] run forever, from step 3 on. "
                          "Steps 3 to 4 can repeat.\n"));
    // Without a search it is not known that they do.
    traced.timeline.livelock.reset();
    EXPECT_THAT(traced.written(&writeFtrace),
                HasSubstr("# Not ended: guest[0] can step; guest[1] can step. "
                          "Steps 3 to 4 can repeat.\n"));
}

TEST(Ftrace, HasNamesThatItsReadersTake)
{
    TracedRun traced(machineFor("scenario \"</script>\\n# tracer\"; int x;\n"
                                "thread a_very_long_name_of_a_thread[3] { x = 1; }\n"
                                "thread a_very_long_nam { x = 2; //@ </script> | -1 [002] é\n }\n"),
                     "a_very_long_name_of_a_thread[0]! a_very_long_name_of_a_thread[1]! "
                     "a_very_long_name_of_a_thread[2]! a_very_long_nam!");
    const std::string text = traced.written(&writeFtrace);
    EXPECT_EQ(expectTrace(text), traced.run.length());
    EXPECT_THAT(text, HasSubstr(" a_very_long_nam-101 "));
    EXPECT_THAT(text, HasSubstr(" a_very_long_n_4-104 "));
    EXPECT_EQ(provenanceIn(text), provenanceOf(traced.run));
}

TEST(Ftrace, ShowsTheChosenSteps)
{
    TracedRun traced(machineFor(hostileProgram), "end! loop!");
    traced.run.jump(4);
    const std::string text = traced.written(&writeFtrace, {}, 2);
    EXPECT_EQ(expectTrace(text), 2U);
    EXPECT_THAT(text, HasSubstr("print: B|101|3 mutex_unlock(&lock)\n"));
    EXPECT_EQ(provenanceIn(text), provenanceOf(traced.run));
    traced.run.jump(0);
    EXPECT_EQ(expectTrace(traced.written(&writeFtrace)), 0U);
}

TEST(Ftrace, WritesTheApprovedTexts)
{
    expectGoldenRuns("ftrace", &writeFtrace);
}

} // namespace
