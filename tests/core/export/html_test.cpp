// SPDX-License-Identifier: GPL-3.0-or-later
// The page of the HTML player as a text. tests/consumers shows what it does in a browser.
#include "explore/results/verdict_words.h"
#include "export/html/html_text.h"
#include "export/html/player_page.h"
#include "export/provenance.h"

#include "exported_runs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <regex>
#include <set>
#include <string>
#include <string_view>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::size_t countOf(std::string_view text, std::string_view part)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + 1))
        ++count;
    return count;
}

/// What stands between two texts that occur.
std::string between(const std::string &text, const std::string &begin, const std::string &end)
{
    const std::size_t from = text.find(begin) + begin.size();
    return text.substr(from, text.find(end, from) - from);
}

Json dataOf(const std::string &html)
{
    return Json::parse(between(html, "const data = ", ";\n"));
}

/// A run with the fates of every state.
struct Played : ExportedRun {
    Exploration exploration;

    Played(const std::shared_ptr<const Machine> &machine, std::string_view schedule)
        : ExportedRun(machine, schedule), exploration(explore(*machine, {}))
    {
        timeline = std::make_shared<const Timeline>(timelineOf(
            run, [&](StateView state) { return exploration.space->fateOf(state); },
            onlyFailure(exploration.verdict)));
    }

    RunToExport toExport() const
    {
        RunToExport all = ExportedRun::toExport();
        all.fateAt = [space = exploration.space](StateView state) { return space->fateOf(state); };
        return all;
    }
    std::string html(const FormatOptions &options = {}) const
    {
        return playerPage(toExport(), options).html;
    }
};

Played lostWakeup()
{
    return {machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup"),
            "lookup*2 evict! lookup!"};
}

constexpr std::string_view hostile =
    "scenario \"</script><script>alert(1)</script> <!-- ' \\\" & \xEF\xBF\xBF \xE2\x80\xA8\";\n"
    "about \"<img src=x onerror=alert(2)> ]]> --> <style>\";\n"
    "int x; // </script> <!-- <script\n"
    "thread t { WRITE_ONCE(x, 1); //@ </title><script>alert(3)</script>\n}\n"
    "thread u { WRITE_ONCE(x, 2); }\n";

} // namespace

TEST(HtmlPlayer, HasOneStyleAndOneScriptWhoseHashesItsPolicyNames)
{
    const PlayerPage page = playerPage(lostWakeup().toExport(), {});
    EXPECT_EQ(countOf(page.html, "<style"), 1U);
    EXPECT_EQ(countOf(page.html, "<script"), 1U);
    EXPECT_THAT(page.policy, StartsWith("default-src 'none'; "));
    for (const std::string name : {"style", "script"}) {
        const std::string text = between(page.html, '<' + name + '>', "</" + name + '>');
        EXPECT_THAT(page.policy, HasSubstr(name + "-src '" + sha256Source(text) + "'"));
    }
    EXPECT_THAT(page.html,
                HasSubstr("http-equiv=\"Content-Security-Policy\" content=\"" + page.policy + '"'));
    EXPECT_EQ(sha256Source(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

TEST(HtmlPlayer, NeedsNothingFromOutsideAndNoStyleAttributes)
{
    const std::string html = lostWakeup().html();
    EXPECT_FALSE(std::regex_search(html.substr(0, html.find("<script>")),
                                   std::regex("<[^>]* (style|src|on[a-z]+)=\"")));
    EXPECT_THAT(html, Not(HasSubstr("localStorage")));
    EXPECT_THAT(html, Not(HasSubstr("eval(")));
    EXPECT_THAT(html, Not(HasSubstr("https://")));
    EXPECT_THAT(html, Not(HasSubstr("url(")));
    EXPECT_LT(html.size(), 400'000U);
    EXPECT_EQ(html, lostWakeup().html());
}

TEST(HtmlPlayer, EscapesEverythingFromTheScenario)
{
    const Played run(machineFor(hostile), "t u");
    const std::string html = run.html({.caption = "</p><script>alert(4)</script>"});
    EXPECT_EQ(countOf(html, "<script"), 1U);
    EXPECT_EQ(countOf(html, "</script"), 1U);
    EXPECT_EQ(countOf(html, "<!--"), 1U);
    EXPECT_EQ(countOf(html, "<img"), 0U);
    EXPECT_EQ(countOf(html, "<style"), 1U);
    EXPECT_EQ(countOf(html, "</title>"), 1U);
    EXPECT_THAT(html, Not(HasSubstr("\xEF\xBF\xBF")));
    EXPECT_EQ(dataOf(html)["source"], std::string(hostile));
}

TEST(HtmlPlayer, IsReadBackAsTheRunThatItShows)
{
    for (const auto &machine : sampleMachines()) {
        const ExportedRun run(machine, randomSteps(*machine, 30, 7));
        const auto found = provenanceIn(playerPage(run.toExport(), {}).html);
        EXPECT_EQ(found, provenanceOf(run.run)) << machine->program().scenario.title;
    }
}

TEST(HtmlPlayer, AsksWhereTheStepsOfThreadsLeadToDifferentFatesOrEvents)
{
    const Played played = lostWakeup();
    const Machine &machine = played.run.machine();
    const StateSpace &space = *played.exploration.space;
    const Json walk = dataOf(played.html())["walks"][0];
    ASSERT_EQ(walk["at"].size(), played.run.length() + 1);
    std::size_t asked = 0;
    for (std::size_t i = 0; i < played.run.length(); ++i) {
        const Json &at = walk["at"][i];
        const std::vector<Step> steps = machine.enabledSteps(played.run.stateAt(i));
        std::set<std::pair<Fate, std::string>> ends;
        for (const Step step : steps) {
            State after(played.run.stateAt(i));
            machine.apply(after, step);
            ends.emplace(space.fateOf(after),
                         eventAhead(machine, played.run.stateAt(i), step).label);
        }
        ASSERT_EQ(at["asked"].get<bool>(), ends.size() > 1) << i;
        if (!at["asked"])
            continue;
        ++asked;
        ASSERT_EQ(at["answers"].size(), steps.size()) << i;
        for (std::size_t k = 0; k < steps.size(); ++k) {
            const Json &answer = at["answers"][k];
            State after(played.run.stateAt(i));
            machine.apply(after, steps[k]);
            const Fate fate = space.fateOf(after);
            EXPECT_EQ(answer["thread"], indexOf(steps[k].thread));
            EXPECT_EQ(answer["right"].get<bool>(), steps[k] == played.run.steps()[i]);
            EXPECT_EQ(answer["fate"], fate == Fate::Safe   ? "safe"
                                      : fate == Fate::Open ? "open"
                                                           : "doomed");
            EXPECT_EQ(answer["why"].get<std::string>().empty(), answer["right"].get<bool>());
        }
    }
    EXPECT_GT(asked, 4U);
}

TEST(HtmlPlayer, SaysWhereAWrongAnswerWouldLead)
{
    const Json walk = dataOf(lostWakeup().html())["walks"][0];
    EXPECT_EQ(walk["at"][2]["answers"][0]["why"],
              "lookup would take i_lock. After that, evict is spinning on inodes[0].i_lock, held "
              "by lookup. Then no hang is possible any more, but this run ends in a hang.");
}

TEST(HtmlPlayer, SaysWhatBothAnswersHaveInCommon)
{
    const Json walk = dataOf(lostWakeup().html())["walks"][0];
    const std::map<std::string_view, std::string_view> sentences = {
        {"safe", "No hang is possible either way."},
        {"open", "A good end and a hang are both possible either way."},
        {"doomed", "No good end is possible either way."}};
    std::size_t compared = 0;
    for (const Json &at : walk["at"]) {
        const Json answers = at.value("answers", Json::array());
        const auto right = std::ranges::find_if(
            answers, [](const Json &each) { return each["right"].get<bool>(); });
        for (const Json &answer : answers) {
            if (answer["right"] || answer["fate"] != (*right)["fate"])
                continue;
            ++compared;
            EXPECT_THAT(answer["why"].get<std::string>(),
                        HasSubstr(sentences.at(answer["fate"].get<std::string>())));
        }
    }
    EXPECT_GT(compared, 2U);
}

TEST(HtmlPlayer, QuotesTheTextOfALabelledStep)
{
    const Played played(machineOf("scenarios/net/ehash-insert.race"), "handshake*2 lookup!");
    EXPECT_THAT(played.html(), HasSubstr(": runs \u201cdelete old node\u201d"));
}

TEST(HtmlPlayer, AsksNothingWhereFatesAreNotKnown)
{
    const ExportedRun run(machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup"),
                          "lookup*2 evict!");
    const std::string html = playerPage(run.toExport(), {}).html;
    const Json data = dataOf(html);
    for (const Json &at : data["walks"][0]["at"])
        EXPECT_FALSE(at.value("asked", false));
}

TEST(HtmlPlayer, TellsATourInItsWordsAndOtherStepsByWhatTheyDo)
{
    const Json at = dataOf(lostWakeup().html())["walks"][0]["at"];
    EXPECT_EQ(at[2]["say"],
              "The lookup walks the hash chain under rcu_read_lock() alone, and finds the inode.");
    EXPECT_EQ(at[3]["say"], "evict takes i_lock.");
    EXPECT_EQ(at[3]["why"], "lookup is spinning on inodes[0].i_lock, held by evict. ");
    EXPECT_THAT(lostWakeup().html(),
                HasSubstr("<li>evict, step 3 of 25: takes i_lock, lookup now blocked</li>"));
    EXPECT_THAT(lostWakeup().html(), HasSubstr("point of no return: hang inevitable</li>"));
}

TEST(HtmlPlayer, LeavesOutThePartsThatAreTurnedOff)
{
    const Played played = lostWakeup();
    const std::string html = played.html(
        {.about = false, .source = false, .state = false, .quiz = false, .file = false});
    EXPECT_THAT(html, Not(HasSubstr("class=\"about\"")));
    EXPECT_THAT(html, Not(HasSubstr("class=\"card thread\"")));
    EXPECT_THAT(html, Not(HasSubstr("class=\"state card")));
    EXPECT_THAT(html, Not(HasSubstr("id=\"quiz\"")));
    EXPECT_FALSE(dataOf(html).contains("source"));
}

TEST(HtmlPlayer, ShowsThePartOfARunThatIsChosen)
{
    Played played = lostWakeup();
    RunToExport part = played.toExport();
    const FormatOptions options{.from = 3, .to = 16};
    ASSERT_EQ(choosePart(played.run, part, options), "");
    const Json walk = dataOf(playerPage(part, options).html)["walks"][0];
    EXPECT_EQ(walk["first"], 2);
    EXPECT_EQ(walk["at"].size(), 15U);
    EXPECT_EQ(walk["places"]["wide"]["rows"].size(), 14U);
    EXPECT_EQ(walk["state"].size(), 15U);
}

TEST(HtmlPlayer, HasTheOtherWalksToChooseFrom)
{
    const Played played = lostWakeup();
    RunToExport all = played.toExport();
    const ExportedRun other(played.run.sharedMachine(), "evict! lookup!");
    all.name = "too late";
    all.further.push_back({"in <time>", other.run, other.timeline});
    EXPECT_EQ(dataOf(lostWakeup().html())["walks"].size(), 1U);
    const std::string html = playerPage(all, {}).html;
    EXPECT_EQ(dataOf(html)["walks"].size(), 2U);
    EXPECT_THAT(html, HasSubstr("<option value=\"1\">in &lt;time&gt;</option>"));
}

TEST(HtmlPlayer, IsWrappedForLearningPlatforms)
{
    const Played played = lostWakeup();
    const Written package = writeHtml(played.toExport(), {.scorm = true});
    ASSERT_TRUE(package) << package.error();
    EXPECT_THAT(*package, StartsWith("PK\x03\x04"));
    EXPECT_THAT(*package, HasSubstr("imsmanifest.xml"));
    EXPECT_THAT(*package, HasSubstr("index.html"));
    EXPECT_LT(package->size(), 100'000U);
    EXPECT_EQ(package, writeHtml(played.toExport(), {.scorm = true}));
    EXPECT_TRUE(dataOf(played.html({.scorm = true}))["scorm"]);
}

TEST(HtmlPlayer, PrintsItsPolicyAlone)
{
    const Played played = lostWakeup();
    EXPECT_EQ(writeHtml(played.toExport(), {.csp = true}).value(),
              playerPage(played.toExport(), {}).policy + '\n');
}
