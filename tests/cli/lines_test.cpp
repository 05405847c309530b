// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace {

using namespace racewalk::test;
using Json = nlohmann::json;

class LinesCommand : public CommandLine {
protected:
    static constexpr std::string_view locked = R"(scenario "Locked";
int n;
spinlock_t l;
thread t[2] {
        spin_lock(&l);
        n++;
        spin_unlock(&l);
        barrier();
}
final n == 2;
)";

    static constexpr std::string_view endless = R"(scenario "Endless without a line";
atomic_t n;
thread t {
        int i = 0;
        while (i < 2) {
                atomic_inc(&n);
                i++;
        }
}
)";
};

const Json *changeIn(const Json &lines, const char *kind, int line)
{
    for (const Json &change : lines["changes"])
        if (change["kind"] == kind && change["line"] == line)
            return &change;
    return nullptr;
}

TEST_F(LinesCommand, TellWhatEachLineIsFor)
{
    const auto result = racewalk({"lines", write("locked.race", locked)});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_EQ(result.errors, "");
    EXPECT_EQ(result.output, "Locked\n"
                             "proved: no failure in 16 states\n"
                             "6 changes tried: 4 with a difference, 2 without\n"
                             "load-bearing: lines 5-7\n"
                             "against a failure: lines 5-7\n"
                             "\n"
                             "line  statement         left out                              "
                             "swapped with the next\n"
                             "   5  spin_lock(&l);    with line 7: final, data_race appear  "
                             "final, data_race appear\n"
                             "   6  n++;              final appears                         "
                             "final, data_race appear\n"
                             "   7  spin_unlock(&l);  see line 5                            "
                             "nothing changes\n"
                             "   8  barrier();        nothing changes\n");
}

TEST_F(LinesCommand, QuietPrintTheTableAlone)
{
    const auto result = racewalk({"lines", write("locked.race", locked), "--quiet"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_TRUE(result.output.starts_with("line  statement ")) << result.output;
}

TEST_F(LinesCommand, FindTheRecheckOfTheInodeRace)
{
    const auto result = racewalk({"lines", "inode-teardown", "--variant", "rcu_recheck", "--json"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    const Json lines = Json::parse(result.output);
    EXPECT_EQ(lines["variant"], "rcu_recheck");
    EXPECT_EQ(lines["complete"], true);
    const Json *recheck = changeIn(lines, "leave_out", 49);
    ASSERT_NE(recheck, nullptr) << result.output;
    EXPECT_EQ((*recheck)["text"], "if (!inode->hashed) {");
    EXPECT_EQ((*recheck)["lines"], Json::parse("[49]"));
    EXPECT_EQ((*recheck)["compiles"], true);
    EXPECT_EQ((*recheck)["changed"], true);
    EXPECT_EQ((*recheck)["complete"], true);
    EXPECT_EQ((*recheck)["effect"], "hang appears");
    EXPECT_EQ((*recheck)["new_kinds"], Json::parse(R"(["hang"])"));
    EXPECT_EQ((*recheck)["lost_kinds"], Json::array());
    EXPECT_EQ((*recheck)["appears"]["outcomes"][0]["kind"], "hang");
    EXPECT_EQ((*recheck)["vanishes"]["outcomes"], Json::array());
    const auto &loadBearing = lines["load_bearing"];
    EXPECT_NE(std::find(loadBearing.begin(), loadBearing.end(), 49), loadBearing.end());
}

TEST_F(LinesCommand, SayWhereTheyDoNotCompile)
{
    const std::string file = write("used.race", R"(scenario "Used"; int x;
thread t {
        int one = 1;
        x = one;
}
)");
    const auto text = racewalk({"lines", file});
    EXPECT_EQ(text.exitStatus, 0) << text.errors;
    EXPECT_NE(text.output.find("int one = 1;  does not compile\n"), std::string::npos)
        << text.output;
    const Json lines = Json::parse(racewalk({"lines", file, "--json"}).output);
    const Json *change = changeIn(lines, "leave_out", 3);
    ASSERT_NE(change, nullptr);
    EXPECT_EQ((*change)["compiles"], false);
    EXPECT_EQ((*change)["changed"], nullptr);
    EXPECT_FALSE(change->contains("states"));
}

TEST_F(LinesCommand, SayWhatALimitLeftUndecided)
{
    const std::string file = write("endless.race", endless);
    const auto text = racewalk({"lines", file, "--max-states", "400"});
    EXPECT_EQ(text.exitStatus, 3) << text.errors;
    EXPECT_NE(text.output.find("not decided: limit of 400 states hit"), std::string::npos)
        << text.output;
    const auto result = racewalk({"lines", file, "--max-states", "400", "--json"});
    EXPECT_EQ(result.exitStatus, 3);
    const Json lines = Json::parse(result.output);
    EXPECT_EQ(lines["complete"], false);
    const Json *change = changeIn(lines, "leave_out", 7);
    ASSERT_NE(change, nullptr);
    EXPECT_EQ((*change)["changed"], nullptr);
    EXPECT_EQ((*change)["complete"], false);
}

TEST_F(LinesCommand, EndByThemselvesWithoutALimit)
{
    const auto result = racewalk({"lines", write("endless.race", endless)});
    EXPECT_EQ(result.exitStatus, 3) << result.errors;
    EXPECT_NE(result.output.find("limit of 100,000 states hit"), std::string::npos)
        << result.output;
}

TEST_F(LinesCommand, DecideNothingIfTheProgramItselfIsTooBig)
{
    const auto result = racewalk({"lines", write("locked.race", locked), "--max-states", "5"});
    EXPECT_EQ(result.exitStatus, 3) << result.errors;
    EXPECT_NE(result.output.find("incomplete: 5 states seen"), std::string::npos) << result.output;
    EXPECT_NE(result.output.find("6 not decided"), std::string::npos) << result.output;
    EXPECT_EQ(result.output.find("nothing changes"), std::string::npos) << result.output;
}

TEST_F(LinesCommand, AreTheSameForAnyNumberOfSearchesSideBySide)
{
    const auto alone = racewalk({"lines", "inode-teardown", "--jobs", "1", "--json"});
    const auto four = racewalk({"lines", "inode-teardown", "--jobs", "4", "--json"});
    EXPECT_EQ(alone.exitStatus, 0) << alone.errors;
    EXPECT_EQ(alone.output, four.output);
}

TEST_F(LinesCommand, TakeTheCommonOptionsOfAScenario)
{
    const auto result =
        racewalk({"lines", "store-buffering", "--variant", "plain", "--memory", "sc", "--json"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_EQ(Json::parse(result.output)["memory"], "sc");
    const auto param =
        racewalk({"lines", "inode-teardown", "--param", "lookups=2", "--json", "--jobs", "1"});
    EXPECT_EQ(param.exitStatus, 0) << param.errors;
    EXPECT_EQ(Json::parse(param.output)["params"]["lookups"], 2);
}

TEST_F(LinesCommand, RefuseBadInput)
{
    EXPECT_EQ(racewalk({"lines"}).exitStatus, 2);
    EXPECT_TRUE(isMessage(racewalk({"lines", "no-such-scenario"}), "no-such-scenario"));
    EXPECT_EQ(
        racewalk({"lines", write("bad.race", "scenario \"bad\"; thread t { x; }")}).exitStatus, 2);
    EXPECT_EQ(racewalk({"lines", "inode-teardown", "--jobs", "none"}).exitStatus, 2);
}

} // namespace
