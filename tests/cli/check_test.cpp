// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace {

using namespace racewalk::test;
using Json = nlohmann::json;

using Check = CommandLine;

TEST_F(Check, EveryVariantOfTheInodeRaceIsCompleteAndAsExpected)
{
    const auto result = racewalk({"check", "inode-teardown", "--all-variants", "--json"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_EQ(result.errors, "");
    const Json variants = Json::parse(result.output);
    ASSERT_EQ(variants.size(), 20u) << "ten variants under sc and tso";
    for (const Json &variant : variants) {
        EXPECT_EQ(variant["complete"], true) << variant["variant"];
        EXPECT_EQ(variant["as_expected"], true) << variant["variant"];
        EXPECT_GT(variant["states"].get<int>(), 50) << variant["variant"];
    }
}

TEST_F(Check, TheRcuLookupHangsAfterTwoContextSwitchesWithThreeLookupsToo)
{
    for (const char *lookups : {"lookups=1", "lookups=3"}) {
        const auto result = racewalk(
            {"check", "inode-teardown", "--variant", "rcu_lookup", "--param", lookups, "--json"});
        EXPECT_EQ(result.exitStatus, 0) << result.errors;
        const Json verdict = Json::parse(result.output);
        EXPECT_EQ(verdict["variant"], "rcu_lookup");
        EXPECT_EQ(verdict["file"], "inode-teardown.race");
        std::size_t failures = 0;
        for (const Json &finding : verdict["findings"]) {
            if (finding["severity"] != "failure")
                continue;
            EXPECT_EQ(finding["kind"], "hang");
            if (failures++ == 0 && lookups == std::string("lookups=1")) {
                EXPECT_EQ(finding["context_switches"], 2);
            }
        }
        EXPECT_GE(failures, 1u);
    }
}

TEST_F(Check, PrintsTheVerdictTheFindingAndItsTimeline)
{
    const auto result = racewalk({"check", "inode-teardown", "--variant", "rcu_lookup"});
    EXPECT_EQ(result.exitStatus, 0);
    for (const char *part : {"Inode lookup vs. evict(), variant rcu_lookup (lookups = 1)\n",
                             "found: hang", "as expected\n", "\nhang: ", "CPU0 (lookup)",
                             "nobody left to wake us", "warning: data_race", "outcomes:"})
        EXPECT_NE(result.output.find(part), std::string::npos) << part << '\n' << result.output;
}

TEST_F(Check, PrintsWhyAHangIsOne)
{
    const auto result = racewalk({"check", "inode-teardown", "--variant", "rcu_lookup"});
    const std::size_t diagram = result.output.find("nobody left to wake us");
    const std::size_t why = result.output.find(
        "lookup sleeps on (&inodes[0].i_state, __I_NEW) since schedule() in line ");
    ASSERT_NE(why, std::string::npos) << result.output;
    EXPECT_LT(diagram, why);
    EXPECT_NE(result.output.find("    evict could wake it at wake_up_bit(&inode->i_state, __I_NEW) "
                                 "in line ",
                                 why),
              std::string::npos)
        << result.output;
    EXPECT_NE(result.output.find(": evict has ended.\n    No other statement wakes it.\n", why),
              std::string::npos)
        << result.output;
}

TEST_F(Check, QuietPrintsTheVerdictAlone)
{
    const auto result = racewalk({"check", "inode-teardown", "--quiet"});
    EXPECT_EQ(std::count(result.output.begin(), result.output.end(), '\n'), 2) << result.output;
    EXPECT_NE(result.output.find("\nproved: no failure in "), std::string::npos) << result.output;
}

TEST_F(Check, AFailureWithoutAnExpectIsExitStatusOne)
{
    const auto result = racewalk({"check", write("lost.race", lostUpdate), "--json"});
    EXPECT_EQ(result.exitStatus, 1);
    const Json verdict = Json::parse(result.output);
    EXPECT_EQ(verdict["file"], "lost.race");
    EXPECT_EQ(verdict["as_expected"], false);
    EXPECT_EQ(verdict["findings"][0]["kind"], "final");
}

TEST_F(Check, ExitStatusSaysWhetherExactlyTheExpectedHappens)
{
    const std::string file = write("three.race", threeVariants);
    EXPECT_EQ(racewalk({"check", file, "--variant", "good"}).exitStatus, 0);
    EXPECT_EQ(racewalk({"check", file, "--variant", "dull"}).exitStatus, 1);
    EXPECT_EQ(racewalk({"check", file, "--variant", "bad"}).exitStatus, 1);
    const auto all = racewalk({"check", file, "--all-variants"});
    EXPECT_EQ(all.exitStatus, 1);
    EXPECT_NE(all.output.find("; as expected\n"), std::string::npos) << all.output;
    EXPECT_NE(all.output.find("not as expected: hang was expected and does not happen\n"),
              std::string::npos)
        << all.output;
    EXPECT_NE(all.output.find("not as expected: hang was not expected\n"), std::string::npos)
        << all.output;
}

TEST_F(Check, AParamThatWasChangedIsSaidIfTheVerdictIsNotAsExpected)
{
    const std::string file = write("param.race", "param n = 1 in 1..2; int x;\n"
                                                 "thread a { x = n; }\nfinal x == 1;\nexpect ok;");
    EXPECT_EQ(racewalk({"check", file}).exitStatus, 0);
    const auto changed = racewalk({"check", file, "--param", "n=2"});
    EXPECT_EQ(changed.exitStatus, 1);
    EXPECT_NE(changed.output.find("not as expected: final was not expected, for n = 2 (default 1)\n"),
              std::string::npos)
        << changed.output;
}

TEST_F(Check, WarnsOfATourThatDoesNotEndAsItSays)
{
    const std::string file =
        write("tour.race", "int x;\nthread a { x = 1; }\ntour \"T\" { a \"sets x\"; end hang; }\n");
    const auto result = racewalk({"check", file});
    EXPECT_EQ(result.exitStatus, 0);
    EXPECT_NE(result.errors.find("tour.race:3:1: warning: the tour \"T\" ends in 'ok', not in "
                                 "'hang'\n"),
              std::string::npos)
        << result.errors;
}

TEST_F(Check, ALimitGivesThreeAndTheWordIncomplete)
{
    const auto result = racewalk({"check", "inode-teardown", "--max-states", "10"});
    EXPECT_EQ(result.exitStatus, 3) << result.output;
    EXPECT_NE(result.output.find("incomplete: "), std::string::npos) << result.output;
    EXPECT_EQ(result.output.find("proved"), std::string::npos) << result.output;
    const auto json = racewalk({"check", "inode-teardown", "--max-states", "10", "--json"});
    EXPECT_EQ(json.exitStatus, 3);
    EXPECT_EQ(Json::parse(json.output)["complete"], false);
}

TEST_F(Check, AFailureOutweighsALimit)
{
    const std::string file = write("early.race", R"(scenario "Fails at once";
int n, m;
thread a { BUG_ON(READ_ONCE(n) == 0); }
thread b { for (m = 0; m < 1000; m++) WRITE_ONCE(n, m); }
)");
    const auto result = racewalk({"check", file, "--max-states", "100"});
    EXPECT_EQ(result.exitStatus, 1) << result.output;
}

TEST_F(Check, AnIncompleteSearchDoesNotSayWhatDoesNotHappen)
{
    const std::string file = write("both.race", R"(scenario "Fails at once, hangs later";
int n;
struct completion done;
thread a { BUG_ON(READ_ONCE(n) == 0); }
thread b { WRITE_ONCE(n, 1); wait_for_completion(&done); }
expect hang;
)");
    const auto partial = racewalk({"check", file, "--stop-at-first"});
    EXPECT_EQ(partial.exitStatus, 1) << partial.errors;
    EXPECT_NE(partial.output.find("; not as expected: bug was not expected\n"), std::string::npos)
        << partial.output;
    const auto whole = racewalk({"check", file});
    EXPECT_NE(whole.output.find("found: hang, bug in "), std::string::npos) << whole.output;
}

TEST_F(Check, DataRacesFailOnlyWhereAskedTo)
{
    EXPECT_EQ(racewalk({"check", "inode-teardown"}).exitStatus, 0);
    const auto result = racewalk({"check", "inode-teardown", "--data-races", "error"});
    EXPECT_EQ(result.exitStatus, 1);
    EXPECT_NE(result.output.find("\ndata_race: "), std::string::npos) << result.output;
    EXPECT_NE(result.output.find("\nfound: data_race in "), std::string::npos) << result.output;
    EXPECT_EQ(result.output.find("proved"), std::string::npos) << result.output;
    EXPECT_NE(result.output.find("  [ evict's plain write of inodes[0].i_state races with "),
              std::string::npos)
        << result.output;
}

TEST_F(Check, MoreInstancesThanTheParameterAllowsIsAnError)
{
    const auto result = racewalk({"check", "inode-teardown", "--param", "lookups=9"});
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "lookups"));
    EXPECT_EQ(result.output, "");
}

TEST_F(Check, InterruptedItPrintsWhatIsKnownAndEndsWith130)
{
    // Enough interleavings to keep it busy until the signal comes.
    const std::string file = write("big.race", R"(scenario "Big";
int n;
thread t[8] { n = n + self; n = n * 3; n = n + self; n = n * 5; }
)");
    const auto result = shell("timeout --preserve-status --signal=INT 1 $RACEWALK check " + file +
                              " --json --timeout 60");
    EXPECT_EQ(result.exitStatus, 130);
    const Json verdict = Json::parse(result.output);
    EXPECT_EQ(verdict["complete"], false);
    EXPECT_EQ(verdict["limit"]["kind"], "cancelled");
    EXPECT_TRUE(isMessage(result, "interrupted"));
}

} // namespace
