// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/formats.h"
#include "export/provenance.h"
#include "run/happens_before.h"

#include "exported_runs.h"
#include "golden_runs.h"
#include "traces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using testing::HasSubstr;
using testing::Not;

using Clock = std::map<std::string, std::size_t>;
struct LoggedEvent {
    std::string host, event;
    Clock clock;
};

/// Reads a log as ShiViz does: by the expressions in its first two lines, whose groups have names.
std::vector<LoggedEvent> readLog(const std::string &text)
{
    std::istringstream lines(text);
    std::string expression, execution, line;
    std::getline(lines, expression);
    std::getline(lines, execution);
    const std::regex name(R"(\?<\w+>)");
    EXPECT_THAT(expression, HasSubstr("(?<host>"));
    EXPECT_LT(expression.find("(?<host>"), expression.find("(?<clock>"));
    EXPECT_LT(expression.find("(?<clock>"), expression.find("(?<event>"));
    EXPECT_THAT(execution, HasSubstr("(?<trace>"));
    const std::regex form(std::regex_replace(expression, name, ""));
    const std::regex divider(std::regex_replace(execution, name, ""));
    std::vector<LoggedEvent> events;
    std::size_t executions = 0;
    while (std::getline(lines, line)) {
        std::smatch parts;
        executions += std::regex_match(line, divider);
        if (!std::regex_match(line, parts, form))
            continue;
        events.push_back({parts.str(1), parts.str(3), {}});
        const nlohmann::json clock = nlohmann::json::parse(parts.str(2));
        for (const auto &[host, count] : clock.items())
            events.back().clock[host] = count.get<std::size_t>();
    }
    EXPECT_EQ(executions, 1U);
    return events;
}

/// Each host counts its own events 1, 2, 3; what it knows of others only grows, exists already, and
/// is all that those knew.
void expectVectorClocks(const std::vector<LoggedEvent> &events)
{
    std::map<std::string, std::vector<Clock>> known;
    for (const LoggedEvent &event : events) {
        std::vector<Clock> &own = known[event.host];
        EXPECT_EQ(event.clock.at(event.host), own.size() + 1) << event.event;
        Clock least = own.empty() ? Clock() : own.back();
        for (const auto &[host, count] : event.clock) {
            EXPECT_GT(count, 0U) << event.event;
            if (host == event.host)
                continue;
            if (count > known[host].size()) {
                ADD_FAILURE() << event.event << " knows what has not happened";
                continue;
            }
            for (const auto &[other, its] : known[host][count - 1])
                least[other] = std::max(least[other], its);
        }
        for (const auto &[host, count] : least)
            EXPECT_GE(event.clock.contains(host) ? event.clock.at(host) : 0, count) << event.event;
        own.push_back(event.clock);
    }
}

TEST(Shiviz, HasVectorClocksOfHappensBefore)
{
    unsigned seed = 1;
    for (const auto &machine : sampleMachines()) {
        ExportedRun exported(machine, randomSteps(*machine, 60, seed++));
        const Written text = writeShiviz(exported.toExport(), {});
        ASSERT_TRUE(text);
        const std::vector<LoggedEvent> events = readLog(*text);
        ASSERT_EQ(events.size(), exported.run.length());
        expectVectorClocks(events);
        // Of two events, the clock tells which happens before the other.
        const auto before = happensBefore(exported.run);
        const auto knows = [&](std::size_t later, std::size_t earlier) {
            const LoggedEvent &event = events[earlier];
            const auto count = events[later].clock.find(event.host);
            return count != events[later].clock.end() &&
                   count->second >= event.clock.at(event.host);
        };
        for (std::size_t later = 0; later < events.size(); ++later)
            for (std::size_t earlier = 0; earlier < later; ++earlier) {
                bool isBefore = std::ranges::find(before[later], earlier) != before[later].end();
                for (const std::size_t between : before[later])
                    isBefore = isBefore || (between > earlier && knows(between, earlier));
                EXPECT_EQ(knows(later, earlier), isBefore) << earlier << ' ' << later;
            }
    }
}

TEST(Shiviz, WritesStepsAndNotesWithTheirHosts)
{
    TracedRun traced(machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup"),
                     "lookup*2 evict! lookup!");
    traced.timeline.notes[1] = "look: here";
    const std::string text = traced.written(&writeShiviz);
    const auto events = readLog(text);
    ASSERT_EQ(events.size(), traced.run.length());
    EXPECT_EQ(events[1].host, "lookup");
    EXPECT_EQ(events[1].event, "inode = rcu_dereference(bucket) [found] (look: here)");
    EXPECT_THAT(traced.written(&writeShiviz, {.notes = false}), Not(HasSubstr("look: here")));
    EXPECT_EQ(provenanceIn(text), provenanceOf(traced.run));
}

TEST(Shiviz, LosesNothingToHostileTexts)
{
    TracedRun traced(machineFor(hostileProgram), "end! loop!");
    traced.timeline.notes[0] = "=== a ===\nb {\"x\":1} c\x01";
    const std::string text = traced.written(&writeShiviz);
    const auto events = readLog(text);
    ASSERT_EQ(events.size(), traced.run.length());
    expectVectorClocks(events);
    EXPECT_THAT(events[0].event, HasSubstr("(=== a === b {\"x\":1} c"));
    EXPECT_EQ(provenanceIn(text), provenanceOf(traced.run));
}

TEST(Shiviz, CountsFromTheFirstShownStep)
{
    TracedRun traced(machineFor(hostileProgram), "end! loop!");
    traced.run.jump(4);
    const auto events = readLog(traced.written(&writeShiviz, {}, 2));
    ASSERT_EQ(events.size(), 2U);
    expectVectorClocks(events);
    EXPECT_EQ(events[1].clock, (Clock{{"end", 1}, {"loop", 1}}));
    traced.run.jump(0);
    EXPECT_TRUE(readLog(traced.written(&writeShiviz)).empty());
}

TEST(Shiviz, WritesTheApprovedTexts)
{
    expectGoldenRuns("shiviz", &writeShiviz);
}

} // namespace
