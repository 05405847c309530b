// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>
#include <map>
#include <string>

namespace {

using namespace racewalk::test;
using Json = nlohmann::json;

using Litmus = CommandLine;

std::string docsPage()
{
    std::ifstream file(std::string(RACEWALK_SOURCE_DIR) + "/docs/litmus.md", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// "allowed" under tso and pso, as the literature has it, by test and variant; what is missing is
/// forbidden.
const std::map<std::string, std::string> allowed = {
    {"SB plain", "tso pso"},   {"SB wmb", "tso pso"},     {"SB release", "tso pso"},
    {"R plain", "tso pso"},    {"R wmb", "tso pso"},      {"R release", "tso pso"},
    {"MP plain", "pso"},       {"S plain", "pso"},        {"2+2W plain", "pso"},
};

} // namespace

TEST_F(Litmus, TheTableIsTheLiteratures)
{
    const auto result = racewalk({"litmus", "--json"});
    ASSERT_EQ(result.exitStatus, 0) << result.errors;
    const Json rows = Json::parse(result.output);
    std::size_t count = 0;
    for (const Json &row : rows) {
        ++count;
        const std::string name = row["test"].get<std::string>() + " " +
                                 row["variant"].get<std::string>();
        const auto known = allowed.find(name);
        const std::string models = known == allowed.end() ? "" : known->second;
        EXPECT_EQ(row["sc"], "forbidden") << name;
        for (const std::string model : {"tso", "pso"})
            EXPECT_EQ(row[model], models.find(model) == std::string::npos ? "forbidden" : "allowed")
                << name << " under " << model;
    }
    EXPECT_EQ(count, 8u * 4u);
}

TEST_F(Litmus, TheDocumentationShowsWhatTheCommandPrints)
{
    const auto result = racewalk({"litmus"});
    ASSERT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_NE(docsPage().find("```text\n" + result.output + "```\n"), std::string::npos)
        << result.output;
}

TEST_F(Litmus, WithoutTestsItSaysWhereItLooked)
{
    const auto result = shell("RACEWALK_DATA_DIR=/nowhere $RACEWALK litmus");
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "there are no litmus tests in /nowhere"));
}
