// SPDX-License-Identifier: GPL-3.0-or-later
// Exports that show more than the chosen run.
#include "cli/command_line.h"

#include <gtest/gtest.h>

#include <array>
#include <initializer_list>
#include <string>
#include <vector>

namespace {

using namespace racewalk::test;

using ExportOfSeveralRuns = CommandLine;

TEST_F(ExportOfSeveralRuns, AFurtherWalkHasTheNameThatItWasGiven)
{
    const auto result =
        racewalk({"export", "inode-teardown", "html", "--variant", "rcu_lookup", "--walk",
                  "wins = early=lookup! evict!", "--walk", "a step=evict"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_NE(result.output.find("<option value=\"1\">wins = early</option>"
                                 "<option value=\"2\">a step</option>"),
              std::string::npos);
    for (const auto &[walk, format, sentence] : std::initializer_list<std::array<const char *, 3>>{
             {"evict*3", "html", "must be a name, '=' and a schedule"},
             {"late=evict*99", "html", "--walk late: "},
             {"late=evict", "svg", "--walk does not apply to svg, only to html"}}) {
        const auto refused = racewalk({"export", "inode-teardown", format, "--walk", walk});
        EXPECT_NE(refused.exitStatus, 0) << walk;
        EXPECT_NE(refused.errors.find(sentence), std::string::npos) << refused.errors;
    }
}

TEST_F(ExportOfSeveralRuns, APartOfARunIsNotNamedAfterTheOutcomeOfTheWhole)
{
    const std::string whole = "<option value=\"0\">Hang: lookup sleeps forever</option>";
    const auto page = [&](const std::vector<std::string> &more) {
        std::vector<std::string> words = {"export",     "inode-teardown", "html", "--variant",
                                          "rcu_lookup", "--walks",        "all"};
        words.insert(words.end(), more.begin(), more.end());
        return racewalk(words).output;
    };
    EXPECT_NE(page({}).find(whole), std::string::npos);
    EXPECT_NE(page({"--from", "9"}).find(whole), std::string::npos) << "it ends as the whole";
    const std::string part = page({"--to", "12"});
    EXPECT_NE(part.find("<option value=\"0\">this run</option>"), std::string::npos);
    EXPECT_NE(part.find("\">Hang: lookup sleeps forever</option>"), std::string::npos);
}

TEST_F(ExportOfSeveralRuns, TheShivizLogOfTwoVariantsIsTheLogsOfBoth)
{
    const auto log = [&](const std::string &variant, const std::vector<std::string> &more) {
        std::vector<std::string> words = {
            "export",     "inode-teardown",         "shiviz", "--variant", variant,
            "--schedule", "lookup*2 evict! lookup!"};
        words.insert(words.end(), more.begin(), more.end());
        return racewalk(words);
    };
    const std::string one = log("rcu_lookup", {}).output, other = log("rcu_recheck", {}).output;
    const auto both = log("rcu_lookup", {"--against", "rcu_recheck"});
    EXPECT_EQ(both.output, one + other.substr(other.find("=== Inode")));
    EXPECT_EQ(log("rcu_lookup", {"--against", "rcu_recheck", "--to", "3"}).exitStatus, 2);
    EXPECT_NE(log("rcu_lookup", {"--against", "no_such"}).errors.find("no variant 'no_such'"),
              std::string::npos);
}

} // namespace
