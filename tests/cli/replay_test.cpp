// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace {

using namespace racewalk::test;
using Json = nlohmann::json;

class Replay : public CommandLine {
protected:
    /// In the variant and under the memory model of that verdict.
    Json replayed(const std::string &scenario, const Json &verdict,
                  const std::string &schedule) const
    {
        const auto result =
            racewalk({"replay", scenario, "--variant", verdict["variant"], "--memory",
                      verdict["memory"], "--schedule", schedule, "--json"});
        return Json::parse(result.output);
    }
};

TEST_F(Replay, EveryFindingAndOutcomeOfEveryVariantReplaysToItself)
{
    std::size_t failures = 0;
    for (const std::string scenario : {"inode-teardown", "lost-wakeup"}) {
        const auto checked = racewalk({"check", scenario, "--all-variants", "--json"});
        for (const Json &verdict : Json::parse(checked.output)) {
            for (const Json &finding : verdict["findings"]) {
                const Json run = replayed(scenario, verdict, finding["schedule"]);
                EXPECT_EQ(run["walked"], true) << finding;
                EXPECT_EQ(run["schedule"], finding["schedule"]);
                EXPECT_EQ(run["steps"].size(), finding["steps"]) << finding;
                EXPECT_EQ(run["context_switches"], finding["context_switches"]) << finding;
                if (finding["severity"] == "failure") {
                    EXPECT_EQ(run["ending"]["kind"], finding["kind"]);
                    ++failures;
                }
            }
            for (const Json &outcome : verdict["outcomes"]) {
                const Json run = replayed(scenario, verdict, outcome["schedule"]);
                EXPECT_EQ(run["walked"], true) << outcome;
                EXPECT_EQ(run["ending"]["kind"], outcome["kind"]) << outcome;
                EXPECT_EQ(run["ending"]["name"],
                          outcome["kind"] == "ok" ? Json() : outcome["name"]);
            }
        }
    }
    EXPECT_GE(failures, 7u);
}

TEST_F(Replay, TheHangsScheduleEndsSafelyWithTheFix)
{
    const auto hang = racewalk({"replay", "inode-teardown", "--variant", "rcu_lookup", "--schedule",
                                "lookup*2 evict! lookup!"});
    EXPECT_EQ(hang.exitStatus, 0) << hang.errors; // it is what this variant's `expect` says
    EXPECT_NE(hang.output.find("\nHang: lookup"), std::string::npos) << hang.output;
    EXPECT_NE(hang.output.find("2 context switches"), std::string::npos) << hang.output;
    const auto early = racewalk({"replay", "inode-teardown", "--variant", "rcu_recheck",
                                 "--schedule", "lookup*2 evict! lookup!"});
    EXPECT_EQ(early.exitStatus, 0);
    EXPECT_NE(early.output.find("\nFinished: lookup"), std::string::npos) << early.output;
    EXPECT_NE(early.output.find("return NULL"), std::string::npos) << early.output;
}

TEST_F(Replay, AFailureThatIsNotExpectedIsExitStatusOne)
{
    const auto result =
        racewalk({"replay", write("lost.race", lostUpdate), "--schedule", "a b a b"});
    EXPECT_EQ(result.exitStatus, 1);
    EXPECT_NE(result.output.find("\nFinal condition failed: "), std::string::npos) << result.output;
}

TEST_F(Replay, SaysWhereAScheduleCannotGoOnAndWhyAfterWhatItCouldWalk)
{
    const auto result = racewalk(
        {"replay", "inode-teardown", "--variant", "rcu_lookup", "--schedule", "evict lookup*3"});
    EXPECT_EQ(result.exitStatus, 1);
    EXPECT_TRUE(isMessage(result, "step 4: lookup"));
    EXPECT_TRUE(isMessage(result, "i_lock"));
    EXPECT_NE(result.output.find("rcu_read_lock()"), std::string::npos) << result.output;
    const Json json =
        replayed("inode-teardown", {{"variant", "rcu_lookup"}, {"memory", "sc"}}, "evict lookup*3");
    EXPECT_EQ(json["walked"], false);
    EXPECT_NE(json["message"].get<std::string>().find("step 4"), std::string::npos);
    EXPECT_EQ(json["steps"].size(), 3u);
}

TEST_F(Replay, AnUnknownThreadIsToldWithTheNearestName)
{
    const auto result = racewalk({"replay", "inode-teardown", "--schedule", "lokup"});
    EXPECT_EQ(result.exitStatus, 1);
    EXPECT_TRUE(isMessage(result, "lookup"));
}

TEST_F(Replay, ShowsTheSharedStateAfterEachStep)
{
    const auto result = racewalk(
        {"replay", write("lost.race", lostUpdate), "--schedule", "a*2 b*2", "--show", "state"});
    EXPECT_EQ(result.exitStatus, 0);
    EXPECT_NE(result.output.find("start\n    n = 0\n"
                                 "step 1: a: n = n + 1  [ reads 0 ]\n    n = 0\n"
                                 "step 2: a: n = n + 1  [ writes 1 ]\n  * n = 0 -> 1\n"
                                 "step 3: b: n = n + 1  [ reads 1 ]\n    n = 1\n"
                                 "step 4: b: n = n + 1  [ writes 2 ]\n  * n = 1 -> 2\n"),
              std::string::npos)
        << result.output;
}

TEST_F(Replay, QuietPrintsTheTimelineAlone)
{
    const auto result =
        racewalk({"replay", write("lost.race", lostUpdate), "--schedule", "a", "--quiet"});
    EXPECT_TRUE(result.output.starts_with("  CPU0 (a)")) << result.output;
    EXPECT_TRUE(result.output.ends_with("\n  n = n + 1  [ reads 0 ]\n")) << result.output;
}

TEST_F(Replay, NamesTheDataRacesThatArePossibleAtTheEnd)
{
    const std::string file = write("lost.race", lostUpdate);
    const auto result = racewalk({"replay", file, "--schedule", "a"});
    EXPECT_EQ(result.exitStatus, 0);
    EXPECT_NE(result.output.find("\nData race: a's plain write of n races with b's plain read.\n"),
              std::string::npos)
        << result.output;
    const Json plain = {{"variant", ""}, {"memory", "sc"}};
    const Json json = replayed(file, plain, "a");
    EXPECT_EQ(json["ending"]["data_races"].size(), 1u);
    EXPECT_EQ(replayed(file, plain, "a! b!")["ending"]["data_races"].size(), 0u);
}

TEST_F(Replay, AFailureBeforeTheFirstStepIsShown)
{
    const std::string file = write("bug.race", R"(scenario "At once";
int n;
thread a { BUG_ON(1 == 1); n = 1; }
)");
    const auto result = racewalk({"replay", file, "--schedule", ""});
    EXPECT_EQ(result.exitStatus, 1);
    EXPECT_NE(result.output.find("  BUG_ON(1 == 1)\n    [ fails ]\n\nBUG_ON failed:"),
              std::string::npos)
        << result.output;
}

TEST_F(Replay, AThreadThatNeverBlocksIsToldWithoutItsEndlessWay)
{
    const std::string file = write("endless.race", R"(scenario "Endless";
int n;
thread d { while (!READ_ONCE(n)) ; }
thread u { n = 1; }
)");
    const auto result = racewalk({"replay", file, "--schedule", "d!"});
    EXPECT_EQ(result.exitStatus, 1);
    EXPECT_TRUE(
        isMessage(result, "step 2: d runs forever: it returns to the same state after 1 step\n"));
    EXPECT_LT(result.output.size(), 500u);
    const auto far = racewalk({"replay", file, "--schedule", "d*5000", "--show", "state"});
    EXPECT_EQ(far.exitStatus, 0);
    EXPECT_NE(far.output.find("\n...  [ 3000 steps left out ]\nstep 4001: d: "), std::string::npos)
        << far.output.size();
}

TEST_F(Replay, ReadsAPictureBack)
{
    const std::string replay =
        racewalk({"replay", "inode-teardown", "--schedule", "lookup*2 evict"}).output;
    for (const char *format : {"png", "pdf", "svg"}) {
        const auto made = racewalk(
            {"export", "inode-teardown", format, "--schedule", "lookup*2 evict", "-o", "picture"});
        ASSERT_EQ(made.exitStatus, 0) << made.errors;
        EXPECT_EQ(racewalk({"replay", "--from", "picture"}).output, replay) << format;
    }
}

TEST_F(Replay, FindsAScenarioInAnotherFolderAndTheRunWithoutSteps)
{
    std::filesystem::create_directory(folder() / "far");
    const std::string file = write("far/lost.race", lostUpdate);
    const auto made = racewalk({"export", file, "text", "--schedule", "", "-o", "run.txt"});
    ASSERT_EQ(made.exitStatus, 0) << made.errors;
    EXPECT_NE(contentOf("run.txt").find("racewalk replay " + file + " --schedule ''"),
              std::string::npos)
        << contentOf("run.txt");
    EXPECT_EQ(racewalk({"replay", "--from", "run.txt"}).output,
              racewalk({"replay", file, "--schedule", ""}).output);
}

TEST_F(Replay, ReadsAFileThatIsOnlyASchedule)
{
    const std::string file = write("lost.race", lostUpdate);
    racewalk({"export", file, "schedule", "--schedule", "a b a", "-o", "run.schedule"});
    EXPECT_EQ(racewalk({"replay", file, "--from", "run.schedule"}).output,
              racewalk({"replay", file, "--schedule", "a b a"}).output);
    const auto refused = racewalk({"replay", "--from", "run.schedule"});
    EXPECT_EQ(refused.exitStatus, 2);
    EXPECT_TRUE(isMessage(refused, "if it is a schedule, name its SCENARIO"));
}

} // namespace
