// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace {

using namespace racewalk::test;
using Json = nlohmann::json;

using OddsCommand = CommandLine;

TEST_F(OddsCommand, OfALostUpdateAreExact)
{
    const auto result = racewalk({"odds", write("lost.race", lostUpdate)});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_EQ(result.errors, "");
    EXPECT_TRUE(result.output.starts_with("Lost update\nexact, from all ")) << result.output;
    EXPECT_NE(result.output.find("\n50.0 %  4 of 6 schedules  Final condition failed, line 5  "),
              std::string::npos)
        << result.output;
    EXPECT_NE(result.output.find(
                  "\n50.0 %  2 of 6 schedules  Finished                        all threads "
                  "ended"),
              std::string::npos)
        << result.output;
}

TEST_F(OddsCommand, ALongNameDoesNotWidenTheOtherRows)
{
    const std::string name = "a_variable_with_a_name_that_is_longer_than_any_column";
    const auto result =
        racewalk({"odds",
                  write("long.race", "scenario \"Long\"; int " + name +
                                         "; int x;\nthread a { if (choose(0, 1)) BUG_ON(true); if "
                                         "(choose(0, 1)) " +
                                         name + " = 1; }\n"),
                  "--quiet"});
    EXPECT_EQ(result.output,
              "50.0 %  1 of 3 schedules  BUG_ON failed, line 2  a: BUG_ON(true) fails\n"
              "25.0 %  1 of 3 schedules  " +
                  name + " = 0  a ended\n25.0 %  1 of 3 schedules  " + name + " = 1  a ended\n");
}

TEST_F(OddsCommand, JsonSaysTheSame)
{
    const auto result = racewalk({"odds", write("lost.race", lostUpdate), "--json"});
    const Json odds = Json::parse(result.output);
    EXPECT_EQ(odds["file"], "lost.race");
    EXPECT_EQ(odds["method"], "exact");
    EXPECT_EQ(odds["complete"], true);
    EXPECT_EQ(odds["schedules"], 6);
    ASSERT_EQ(odds["outcomes"].size(), 2u);
    EXPECT_EQ(odds["outcomes"][0]["kind"], "final");
    EXPECT_EQ(odds["outcomes"][0]["name"], "Final condition failed, line 5");
    EXPECT_EQ(odds["outcomes"][1]["name"], "Finished");
    EXPECT_EQ(odds["outcomes"][0]["probability"], 0.5);
    EXPECT_EQ(odds["outcomes"][0]["schedules"], 4);
}

TEST_F(OddsCommand, AnIncompleteSearchIsFollowedByRandomRuns)
{
    const std::string file = write("lost.race", lostUpdate);
    const auto sampled = [&](const char *seed) {
        return racewalk({"odds", file, "--max-states", "3", "--runs", "2000", "--seed", seed});
    };
    const auto text = sampled("5");
    EXPECT_EQ(text.exitStatus, 0) << text.errors;
    EXPECT_NE(text.output.find("incomplete: 3 states seen"), std::string::npos) << text.output;
    EXPECT_NE(text.output.find("\nsampled in 2,000 random runs, seed 5 "), std::string::npos)
        << text.output;
    EXPECT_EQ(text.output, sampled("5").output);
    EXPECT_NE(text.output, sampled("6").output);
}

TEST_F(OddsCommand, AGraphThatIsTooLargeToKeepIsMadeUpForByRandomRuns)
{
    const std::string file = write("steps.race", R"(scenario "Steps"; int x[5];
thread t[5] { int i; for (i = 0; i < 10; i++) WRITE_ONCE(x[self], i); }
)");
    const auto text = racewalk({"odds", file, "--max-memory", "20", "--runs", "10"});
    EXPECT_EQ(text.exitStatus, 0) << text.errors;
    EXPECT_NE(text.output.find("not computed: there was no memory for the graph of all states\n"
                               "sampled in 10 random runs"),
              std::string::npos)
        << text.output;
    const Json verdict =
        Json::parse(racewalk({"check", file, "--max-memory", "20", "--json"}).output);
    EXPECT_EQ(verdict["complete"], true);
    EXPECT_EQ(verdict["states"], 161'051);
    EXPECT_EQ(verdict["graph_kept"], false);
    EXPECT_EQ(verdict["outcomes"][0]["probability"], nullptr);
    const Json kept = Json::parse(racewalk({"check", file, "--json"}).output);
    EXPECT_FALSE(kept.contains("graph_kept"));
    EXPECT_NEAR(kept["outcomes"][0]["probability"].get<double>(), 1, 1e-9);
}

TEST_F(OddsCommand, ACycleThatDoesNotConvergeIsNotOnlyALackOfTime)
{
    const std::string file = write("slow.race", R"(scenario "Slow";
atomic_t n;
bool done;
thread up { while (atomic_read(&n) < 300) atomic_inc(&n); WRITE_ONCE(done, true); }
thread down { while (!READ_ONCE(done)) atomic_set(&n, 0); }
)");
    const auto text = racewalk({"odds", file, "--timeout", "1", "--runs", "1"});
    EXPECT_NE(
        text.output.find("\nnot computed: there was no time for it, or the probabilities of a "
                         "cycle of states do not converge\n"),
        std::string::npos)
        << text.output;
}

TEST_F(OddsCommand, RandomRunsComeWithAnIntervalThatHoldsTheExactOdds)
{
    const auto result = racewalk({"odds", write("lost.race", lostUpdate), "--max-states", "3",
                                  "--runs", "4000", "--seed", "1", "--json"});
    const Json odds = Json::parse(result.output);
    EXPECT_EQ(odds["method"], "sampled");
    EXPECT_EQ(odds["complete"], false);
    EXPECT_EQ(odds["runs"], 4000);
    EXPECT_EQ(odds["seed"], 1);
    EXPECT_EQ(odds["unended"], 0);
    std::uint64_t runs = 0;
    EXPECT_EQ(odds["outcomes"][0]["name"], "Final condition failed, line 5");
    for (const Json &outcome : odds["outcomes"]) {
        runs += outcome["runs"].get<std::uint64_t>();
        EXPECT_LT(outcome["low"].get<double>(), 0.5) << outcome;
        EXPECT_GT(outcome["high"].get<double>(), 0.5) << outcome;
        EXPECT_GT(outcome["low"].get<double>(), 0.45) << outcome;
    }
    EXPECT_EQ(runs, 4000u);
}

TEST_F(OddsCommand, ARunWithoutEndIsToldApart)
{
    const std::string file = write("spin.race", R"(scenario "Spin"; bool flag;
thread a { while (!READ_ONCE(flag)) ; }
thread b { WRITE_ONCE(flag, false); }
)");
    const auto exact = racewalk({"odds", file, "--quiet"});
    EXPECT_EQ(exact.output, "100 %  infinitely many schedules  Livelock: a runs forever  a running "
                            "forever; b ended\n");
    const auto sampled = racewalk({"odds", file, "--quiet", "--max-states", "1", "--runs", "3"});
    EXPECT_TRUE(sampled.output.starts_with("100 %  (")) << sampled.output;
    EXPECT_NE(sampled.output.find(")  Not ended  after"), std::string::npos) << sampled.output;
    EXPECT_NE(sampled.output.find("after 100,000 steps"), std::string::npos) << sampled.output;
}

TEST_F(OddsCommand, TheHangOfTheInodeRaceIsRare)
{
    const auto result = racewalk({"odds", "inode-teardown", "--variant", "rcu_lookup", "--json"});
    const Json odds = Json::parse(result.output);
    EXPECT_EQ(odds["outcomes"][0]["kind"], "hang");
    EXPECT_GT(odds["outcomes"][0]["probability"].get<double>(), 0.005);
    EXPECT_LT(odds["outcomes"][0]["probability"].get<double>(), 0.1);
}

TEST_F(OddsCommand, CheckSaysThemToo)
{
    const auto json = racewalk({"check", write("lost.race", lostUpdate), "--json"});
    const Json verdict = Json::parse(json.output);
    EXPECT_EQ(verdict["schedules"], 6);
    EXPECT_EQ(verdict["outcomes"][0]["probability"], 0.5);
    EXPECT_EQ(verdict["outcomes"][0]["schedules"], 4);
    const auto text = racewalk({"check", "lost.race"});
    EXPECT_NE(text.output.find("\noutcomes:\n  50.0 %  Final condition failed, line "),
              std::string::npos)
        << text.output;
    const auto cut = racewalk({"check", "lost.race", "--max-states", "8", "--json"});
    for (const Json &outcome : Json::parse(cut.output)["outcomes"])
        EXPECT_TRUE(outcome["probability"].is_null() && outcome["schedules"].is_null());
}

TEST_F(OddsCommand, CheckNamesTheLinesThatAreNeverReached)
{
    const std::string file = write("dead.race", R"(scenario "Dead"; int x;
thread a {
        if (READ_ONCE(x) == 5)
                WRITE_ONCE(x, 1);
        WRITE_ONCE(x, 2);
        if (READ_ONCE(x) == 5) {
                WRITE_ONCE(x, 3);
                WRITE_ONCE(x, 4);
        }
}
)");
    EXPECT_TRUE(racewalk({"check", file}).output.ends_with("\nnever reached: lines 4, 7-8\n"));
    EXPECT_EQ(Json::parse(racewalk({"check", file, "--json"}).output)["unreached"],
              Json::parse("[4, 7, 8]"));
    const auto incomplete = racewalk({"check", file, "--max-states", "2", "--json"});
    EXPECT_TRUE(Json::parse(incomplete.output)["unreached"].is_null());
}

TEST_F(OddsCommand, NumbersThatAreNoneAreRefused)
{
    for (const char *option : {"--runs", "--seed"}) {
        const auto result = racewalk({"odds", "inode-teardown", option, "-5"});
        EXPECT_EQ(result.exitStatus, 2);
        EXPECT_TRUE(isMessage(result, option));
    }
}

} // namespace
