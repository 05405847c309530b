// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/formats.h"

#include "core/export/exported_runs.h"
#include "export/provenance.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <set>
#include <string>

using namespace racewalk;
using namespace racewalk::test;
using Json = nlohmann::ordered_json;

namespace {

Json itfOf(const ExportedRun &run)
{
    return Json::parse(writeItf(run.toExport(), {}).value());
}

bool isInteger(const Json &value)
{
    return value.is_object() && value.size() == 1 && value.contains("#bigint") &&
           value["#bigint"].is_string();
}

TEST(Itf, GivesEveryVariableAValueInEveryState)
{
    for (const auto &machine : sampleMachines()) {
        const ExportedRun run(machine, randomSteps(*machine, 30, 1));
        const Json json = itfOf(run);
        EXPECT_EQ(json["#meta"]["format"], "ITF");
        EXPECT_GE(json["states"].size(), run.run.length() + 1);
        const auto names = json["vars"].get<std::set<std::string>>();
        EXPECT_EQ(names.size(), json["vars"].size());
        for (std::size_t i = 0; i < json["states"].size(); ++i) {
            const Json &state = json["states"][i];
            EXPECT_EQ(state["#meta"]["index"], i);
            EXPECT_EQ(state.size(), names.size() + 1);
            for (const std::string &name : names) {
                ASSERT_TRUE(state.contains(name)) << name;
                EXPECT_TRUE(state[name].is_boolean() || state[name].is_string() ||
                            isInteger(state[name]))
                    << name << ": " << state[name];
            }
        }
    }
}

TEST(Itf, IsReadBack)
{
    for (const auto &machine : sampleMachines())
        for (unsigned seed = 0; seed < 5; ++seed) {
            const ExportedRun run(machine, randomSteps(*machine, std::size_t{5} * seed, seed));
            EXPECT_EQ(provenanceIn(writeItf(run.toExport(), {}).value()), provenanceOf(run.run))
                << seed;
        }
}

TEST(Itf, SpellsValuesByTheirTypes)
{
    const auto machine = machineFor("scenario \"S\";\n"
                                    "enum mood { calm, wild };\n"
                                    "enum mood m; bool b; u32 u; int i = -1; int *p;\n"
                                    "spinlock_t lock;\n"
                                    "thread pc_t {\n"
                                    "    spin_lock(&lock);\n"
                                    "    WRITE_ONCE(m, wild);\n"
                                    "    WRITE_ONCE(b, true);\n"
                                    "    WRITE_ONCE(u, 4294967295u);\n"
                                    "    WRITE_ONCE(i, i - 1);\n"
                                    "    WRITE_ONCE(p, &i);\n"
                                    "    spin_unlock(&lock);\n"
                                    "}\n");
    ExportedRun run(machine, "pc_t*7");
    const Json json = itfOf(run);
    const Json &first = json["states"].front(), &last = json["states"].back();
    EXPECT_EQ(first["m"], "calm");
    EXPECT_EQ(first["b"], false);
    EXPECT_EQ(first["p"], "NULL");
    EXPECT_EQ(first["lock"], "free");
    EXPECT_EQ(first["pc_pc_t"], "6: spin_lock(&lock)");
    EXPECT_EQ(last["m"], "wild");
    EXPECT_EQ(last["b"], true);
    EXPECT_EQ(last["u"]["#bigint"], "4294967295");
    EXPECT_EQ(last["i"]["#bigint"], "-2");
    EXPECT_EQ(last["p"], "&i");
    EXPECT_EQ(last["lock"], "pc_t");
}

TEST(Itf, KeepsThreadsApartFromCellsOfTheirName)
{
    const auto machine = machineFor("scenario \"S\"; int pc_t;\n"
                                    "thread t { WRITE_ONCE(pc_t, 1); }\n");
    const Json json = itfOf(ExportedRun(machine, "t"));
    EXPECT_EQ(json["vars"], Json::array({"pc_t", "pc__t"}));
    EXPECT_EQ(json["states"][1]["pc_t"]["#bigint"], "1");
    EXPECT_EQ(json["states"][1]["pc__t"], "Done");
}

TEST(Itf, ShowsStoreBuffers)
{
    const auto machine = machineFor("scenario \"S\"; memory tso; int x;\n"
                                    "thread t { WRITE_ONCE(x, 1); }\n"
                                    "thread u { WRITE_ONCE(x, 2); }\n");
    const Json json = itfOf(ExportedRun(machine, "t"));
    EXPECT_EQ(json["states"][1]["x"]["#bigint"], "0");
    EXPECT_EQ(json["states"][1]["buffer_t"], "x = 1");
    EXPECT_EQ(json["states"][1]["buffer_u"], "empty");
}

TEST(Itf, BeginsWithTheFirstStepThatIsShown)
{
    const auto machine = machineFor("scenario \"S\"; int x;\n"
                                    "thread t { WRITE_ONCE(x, 1); WRITE_ONCE(x, 2); }\n"
                                    "thread u { WRITE_ONCE(x, 3); }\n");
    ExportedRun run(machine, "t t u");
    RunToExport toExport = run.toExport();
    FormatOptions options;
    options.from = 2;
    options.to = 2;
    EXPECT_EQ(choosePart(run.run, toExport, options), "");
    const Json states = Json::parse(writeItf(toExport, options).value())["states"];
    ASSERT_EQ(states.size(), 2u);
    EXPECT_EQ(states[0]["x"]["#bigint"], "1");
    EXPECT_EQ(states[1]["x"]["#bigint"], "2");
}

constexpr const char *spinning = "scenario \"S\"; bool a; int x;\n"
                                 "thread t { while (!READ_ONCE(a)) { WRITE_ONCE(x, 1);\n"
                                 "WRITE_ONCE(x, 0); } }\n"
                                 "thread u { WRITE_ONCE(a, false); }\n";

TEST(Itf, ClosesTheLoopOfALivelockThatTheRunHasJustEntered)
{
    const Json json = itfOf(ExportedRun(machineFor(spinning), "u"));
    EXPECT_EQ(json["loop"], 1);
    ASSERT_EQ(json["states"].size(), 4u); // u's step, then t reads and writes 1; it goes on with 0
    EXPECT_EQ(json["states"][3]["x"]["#bigint"], "1");
}

TEST(Itf, FindsTheLoopOfALivelockInTheRun)
{
    const Json json = itfOf(ExportedRun(machineFor(spinning), "u t*3"));
    EXPECT_EQ(json["loop"], 2); // the last state is that after u's step once more
    EXPECT_EQ(json["states"].size(), 5u);
}

TEST(Itf, HasNoLoopOfARunThatEnds)
{
    const auto machine = machineFor("scenario \"S\"; int x; thread t { WRITE_ONCE(x, 1); }\n");
    EXPECT_FALSE(itfOf(ExportedRun(machine, "t")).contains("loop"));
}

} // namespace
