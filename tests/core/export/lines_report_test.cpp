// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/reports/lines_report.h"

#include "support/program_from_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using testing::ElementsAre;
using Kind = LineEffect::Kind;
using Json = nlohmann::json;

Difference ending(FindingKind kind, std::string text)
{
    return {.kind = kind, .isEnding = true, .text = std::move(text), .span = {}, .object = {}};
}

Difference finding(FindingKind kind, std::uint32_t line)
{
    return {.kind = kind,
            .isEnding = false,
            .text = "message",
            .span = {.begin = 0, .end = 1, .line = line, .column = 1},
            .object = "x"};
}

LineEffect changed()
{
    LineEffect effect;
    effect.kind = Kind::Changed;
    return effect;
}

LineChange change(LineChange::Kind kind, std::vector<std::uint32_t> lines, std::string text)
{
    LineChange result{.kind = kind, .statements = {}, .text = std::move(text)};
    for (const std::uint32_t line : lines)
        result.statements.push_back(
            {.begin = line * 10, .end = line * 10 + 5, .line = line, .column = 1});
    return result;
}

LinesReport report()
{
    LinesReport report{.machine = machineFor("scenario \"t\"; int x; thread a { x = 1; }"),
                       .changes = {},
                       .effects = {}};
    report.effects.verdict.states = 7;
    const auto add = [&](LineChange one, LineEffect effect) {
        report.changes.push_back(std::move(one));
        report.effects.effects.push_back(std::move(effect));
    };
    LineEffect hang = changed();
    hang.newKinds = {FindingKind::Hang};
    hang.appears = {ending(FindingKind::Hang, "a asleep")};
    hang.appears.front().words.name = "Hang: a sleeps forever";
    LineEffect unchanged;
    unchanged.kind = Kind::Unchanged;
    LineEffect noProgram;
    noProgram.kind = Kind::NoProgram;
    add(change(LineChange::Kind::LeaveOut, {2}, "int one = 1;"), noProgram);
    add(change(LineChange::Kind::LeaveOutPair, {3, 1, 6}, "spin_lock(&l);"), hang);
    add(change(LineChange::Kind::Swap, {3, 4}, "spin_lock(&l);"), unchanged);
    add(change(LineChange::Kind::LeaveOut, {4}, "a statement that is so long that it is cut off"),
        unchanged);
    add(change(LineChange::Kind::Swap, {6, 7}, "spin_unlock(&l);"), hang);
    LineEffect outcome = changed();
    outcome.newKinds = {FindingKind::DataRace};
    outcome.appears = {ending(FindingKind::None, "all threads ended; x = 2")};
    add(change(LineChange::Kind::LeaveOut, {7}, "x = 1;"), outcome);
    return report;
}

TEST(EffectText, NamesKindsThatAppearAndVanish)
{
    LineEffect effect = changed();
    effect.newKinds = {FindingKind::Bug, FindingKind::Hang};
    effect.lostKinds = {FindingKind::Livelock};
    effect.appears = {finding(FindingKind::Bug, 3), ending(FindingKind::Hang, "a asleep")};
    EXPECT_EQ(effectText(effect), "hang, bug appear; livelock vanishes");
}

TEST(EffectText, CountsOutcomesWhereNoFailureIsNewOrGone)
{
    LineEffect effect = changed();
    effect.appears = {ending(FindingKind::None, "x = 1"), ending(FindingKind::None, "x = 2")};
    effect.vanishes = {ending(FindingKind::None, "x = 3")};
    EXPECT_EQ(effectText(effect), "outcomes change: +2 -1");
    effect.lostKinds = {FindingKind::DataRace};
    effect.vanishes.push_back(finding(FindingKind::DataRace, 3));
    EXPECT_EQ(effectText(effect), "data_race vanishes; outcomes change: +2 -1");
}

TEST(EffectText, CountsThePlacesOfAKindThatWasThereBefore)
{
    LineEffect effect = changed();
    effect.appears = {finding(FindingKind::DataRace, 3), finding(FindingKind::DataRace, 4)};
    effect.vanishes = {finding(FindingKind::Bug, 5)};
    EXPECT_EQ(effectText(effect), "bug places change: -1; data_race places change: +2");
}

TEST(EffectText, SaysWhatIsNotKnown)
{
    LineEffect effect;
    effect.limit = Limit::States;
    effect.limitValue = 100000;
    EXPECT_EQ(effectText(effect), "not decided: limit of 100,000 states hit");
    effect.kind = Kind::Changed;
    effect.newKinds = {FindingKind::Hang};
    EXPECT_EQ(effectText(effect), "hang appears (incomplete: limit of 100,000 states hit)");
    LineEffect cut;
    cut.isListCut = true;
    EXPECT_EQ(effectText(cut), "not decided: too many outcomes to compare");
}

TEST(LinesReport, HasARowForEachStatement)
{
    EXPECT_EQ(linesTable(report()),
              "line  statement                                     "
              "left out                                swapped with the next\n"
              "   2  int one = 1;                                  "
              "does not compile\n"
              "   3  spin_lock(&l);                                "
              "with lines 1, 6: hang appears           nothing changes\n"
              "   4  a statement that is so long that it is cu...  "
              "nothing changes\n"
              "   6  spin_unlock(&l);                              "
              "see line 3                              hang appears\n"
              "   7  x = 1;                                        "
              "data_race appears; outcomes change: +1\n");
}

TEST(LinesReport, CountsWhatCameOfTheChanges)
{
    EXPECT_EQ(linesHeading(report()),
              "proved: no failure in 7 states\n"
              "6 changes tried: 3 with a difference, 2 without, 1 not compiled\n"
              "load-bearing: lines 1, 3, 6-7\n"
              "against a failure: lines 1, 3, 6\n");
}

TEST(LinesReport, CallsLinesLoadBearingThatCannotBeLeftOut)
{
    EXPECT_THAT(loadBearingLines(report()), ElementsAre(1, 3, 6, 7));
}

TEST(LinesReport, TellsLinesWithoutWhichAFailureAppears)
{
    EXPECT_THAT(guardingLines(report()), ElementsAre(1, 3, 6));
}

TEST(LinesReport, JsonHasEveryKeyOfItsContract)
{
    const Json json = Json::parse(toJson(report()));
    EXPECT_EQ(json["scenario"], "t");
    EXPECT_EQ(json["complete"], true);
    EXPECT_EQ(json["states"], 7);
    EXPECT_EQ(json["load_bearing"], Json::parse("[1, 3, 6, 7]"));
    EXPECT_EQ(json["against_failure"], Json::parse("[1, 3, 6]"));
    ASSERT_EQ(json["changes"].size(), 6u);
    const Json &pair = json["changes"][1];
    EXPECT_EQ(pair["line"], 3);
    EXPECT_EQ(pair["kind"], "leave_out_pair");
    EXPECT_EQ(pair["lines"], Json::parse("[1, 3, 6]"));
    EXPECT_EQ(pair["text"], "spin_lock(&l);");
    EXPECT_EQ(pair["changed"], true);
    EXPECT_EQ(pair["complete"], true);
    EXPECT_EQ(pair["effect"], "hang appears");
    EXPECT_EQ(pair["new_kinds"], Json::parse(R"(["hang"])"));
    EXPECT_EQ(pair["appears"], Json::parse(R"({"findings": [], "outcomes": [{"kind": "hang",
                        "name": "Hang: a sleeps forever", "summary": "a asleep"}]})"));
    EXPECT_EQ(pair["vanishes"], Json::parse(R"({"findings": [], "outcomes": []})"));
    EXPECT_EQ(json["changes"][0]["compiles"], false);
    EXPECT_EQ(json["changes"][0]["changed"], nullptr);
    EXPECT_EQ(json["changes"][2]["changed"], false);
}

} // namespace
