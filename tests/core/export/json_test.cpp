// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/reports/json.h"

#include "explore/explore.h"
#include "run/schedule/schedule.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using Json = nlohmann::ordered_json;

constexpr const char *lostUpdate = R"(scenario "Lost \"update\"";
param start = 5 in 0..9;
int n = start;
thread a { n = n + 1; }
thread b { n = n + 1; }
final n == start + 2;
)";

CheckedVariant checked(std::string_view text)
{
    CheckedVariant variant;
    variant.machine = machineFor(text);
    variant.verdict = explore(*variant.machine, {}).verdict;
    return variant;
}

TEST(VerdictJson, HasEveryKeyOfItsContract)
{
    const Json json = Json::parse(toJson(checked(lostUpdate)));
    EXPECT_EQ(json["scenario"], "Lost \"update\"");
    EXPECT_EQ(json["file"], "test.race");
    EXPECT_EQ(json["variant"], "");
    EXPECT_EQ(json["params"], Json::parse(R"({"start": 5})"));
    EXPECT_EQ(json["memory"], "sc");
    EXPECT_EQ(json["complete"], true);
    EXPECT_FALSE(json.contains("limit"));
    EXPECT_GT(json["states"].get<int>(), 8);
    EXPECT_GT(json["transitions"].get<int>(), 8);
    EXPECT_TRUE(json["seconds"].is_number());
    EXPECT_EQ(json["expected"], Json::array());
    EXPECT_EQ(json["as_expected"], false);
    const Json &finding = json["findings"][0];
    EXPECT_EQ(finding["kind"], "final");
    EXPECT_EQ(finding["severity"], "failure");
    for (const char *key :
         {"message", "thread", "file", "line", "schedule", "steps", "context_switches"})
        EXPECT_TRUE(finding.contains(key)) << key;
    EXPECT_EQ(finding["context_switches"], 2);
    ASSERT_GE(json["outcomes"].size(), 2u);
    EXPECT_EQ(json["outcomes"].back()["kind"], "ok");
    for (const char *key :
         {"kind", "name", "summary", "schedule", "context_switches", "probability", "schedules"})
        EXPECT_TRUE(json["outcomes"][0].contains(key)) << key;
}

TEST(VerdictJson, GivesAHangItsCertificate)
{
    const Json json = Json::parse(toJson(checked(R"(scenario "t"; wait_queue_head_t wq;
thread waiter { prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule(); }
thread waker { wake_up(&wq); }
)")));
    const Json &waiting = json["findings"][0]["certificate"]["waiting"];
    ASSERT_EQ(waiting.size(), 1U);
    EXPECT_EQ(waiting[0], Json::parse(R"json({
        "thread": "waiter", "waits_for": "queue", "places": [{"object": "wq"}], "held_by": [],
        "line": 3, "text": "schedule()",
        "wakers": [{"thread": "waker", "line": 4, "text": "wake_up(&wq)", "certain": true,
                    "reason": "ended"}],
        "words": ["waiter sleeps on wq since schedule() in line 3.",
                  "  waker could wake it at wake_up(&wq) in line 4: waker has ended.",
                  "  No other statement wakes it."]
})json"));
}

TEST(VerdictJson, GivesOnlyHangsACertificate)
{
    EXPECT_FALSE(Json::parse(toJson(checked(lostUpdate)))["findings"][0].contains("certificate"));
}

TEST(VerdictJson, SaysInACertificateWhatIsWaitedForAndWhoHoldsIt)
{
    const Json json = Json::parse(toJson(checked(R"(scenario "t"; struct mutex m; unsigned word = 4;
thread a { mutex_lock(&m); wait_on_bit(&word, 2); mutex_unlock(&m); }
thread b { mutex_lock(&m); mutex_unlock(&m); }
)")));
    const Json &waiting = json["findings"][0]["certificate"]["waiting"];
    ASSERT_EQ(waiting.size(), 2U);
    EXPECT_EQ(waiting[0]["waits_for"], "bit");
    EXPECT_EQ(waiting[0]["places"], Json::parse(R"([{"object": "word", "bit": 2}])"));
    EXPECT_EQ(waiting[1]["waits_for"], "mutex");
    EXPECT_EQ(waiting[1]["held_by"], Json::parse(R"(["a"])"));
    EXPECT_EQ(waiting[1]["wakers"][0]["reason"], "waits");
}

TEST(VerdictJson, SaysWhichLimitWasHitAndThatNothingIsDecided)
{
    CheckedVariant variant;
    variant.machine = machineFor(lostUpdate);
    Limits limits;
    limits.maxStates = 3;
    variant.verdict = explore(*variant.machine, limits).verdict;
    const Json json = Json::parse(toJson(variant));
    EXPECT_EQ(json["complete"], false);
    EXPECT_EQ(json["limit"], Json::parse(R"({"kind": "states", "value": 3})"));
    EXPECT_TRUE(json["as_expected"].is_null());
}

TEST(VerdictJson, IsAnArrayForSeveralVariants)
{
    const std::vector<CheckedVariant> variants{checked(lostUpdate), checked(lostUpdate)};
    const Json json = Json::parse(toJson(variants));
    ASSERT_EQ(json.size(), 2u);
    EXPECT_EQ(json[0]["scenario"], "Lost \"update\"");
}

TEST(VerdictJson, CountsADataRaceAsFailureOnlyWhereAskedTo)
{
    CheckedVariant variant = checked("scenario \"Race\"; int n;\n"
                                     "thread a { n = 1; }\nthread b { n = 2; }\n");
    Json json = Json::parse(toJson(variant));
    EXPECT_EQ(json["as_expected"], true);
    EXPECT_EQ(json["findings"][0]["kind"], "data_race");
    EXPECT_EQ(json["findings"][0]["severity"], "warning");
    variant.dataRacesAreFailures = true;
    json = Json::parse(toJson(variant));
    EXPECT_EQ(json["as_expected"], false);
    EXPECT_EQ(json["findings"][0]["severity"], "failure");
    EXPECT_EQ(expectationText(variant), "without an `expect` no failure is expected");
}

TEST(RunJson, TellsEveryStepAndHowTheRunEnds)
{
    const auto machine = machineFor(lostUpdate);
    racewalk::Run run(machine); // testing::Test has a Run too
    run.replace(walk(*machine, parseSchedule("a b a b").value()).steps);
    run.jump(run.length());
    const Json json = Json::parse(toJson(run, ""));
    EXPECT_EQ(json["walked"], true);
    EXPECT_EQ(json["context_switches"], 3);
    ASSERT_EQ(json["steps"].size(), 4u);
    EXPECT_EQ(json["steps"][2]["thread"], "a");
    EXPECT_EQ(json["steps"][2]["changes"],
              Json::parse(R"([{"place": "n", "before": "5", "after": "6"}])"));
    EXPECT_EQ(json["ending"]["kind"], "final");
}

TEST(RunJson, SaysWhyAScheduleWentNoFurther)
{
    const auto machine = machineFor(lostUpdate);
    const Json json = Json::parse(toJson(racewalk::Run(machine), "step 1: \xff"));
    EXPECT_EQ(json["walked"], false);
    EXPECT_EQ(json["message"], "step 1: \xef\xbf\xbd");
    EXPECT_EQ(json["ending"]["kind"], "none");
    EXPECT_EQ(json["steps"].size(), 0u);
}

} // namespace
