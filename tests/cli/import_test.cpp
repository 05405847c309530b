// SPDX-License-Identifier: GPL-3.0-or-later
// `racewalk import` as a user runs it. What each kind of text gives is in tests/core/import.
#include "cli/command_line.h"

#include "import/import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

namespace racewalk {
namespace {

using test::ProgramResult;
using testing::HasSubstr;
using testing::StartsWith;

class Import : public test::CommandLine {
protected:
    static constexpr std::string_view splat = "[    1.000001]  Possible unsafe locking scenario:\n"
                                              "[    1.000002]        CPU0            CPU1\n"
                                              "[    1.000003]   lock(&a->x_lock);\n"
                                              "[    1.000004]                        lock(&b);\n"
                                              "[    1.000005]                        "
                                              "lock(&a->x_lock);\n"
                                              "[    1.000006]   lock(&b);\n"
                                              "[    1.000007]  *** DEADLOCK ***\n";
    static constexpr std::string_view diagram = "> CPU0 (pay)                    CPU1 (refund)\n"
                                                "> spin_lock(&accounts[0].lock)\n"
                                                ">                               transfer()\n";

    std::string contentOf(const std::string &name) const
    {
        std::ifstream file(folder() / name);
        std::ostringstream text;
        text << file.rdbuf();
        return text.str();
    }
};

} // namespace

TEST_F(Import, OfALockdepReportIsAScenarioWhoseHangCheckFinds)
{
    const ProgramResult result =
        racewalk({"import", write("splat.txt", splat), "-o", "splat.race"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_THAT(result.output, HasSubstr("= CPU0 takes &a->x_lock\n"));
    EXPECT_THAT(contentOf("splat.race"), HasSubstr("expect hang;\n"));
    const ProgramResult check = racewalk({"check", "splat.race"});
    EXPECT_EQ(check.exitStatus, 0) << check.output;
    EXPECT_THAT(check.output, HasSubstr("found: hang"));
    EXPECT_EQ(racewalk({"format", "--check", "splat.race"}).exitStatus, 0);
}

TEST_F(Import, OfADiagramPrintsACommandThatReplaysIt)
{
    const ProgramResult result =
        racewalk({"import", write("mail.txt", diagram), "--against", "abba"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_THAT(result.output, HasSubstr("schedule: pay\n"));
    const std::string command = result.output.substr(result.output.rfind("racewalk replay ") + 16);
    const ProgramResult replay = shell("$RACEWALK replay " + command);
    EXPECT_EQ(replay.exitStatus, 0) << replay.errors; // in any folder: abba.race is shipped
}

TEST_F(Import, WritesAScheduleThatReplayReads)
{
    const ProgramResult result =
        racewalk({"import", write("mail.txt", diagram), "--against", "abba", "-o", "a.schedule"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_EQ(contentOf("a.schedule"), "pay\n");
    EXPECT_EQ(racewalk({"replay", "abba", "--from", "a.schedule"}).output,
              racewalk({"replay", "abba", "--schedule", "pay"}).output);
}

TEST_F(Import, SaysHowTheRunEndsAsReplayDoes)
{
    const std::string report =
        racewalk({"import", write("a.schedule", "pay refund pay! refund!\n"), "--against", "abba"})
            .output;
    const std::string replay =
        racewalk({"replay", "abba", "--schedule", "pay refund pay! refund!"}).output;
    const std::size_t begin = replay.find("Hang: ");
    ASSERT_NE(begin, std::string::npos) << replay;
    EXPECT_THAT(report, HasSubstr(replay.substr(begin, replay.find('\n', begin) - begin)));
}

TEST_F(Import, ReadsStandardInputAndPrintsOnlyTheResultIfQuiet)
{
    const std::string file = write("splat.txt", splat);
    EXPECT_THAT(shell("$RACEWALK import - -q < " + file).output, StartsWith("scenario \""));
    write("mail.txt", diagram);
    EXPECT_EQ(shell("$RACEWALK import - -q --against abba < mail.txt").output, "pay\n");
}

TEST_F(Import, EndsWithOneIfALineIsNotInTheResult)
{
    const ProgramResult result = racewalk(
        {"import", write("mail.txt", std::string(diagram) + "> pray()\n"), "--against", "abba"});
    EXPECT_EQ(result.exitStatus, 1);
    EXPECT_THAT(result.output, HasSubstr("! not understood: "));
    EXPECT_THAT(result.output, HasSubstr("1 of 4 lines is not in the result: 4."));
}

TEST_F(Import, PrintsJsonOnRequest)
{
    const auto json =
        nlohmann::json::parse(racewalk({"import", write("splat.txt", splat), "--json"}).output);
    EXPECT_EQ(json["kind"], "lockdep");
    EXPECT_EQ(json["flagged"], 0);
    EXPECT_EQ(json["lines"].size(), 7U);
    EXPECT_EQ(json["lines"][2]["reading"], "understood");
    EXPECT_TRUE(json["schedule"].is_null());
    EXPECT_THAT(json["scenario"].get<std::string>(), HasSubstr("expect hang;"));
}

TEST_F(Import, RefusesWhatItCannotRead)
{
    const auto refused = [&](const std::vector<std::string> &arguments, std::string_view part) {
        const ProgramResult result = racewalk(arguments);
        EXPECT_EQ(result.exitStatus, 2);
        EXPECT_EQ(result.output, "");
        EXPECT_TRUE(test::isMessage(result, part));
    };
    refused({"import", "nosuch.txt"}, "there is no file 'nosuch.txt'");
    refused({"import", "."}, "cannot read .");
    refused({"import", write("empty", "")}, "the text is empty");
    refused({"import", write("binary", std::string_view("\0\1\2", 3))}, "not a text");
    refused({"import", write("long", std::string(maxImportBytes + 1, 'x'))}, "longer than 16 MiB");
    refused({"import", write("prose", "Hello.\n")}, "not of a known kind");
    refused({"import", write("mail", diagram)}, "--against");
    refused({"import", "mail", "--as", "poem"}, "unknown kind 'poem'");
    refused({"import", "mail", "--against", "nosuch"}, "no file or scenario named 'nosuch'");
    refused({"import", "mail", "--variant", "x"}, "--against");
}

TEST_F(Import, EveryKindIsOfferedAndDocumented)
{
    const std::string help = racewalk({"import", "--help"}).output;
    for (const char *name : {"completion/racewalk.bash", "completion/_racewalk", "man/racewalk.1",
                             "../docs/command-line.md"}) {
        std::ifstream file(std::string(RACEWALK_RESOURCES_DIR) + '/' + name);
        std::ostringstream content;
        content << file.rdbuf();
        std::string text = content.str();
        std::erase(text, '\\');
        for (const ImportKindRow &row : importKinds)
            EXPECT_THAT(text, HasSubstr(std::string(row.name))) << name;
    }
    for (const ImportKindRow &row : importKinds)
        EXPECT_THAT(help, HasSubstr(std::string(row.name)));
}

} // namespace racewalk
