// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/formats.h"
#include "export/provenance.h"

#include "traces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using nlohmann::json;

std::size_t countOf(const json &trace, const std::string &phase, const std::string &category = {})
{
    return static_cast<std::size_t>(
        std::ranges::count_if(trace["traceEvents"], [&](const json &event) {
            return event["ph"] == phase && (category.empty() || event.value("cat", "") == category);
        }));
}

/// Each `begin` has its `end` of the same id and category, not before it, and there are no others.
void expectPairs(const json &trace, const std::string &begin, const std::string &end)
{
    std::map<std::pair<std::string, std::int64_t>, std::int64_t> open;
    std::set<std::pair<std::string, std::int64_t>> used;
    for (const json &event : trace["traceEvents"]) {
        if (event["ph"] != begin && event["ph"] != end)
            continue;
        const std::pair key(event["cat"].get<std::string>(), event["id"].get<std::int64_t>());
        EXPECT_TRUE(event["name"].is_string()) << event;
        if (event["ph"] == begin) {
            EXPECT_TRUE(used.insert(key).second) << event;
            open.emplace(key, event["ts"].get<std::int64_t>());
        } else {
            ASSERT_TRUE(open.contains(key)) << event;
            EXPECT_GE(event["ts"].get<std::int64_t>(), open[key]) << event;
            open.erase(key);
        }
    }
    EXPECT_TRUE(open.empty());
}

/// What https://ui.perfetto.dev reads, as far as we write it.
void expectTrace(const json &trace)
{
    std::set<std::pair<std::int64_t, std::int64_t>> slices; // tid, ts
    for (const json &event : trace["traceEvents"]) {
        const std::string phase = event["ph"];
        EXPECT_TRUE((std::set<std::string>{"M", "X", "b", "e", "s", "f"}.contains(phase))) << event;
        EXPECT_EQ(event["pid"], 1) << event;
        EXPECT_GE(event["tid"].get<std::int64_t>(), 1) << event;
        EXPECT_TRUE(event["name"].is_string()) << event;
        EXPECT_EQ(event.contains("bp"), phase == "f") << event;
        EXPECT_EQ(event.contains("dur"), phase == "X") << event;
        EXPECT_EQ(event.contains("ts"), phase != "M") << event;
        if (phase == "X") {
            EXPECT_EQ(event["dur"], 8) << event;
            EXPECT_GT(event["ts"].get<std::int64_t>(), 0) << event;
            EXPECT_EQ(event["ts"].get<std::int64_t>(), 10 * event["args"]["step"].get<int>());
            EXPECT_TRUE(event["args"]["text"].is_string()) << event;
            EXPECT_TRUE(slices.emplace(event["tid"], event["ts"]).second) << event;
        }
    }
    for (const json &event : trace["traceEvents"])
        if (event["ph"] == "s" || event["ph"] == "f") {
            const std::int64_t time = event["ts"], start = time / 10 * 10;
            EXPECT_TRUE(slices.contains({event["tid"].get<std::int64_t>(), start})) << event;
            EXPECT_LT(time, start + 8) << event;
            EXPECT_GT(time, start) << event;
        }
    expectPairs(trace, "b", "e");
    expectPairs(trace, "s", "f");
}

TEST(Perfetto, HasSlicesTracksAndFlows)
{
    TracedRun traced(machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup"),
                     "lookup*2 evict! lookup!");
    traced.timeline.notes[1] = "look: here";
    const std::string text = traced.written(&writePerfetto);
    const json trace = json::parse(text);
    expectTrace(trace);
    EXPECT_EQ(countOf(trace, "X"), traced.run.length());
    EXPECT_GT(countOf(trace, "b", "lock"), 0U);
    EXPECT_GT(countOf(trace, "b", "rcu"), 0U);
    EXPECT_EQ(countOf(trace, "b", "sleep"), 1U);
    EXPECT_EQ(countOf(trace, "b"), traced.timeline.spans.size());
    EXPECT_GT(countOf(trace, "s"), 0U);
    EXPECT_EQ(countOf(trace, "M"), 1 + 2 * traced.timeline.lanes.size());
    EXPECT_EQ(countOf(json::parse(traced.written(&writePerfetto, {.notes = false})), "X"),
              traced.run.length());
    EXPECT_NE(text.find("look: here"), std::string::npos);
    EXPECT_EQ(traced.written(&writePerfetto, {.notes = false}).find("look: here"),
              std::string::npos);
    EXPECT_EQ(provenanceIn(text), provenanceOf(traced.run));
}

TEST(Perfetto, EndsWhatDoesNotEndAfterTheLastStep)
{
    TracedRun traced(machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup"),
                     "lookup*2 evict! lookup!");
    const json trace = json::parse(traced.written(&writePerfetto));
    for (const json &event : trace["traceEvents"])
        if (event["ph"] == "e" && event["cat"] == "sleep") {
            EXPECT_EQ(event["ts"], 10 * (traced.run.length() + 1));
            EXPECT_EQ(event["name"], "lookup sleeps forever");
        }
}

TEST(Perfetto, KeepsHostileTexts)
{
    TracedRun traced(machineFor(hostileProgram), "end! loop!");
    traced.timeline.notes[0] = "a \"b\"\n\xff";
    const std::string text = traced.written(&writePerfetto);
    const json trace = json::parse(text);
    expectTrace(trace);
    EXPECT_NE(text.find(R"(a \"b\"\n)"), std::string::npos);
    EXPECT_EQ(countOf(trace, "s"), 1U);
    EXPECT_EQ(provenanceIn(text), provenanceOf(traced.run));
}

TEST(Perfetto, ShowsTheChosenSteps)
{
    TracedRun traced(machineFor(hostileProgram), "end! loop!");
    traced.run.jump(4);
    const std::string text = traced.written(&writePerfetto, {}, 2);
    const json trace = json::parse(text);
    expectTrace(trace);
    EXPECT_EQ(countOf(trace, "X"), 2U);
    EXPECT_EQ(provenanceIn(text), provenanceOf(traced.run));
    traced.run.jump(0);
    expectTrace(json::parse(traced.written(&writePerfetto)));
}

} // namespace
