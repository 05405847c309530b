// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/formats.h"

#include "core/export/exported_runs.h"
#include "export/provenance.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <string>

using namespace racewalk;
using namespace racewalk::test;
using Json = nlohmann::ordered_json;

namespace {

Json schema()
{
    std::ifstream file(std::filesystem::path(RACEWALK_SOURCE_DIR) / "docs/run.schema.json");
    return Json::parse(file);
}

bool isOfType(const Json &value, const std::string &type)
{
    const std::map<std::string, bool> types = {
        {"object", value.is_object()},          {"array", value.is_array()},
        {"string", value.is_string()},          {"null", value.is_null()},
        {"integer", value.is_number_integer()},
    };
    return types.at(type);
}

/// Holds a value against the part of JSON Schema that run.schema.json uses, and notes the places
/// of the schema that described a value.
void conform(const Json &value, const Json &schema, const std::string &place,
             std::set<std::string> &seen)
{
    seen.insert(place);
    EXPECT_EQ(value, schema.value("const", value)) << place;
    const Json choices = schema.value("enum", Json::array({value}));
    EXPECT_EQ(std::ranges::count(choices, value), 1) << place << ": " << value;
    if (schema.contains("type")) {
        const Json types =
            schema["type"].is_array() ? schema["type"] : Json::array({schema["type"]});
        EXPECT_TRUE(
            std::ranges::any_of(types, [&](const Json &type) { return isOfType(value, type); }))
            << place << ": " << value;
    }
    EXPECT_GE(value, schema.value("minimum", value)) << place;
    const Json required = schema.value("required", Json::array());
    for (const Json &key : required)
        EXPECT_TRUE(value.contains(key.get<std::string>())) << place << " lacks " << key;
    if (schema.contains("items"))
        for (const Json &item : value)
            conform(item, schema["items"], place + "[]", seen);
    if (!value.is_object())
        return;
    const Json properties = schema.value("properties", Json::object());
    for (const auto &[key, inner] : value.items()) {
        if (properties.contains(key))
            conform(inner, properties[key], place + '.' + key, seen);
        else if (const Json &others = schema["additionalProperties"]; others.is_object())
            conform(inner, others, place + ".*", seen);
        else
            ADD_FAILURE() << place << '.' << key << " is not in the schema";
    }
}

void collectPlaces(const Json &schema, const std::string &place, std::set<std::string> &places)
{
    places.insert(place);
    if (schema.contains("items"))
        collectPlaces(schema["items"], place + "[]", places);
    if (schema.contains("additionalProperties") && schema["additionalProperties"].is_object())
        places.insert(place + ".*");
    const Json properties = schema.value("properties", Json::object());
    for (const auto &[key, inner] : properties.items())
        collectPlaces(inner, place + '.' + key, places);
}

TEST(RunAsJson, IsWhatItsSchemaSays)
{
    std::set<std::string> seen, described;
    collectPlaces(schema(), "run", described);
    for (const auto &machine : sampleMachines())
        for (const std::size_t length : {1, 30}) {
            ExportedRun run(machine, randomSteps(*machine, length, 1));
            Timeline noted = *run.timeline;
            noted.notes[0] = "here";
            run.timeline = std::make_shared<const Timeline>(noted);
            conform(Json::parse(writeJson(run.toExport(), {}).value()), schema(), "run", seen);
        }
    EXPECT_EQ(seen, described);
}

TEST(RunAsJson, IsReadBack)
{
    for (const auto &machine : sampleMachines())
        for (unsigned seed = 0; seed < 5; ++seed) {
            const ExportedRun run(machine, randomSteps(*machine, 5 * seed, seed));
            EXPECT_EQ(provenanceIn(writeJson(run.toExport(), {}).value()), provenanceOf(run.run))
                << seed;
        }
}

TEST(RunAsJson, IsReadBackWhateverTheTitleContains)
{
    const auto machine = machineFor("scenario \"racewalk replay other.race --memory tso\"; int x;\n"
                                    "thread t { x = 1; }\n");
    const ExportedRun run(machine, "t");
    EXPECT_EQ(provenanceIn(writeJson(run.toExport(), {}).value()), provenanceOf(run.run));
}

TEST(RunAsJson, HasTheStepsUpToTheCursorWithTheirFates)
{
    const auto machine = machineFor("scenario \"S\"; int n;\n"
                                    "thread a { n = n + 1; }\n"
                                    "thread b { n = n + 1; }\n"
                                    "final n == 2;\n");
    ExportedRun run(machine, "a b a b");
    RunToExport toExport = run.toExport();
    FormatOptions options;
    options.from = 2;
    options.to = 3;
    EXPECT_EQ(choosePart(run.run, toExport, options), "");
    const Json json = Json::parse(writeJson(toExport, options).value());
    EXPECT_EQ(json["first"], 2);
    EXPECT_EQ(json["schedule"], "a b a");
    ASSERT_EQ(json["steps"].size(), 3u);
    EXPECT_EQ(json["steps"][0]["fate"], "open");
    EXPECT_EQ(json["steps"][1]["fate"], "doomed");
    EXPECT_EQ(json["steps"][2]["step"], 3);
    EXPECT_EQ(json["ending"]["kind"], "none");
}

TEST(RunAsJson, TellsALivelock)
{
    const auto machine = machineFor("scenario \"S\"; bool a;\n"
                                    "thread t { while (!READ_ONCE(a)) { } }\n"
                                    "thread u { WRITE_ONCE(a, false); }\n");
    const ExportedRun run(machine, "u t");
    EXPECT_EQ(Json::parse(writeJson(run.toExport(), {}).value())["ending"]["kind"], "livelock");
}

} // namespace
