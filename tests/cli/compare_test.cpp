// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"
#include "support/golden.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace {

using namespace racewalk::test;
using Json = nlohmann::json;

class CompareCommand : public CommandLine {
protected:
    /// `b` takes the locks in the same order in one variant only.
    static constexpr std::string_view locks = R"(scenario "Locks";
variant crossed;
variant straight;
spinlock_t l, m;
thread a { spin_lock(&l); spin_lock(&m); spin_unlock(&m); spin_unlock(&l); }
thread b {
#ifdef crossed
        spin_lock(&m);
        spin_lock(&l);
#else
        spin_lock(&l);
        spin_lock(&m);
#endif
        spin_unlock(&l);
        spin_unlock(&m);
}
)";

    Json json(std::vector<std::string> arguments, int exitStatus = 0) const
    {
        arguments.insert(arguments.begin(), "compare");
        arguments.emplace_back("--json");
        const auto result = racewalk(arguments);
        EXPECT_EQ(result.exitStatus, exitStatus) << result.errors;
        return Json::parse(result.output, nullptr, false);
    }
};

TEST_F(CompareCommand, ShowTheInodeRaceBesideItsFix)
{
    const auto result =
        racewalk({"compare", "inode-teardown", "--variants", "rcu_lookup,rcu_recheck"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_EQ(result.errors, "");
    EXPECT_TRUE(matchesGolden("text/compare_inode.txt", result.output));
}

TEST_F(CompareCommand, CompareMemoryModels)
{
    const auto result = racewalk({"compare", "store-buffering", "--memory", "sc,tso"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_TRUE(matchesGolden("text/compare_models.txt", result.output));
}

TEST_F(CompareCommand, ShowTheStepThatASideCannotTakeAndLetItGoOnByItself)
{
    const auto result = racewalk({"compare", write("locks.race", locks), "--variants",
                                  "crossed,straight", "--schedule", "a b a*3 b*3"});
    EXPECT_EQ(result.exitStatus, 1) << result.output; // neither can follow it
    EXPECT_TRUE(matchesGolden("text/compare_blocked.txt", result.output));
    EXPECT_EQ(result.errors,
              "racewalk: neither side can follow the schedule: step 3: a cannot step: it is "
              "spinning on m, held by b; step 2: b cannot step: it is spinning on l, held by a\n");
}

TEST_F(CompareCommand, QuietLeavesTheHeadingOut)
{
    const auto result = racewalk({"compare", write("locks.race", locks), "--variants",
                                  "crossed,straight", "--schedule", "a!", "--quiet"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_EQ(result.output.find("schedule:"), std::string::npos);
    EXPECT_NE(result.output.find("Both variants behave the same under this schedule.\n"),
              std::string::npos)
        << result.output;
}

TEST_F(CompareCommand, SayThatTheVariantsHaveTheSameCode)
{
    const std::string text = R"(scenario "Same";
variant one;
variant two;
int x;
#ifdef one
thread t { x = 1; }
#else
thread t { x = 1; }
#endif
)";
    const auto result = racewalk({"compare", write("same.race", text), "--variants", "one,two"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    for (const char *part :
         {"Both variants behave the same under this schedule.\n",
          "The variants have the same code.\n", "outcomes and findings: the same in both\n",
          "states: 2 in both, 0 only in one, 0 only in two\n",
          "(a run of one with the fewest context switches)\n"})
        EXPECT_NE(result.output.find(part), std::string::npos) << result.output;
}

TEST_F(CompareCommand, JsonHasTheRowsTheDifferencesAndTheStates)
{
    const Json json = this->json(
        {"inode-teardown", "--variants", "rcu_lookup,rcu_recheck", "--param", "lookups=1"});
    EXPECT_EQ(json["schedule_is"], "the shortest hang of rcu_lookup");
    ASSERT_EQ(json["sides"].size(), 2U);
    const Json &left = json["sides"][0], &right = json["sides"][1];
    EXPECT_EQ(left["variant"], "rcu_lookup");
    EXPECT_EQ(left["ending"]["kind"], "hang");
    EXPECT_EQ(right["ending"]["kind"], "ok");
    EXPECT_EQ(left["ending"]["name"], "Hang: lookup sleeps forever");
    EXPECT_TRUE(left["walked"] && right["walked"]);
    EXPECT_EQ(left["steps"].size(), 25U);
    EXPECT_EQ(left["followed"], 25U);
    EXPECT_EQ(left["states"], 168);
    EXPECT_EQ(right["states"], 163);
    const Json &first = json["rows"][json["first_difference"].get<std::size_t>() - 1];
    EXPECT_EQ(first["kind"], "different");
    const Json &step = right["steps"][first["right"].get<std::size_t>() - 1];
    EXPECT_EQ(step["text"], "!inode->hashed");
    EXPECT_EQ(step["only_here"], true);
    EXPECT_EQ(json["patch"].size(), 7U);
    EXPECT_EQ(json["appears"], Json::array());
    ASSERT_EQ(json["vanishes"].size(), 1U);
    EXPECT_EQ(json["vanishes"][0]["kind"], "hang");
    EXPECT_EQ(json["vanishes"][0]["name"], left["ending"]["name"]);
    EXPECT_EQ(json["states"]["both"], Json({{"states", 152}, {"exact", true}}));
    EXPECT_EQ(json["states"]["only_left"]["states"], 16);
    EXPECT_EQ(json["states"]["only_right"]["states"], 11);
}

TEST_F(CompareCommand, TakesTwoSchedulesForOneVariant)
{
    const std::string file = write("lost.race", lostUpdate);
    const Json json = this->json({file, "--schedule", "a! b!", "--schedule", "a b! a"});
    EXPECT_EQ(json["sides"][0]["name"], "left");
    EXPECT_EQ(json["sides"][0]["schedule"], "a! b!");
    EXPECT_EQ(json["sides"][1]["schedule"], "a b! a");
    EXPECT_EQ(json["sides"][0]["ending"]["kind"], "ok");
    EXPECT_EQ(json["sides"][1]["ending"]["kind"], "final");
    EXPECT_EQ(json["states"]["only_left"]["states"], 0);
}

TEST_F(CompareCommand, ReportsWhatIsNotKnownAtALimit)
{
    const auto result =
        racewalk({"compare", "inode-teardown", "--variants", "rcu_lookup,rcu_recheck", "--schedule",
                  "lookup*2", "--max-states", "50"});
    EXPECT_EQ(result.exitStatus, 3) << result.errors;
    for (const char *part : {"what vanishes is not known: the search of rcu_recheck is incomplete",
                             "what appears is not known: the search of rcu_lookup is incomplete",
                             "states: at least ", "an unknown number only in rcu_lookup"})
        EXPECT_NE(result.output.find(part), std::string::npos) << result.output;
    const Json json = this->json({"inode-teardown", "--variants", "rcu_lookup,rcu_recheck",
                                  "--schedule", "lookup*2", "--max-states", "50"},
                                 3);
    EXPECT_TRUE(json["appears"].is_null() && json["vanishes"].is_null());
    EXPECT_TRUE(json["states"]["only_left"].is_null());
    EXPECT_EQ(json["states"]["both"]["exact"], false);
}

TEST_F(CompareCommand, RefusesWhatIsNoComparison)
{
    const std::string file = write("locks.race", locks);
    const auto refused = [&](std::vector<std::string> arguments, std::string_view part) {
        arguments.insert(arguments.begin(), {"compare", file});
        const auto result = racewalk(arguments);
        EXPECT_EQ(result.exitStatus, 2) << result.output;
        EXPECT_EQ(result.output, "");
        EXPECT_TRUE(isMessage(result, part)) << result.errors;
    };
    refused({}, "nothing to compare");
    refused({"--variant", "crossed"}, "nothing to compare");
    refused({"--variants", "crossed"}, "expected two names");
    refused({"--variants", "crossed,"}, "expected two names");
    refused({"--variants", "crossed,straight,crossed"}, "expected two names");
    refused({"--variants", "crossed,other"}, "no variant 'other'");
    refused({"--variants", "crossed,straight", "--variant", "crossed"}, "--variant");
    refused({"--memory", "sc,xyz"}, "unknown memory model 'xyz'");
    refused({"--memory", "sc,tso,pso"}, "one memory model or two");
    refused({"--memory", ""}, "one memory model or two");
    refused({"--variants", "crossed,straight", "--schedule", "a**"}, "--schedule");
    refused({"--schedule", "a", "--schedule", "a", "--schedule", "a"}, "twice");
    refused({"--variants", "crossed,straight", "--max-states", "-5"}, "--max-states");
}

TEST_F(CompareCommand, EscapesWhatCouldControlATerminal)
{
    const std::string text = "scenario \"Red \x1b[31m\";\nvariant a;\nvariant b;\nint x;\n"
                             "thread t {\n#ifdef a\n        x = 1; // \x1b[31m\n#else\n"
                             "        x = 2;\n#endif\n}\n";
    const auto result = racewalk({"compare", write("red.race", text), "--variants", "a,b"});
    EXPECT_EQ((result.output + result.errors).find('\x1b'), std::string::npos) << result.output;
    const auto schedule = racewalk({"compare", write("locks.race", locks), "--variants",
                                    "crossed,straight", "--schedule", "\x1b[31mx"});
    EXPECT_EQ((schedule.output + schedule.errors).find('\x1b'), std::string::npos);
}

} // namespace
