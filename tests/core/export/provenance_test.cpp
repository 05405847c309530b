// SPDX-License-Identifier: GPL-3.0-or-later
// What an exported file says of its origin, read back as it may have been quoted.
#include "export/provenance.h"

#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace racewalk {
namespace {

const Provenance example{.file = "inode race.race",
                         .variant = "rcu_lookup",
                         .parameters = {{"lookups", "2"}, {"depth", "-1"}},
                         .memory = "tso",
                         .schedule = "lookup[0]*2 evict~inodes[0].i_state evict!"};

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

} // namespace

TEST(Provenance, IsTheCommandThatReplaysTheRun)
{
    EXPECT_EQ(replayCommand(example),
              "racewalk replay 'inode race.race' --variant rcu_lookup --param lookups=2 "
              "--param depth=-1 --memory tso --schedule "
              "'lookup[0]*2 evict~inodes[0].i_state evict!'");
}

TEST(Provenance, OfARunWithoutStepsHasASchedule)
{
    const Provenance start{.file = "a.race", .schedule = ""};
    EXPECT_EQ(replayCommand(start), "racewalk replay a.race --schedule ''");
    EXPECT_EQ(provenanceIn(replayCommand(start)), start);
    const Provenance program{.file = "a.race"};
    EXPECT_EQ(replayCommand(program), "racewalk replay a.race");
    EXPECT_EQ(provenanceIn(replayCommand(program)), program);
}

TEST(Provenance, IsFoundInPlainText)
{
    const std::string command = replayCommand(example);
    EXPECT_EQ(provenanceIn(command), example);
    EXPECT_EQ(provenanceIn("A diagram\n\n" + command + "\nand more"), example);
    EXPECT_EQ(provenanceIn("%% " + command + "\n"), example);
}

TEST(Provenance, IsFoundOverSeveralLinesAndQuotedInMail)
{
    const std::string wrapped =
        "racewalk replay 'inode race.race' --variant rcu_lookup \\\n"
        "    --param lookups=2 --param depth=-1 --memory tso \\\n"
        "    --schedule 'lookup[0]*2\n    evict~inodes[0].i_state evict!'\n";
    EXPECT_EQ(provenanceIn(wrapped), example);
    EXPECT_EQ(provenanceIn("> " + replaced(wrapped, "\n", "\n> ")), example);
    EXPECT_EQ(provenanceIn("/*\n * " + replaced(wrapped, "\n", "\n * ")), example);
}

TEST(Provenance, IsFoundEscapedInXmlAndJson)
{
    Provenance hostile = example;
    hostile.file = "a<b>&\"c\"'d'.race";
    const std::string command = replayCommand(hostile);
    std::string xml = replaced(replaced(command, "&", "&amp;"), "<", "&lt;");
    xml = replaced(replaced(xml, ">", "&gt;"), "\"", "&quot;");
    EXPECT_EQ(provenanceIn("<svg><metadata>" + xml + "</metadata></svg>"), hostile);
    std::string json = replaced(replaced(command, "\\", "\\\\"), "\"", "\\\"");
    EXPECT_EQ(provenanceIn("{\"replay\": \"" + json + "\"}"), hostile);
    EXPECT_EQ(provenanceIn("{\"replay\": \"" + replaced(json, "<", "\\u003c") + "\"}"), hostile);
}

TEST(Provenance, IsRatherWhatBeginsALine)
{
    const std::string text =
        "  t()\n    [ racewalk replay other.race ]\n\n" + replayCommand(example) + "\n";
    EXPECT_EQ(provenanceIn(text), example);
    EXPECT_EQ(provenanceIn("> " + replaced(text, "\n", "\n> ")), example);
}

TEST(Provenance, IsNotWhatIsNoWholeCommand)
{
    for (const char *text : {"", "racewalk replay ", "racewalk replay --variant",
                             "racewalk replay a b", "racewalk replay a --schedule 'open",
                             "racewalk replay a --frobnicate 1", "racewalk replay a --param x"})
        EXPECT_EQ(provenanceIn(text), std::nullopt) << text;
    EXPECT_EQ(
        provenanceIn("racewalk replay a --variant; racewalk replay b --variant v"),
        (Provenance{.file = "b", .variant = "v", .parameters = {}, .memory = {}, .schedule = {}}));
}

TEST(Provenance, OfARunIsThatUpToItsCursor)
{
    const auto machine = test::machineFor("scenario \"S\"; param n = 2 in 1..3; int x;\n"
                                          "thread t { WRITE_ONCE(x, n); WRITE_ONCE(x, 2); }\n"
                                          "thread u { WRITE_ONCE(x, 3); }\n");
    racewalk::Run run(machine);
    run.replace(std::vector<Step>{{ThreadId{0}, 0}, {ThreadId{1}, 0}, {ThreadId{0}, 0}});
    run.jump(2);
    const Provenance provenance = provenanceOf(run);
    EXPECT_EQ(provenance.schedule, "t u");
    EXPECT_EQ(provenance.memory, "") << "as the scenario has it";
    EXPECT_TRUE(provenance.parameters.empty());
    EXPECT_EQ(provenanceIn(replayCommand(provenance)), provenance);
}

} // namespace racewalk
