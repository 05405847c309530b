// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/import.h"

#include "core/export/exported_runs.h"
#include "core/import/imports.h"
#include "export/formats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace racewalk {
namespace {

using testing::HasSubstr;

std::string errorOf(std::string_view text, std::optional<ImportKind> kind = {})
{
    const ImportResult result = importText(text, kind, nullptr);
    return result ? "" : result.error();
}

constexpr std::string_view splat = " Possible unsafe locking scenario:\n"
                                   "       CPU0                    CPU1\n"
                                   "  lock(a);\n"
                                   "                               lock(b);\n"
                                   "                               lock(a);\n"
                                   "  lock(b);\n";

} // namespace

TEST(Import, OfNothingSaysSo)
{
    EXPECT_EQ(errorOf(""), "the text is empty");
    EXPECT_EQ(errorOf(" \n\t\n"), "the text is empty");
}

TEST(Import, OfABinaryFileSaysSo)
{
    EXPECT_THAT(errorOf(std::string_view("\x7f"
                                         "ELF\0\0",
                                         6)),
                HasSubstr("not a text"));
}

TEST(Import, OfAnUnknownTextNamesTheKinds)
{
    EXPECT_THAT(errorOf("Dear all,\nthe weather is nice.\n"), HasSubstr("lockdep, kcsan"));
}

TEST(Import, OfTwoKindsAsksForOne)
{
    const std::string both = std::string(splat) + "BUG: KCSAN: data-race in a / b\n";
    EXPECT_THAT(errorOf(both), HasSubstr("lockdep and kcsan"));
    EXPECT_EQ(errorOf(both, ImportKind::Lockdep), "");
}

TEST(Import, OfADiagramNeedsAScenario)
{
    EXPECT_THAT(errorOf("CPU0      CPU1\nfoo()\n"), HasSubstr("--against"));
}

TEST(Import, OfAKindThatTheTextIsNotSaysWhatIsMissing)
{
    for (const ImportKindRow &row : importKinds)
        EXPECT_NE(errorOf("hello\n", row.kind), "") << row.name;
}

TEST(Import, ReadsEveryFileThatCarriesItsRun)
{
    const auto machine = test::machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup");
    const test::ExportedRun exported(machine, "lookup*2 evict! lookup!");
    for (const ExportFormatRow &row : exportFormats) {
        const auto *write = std::get_if<RunWriter>(&row.writer);
        if (write == nullptr || !row.options.contains(ExportOption::From))
            continue;
        const std::string text = (*write)(exported.toExport(), {}).value();
        if (!isExportedRun(ReportText(text), nullptr))
            continue;
        const Imported import = test::imported(text);
        EXPECT_EQ(import.kind, ImportKind::Run) << row.name;
        EXPECT_EQ(import.run->schedule, "lookup*2 evict! lookup!") << row.name;
        EXPECT_EQ(test::imported(text, machine).run->steps,
                  std::vector(exported.run.steps().begin(), exported.run.steps().end()));
    }
}

TEST(Import, ReadsAScheduleOfTheScenario)
{
    const auto machine = test::machineOf("scenarios/classroom/counter.race");
    const Imported import = test::imported("adder[0] adder[1]*2\n", machine);
    EXPECT_EQ(import.kind, ImportKind::Run);
    EXPECT_EQ(import.run->steps.size(), 3U);
}

TEST(Import, OfAFileOfAnotherScenarioSaysWhichItIsAndWalksNothing)
{
    const auto abba = test::machineOf("scenarios/classroom/abba.race");
    const test::ExportedRun exported(abba, "pay refund");
    const std::string text = writeText(exported.toExport(), {}).value();
    const Imported import =
        test::imported(text, test::machineOf("scenarios/classroom/counter.race"));
    EXPECT_THAT(import.summary, HasSubstr("the file is of abba.race, not of counter.race"));
    EXPECT_TRUE(import.run->steps.empty());
    EXPECT_THAT(import.run->command, HasSubstr("racewalk replay abba.race"));
    EXPECT_GT(import.flagged(), 0U);
    for (const ImportedLine &line : import.lines)
        EXPECT_NE(line.reading, Reading::Understood) << line.text;
}

TEST(Import, OfAFileOfAnotherVariantSaysWhichItIs)
{
    constexpr std::string_view inode = "scenarios/inode/inode-teardown.race";
    const test::ExportedRun exported(test::machineOf(inode, "rcu_lookup"), "lookup evict");
    const std::string text = writeText(exported.toExport(), {}).value();
    EXPECT_THAT(test::imported(text, test::machineOf(inode, "rcu_recheck")).summary,
                HasSubstr("The file was made with variant rcu_lookup."));
    EXPECT_THAT(test::imported(text, test::machineOf(inode, "rcu_lookup")).summary,
                testing::Not(HasSubstr("was made with")));
}

TEST(Import, OfADiagramNamesTheVariantThatFitsBetter)
{
    const std::string scenario =
        "scenario \"S\"; int x, y;\nvariant one \"1\";\nvariant two \"2\";\n"
        "thread a {\n#if one\n WRITE_ONCE(x, 1);\n#else\n"
        " WRITE_ONCE(y, 1);\n#endif\n}\n"
        "thread b { WRITE_ONCE(x, 2); }\n";
    const std::string diagram = "CPU0 (a)            CPU1 (b)\n"
                                "WRITE_ONCE(y, 1)\n";
    EXPECT_THAT(test::imported(diagram, test::machineFor(scenario)).summary,
                HasSubstr("Variant two fits better: there, every line is in the result."));
}

TEST(Import, OfARunThatCannotGoOnSaysWhere)
{
    const auto machine = test::machineOf("scenarios/classroom/abba.race");
    const Imported import = test::imported("pay*2 refund\n", machine);
    EXPECT_EQ(import.flagged(), 1U);
    EXPECT_THAT(import.lines.front().meaning, HasSubstr("refund"));
}

/// A text of 10 MB of each kind takes a time that grows with its length only.
TEST(Import, OfAHugeTextAccountsForEveryLine)
{
    const auto machine = test::machineOf("scenarios/classroom/abba.race");
    const std::string diagram = "CPU0                              CPU1\n";
    for (const auto &[begin, line] : std::vector<std::pair<std::string, std::string>>{
             {diagram, "  spin_lock(&accounts[0].lock)\n"},
             {diagram, "  not_a(statement)     of_anyone(at, all)   [ open\n"},
             {diagram, "                                  transfer()\n"},
             {"Thread 1:\n", "Thread 2:\n"},
             {"\n", "racewalk replay 'a\n"},
             {std::string(splat), "  lock(c);\n"},
             {"BUG: KCSAN: data-race in a / b\n", "read to 0x1 of 8 bytes by task 1 on cpu 1:\n"},
             {"INFO: task a:1 blocked for more than 1 seconds.\n",
              "1 lock held by a/1:\n #0: 12 (b){+.+.}-{3:3}, at: c+0x1/0x2\n"}}) {
        std::string text = begin;
        while (text.size() < 1U << 20)
            text += line;
        const ImportResult result = importText(text, {}, machine);
        if (result) {
            EXPECT_EQ(result->lines.size(), ReportText(text).size());
        }
    }
}

} // namespace racewalk
