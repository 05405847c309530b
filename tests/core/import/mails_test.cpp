// SPDX-License-Identifier: GPL-3.0-or-later
// Texts as they stand in mails, commits and kernel logs: the account of every line is approved.
#include "core/import/imports.h"
#include "explore/explore.h"
#include "language/layout/formatter.h"
#include "support/golden.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

namespace racewalk {
namespace {

struct Mail {
    std::string_view name;
    ImportKind kind;
    std::string_view against{}, variant{}; ///< a resource
};

constexpr std::string_view inode = "scenarios/inode/inode-teardown.race";
constexpr std::string_view abba = "scenarios/classroom/abba.race";
constexpr std::string_view wakeup = "scenarios/classroom/lost-wakeup.race";

constexpr std::array mails = std::to_array<Mail>({
    {"diagram_commit", ImportKind::Diagram, inode, "rcu_lookup"},
    {"diagram_quoted", ImportKind::Diagram, inode, "rcu_lookup"},
    {"diagram_deep_quote", ImportKind::Diagram, inode, "rcu_lookup"},
    {"diagram_comment", ImportKind::Diagram, inode, "rcu_lookup"},
    {"diagram_arrows", ImportKind::Diagram, inode, "rcu_lookup"},
    {"diagram_parallel", ImportKind::Diagram, wakeup, "naive"},
    {"diagram_naming", ImportKind::Diagram, wakeup, "naive"},
    {"diagram_wrapped", ImportKind::Diagram, abba, "source_first"},
    {"diagram_replies", ImportKind::Diagram, inode, "rcu_lookup"},
    {"diagram_not_reached", ImportKind::Diagram, abba, "source_first"},
    {"diagram_list", ImportKind::Diagram, abba, "source_first"},
    {"lockdep_dmesg", ImportKind::Lockdep},
    {"lockdep_quoted", ImportKind::Lockdep},
    {"lockdep_chain", ImportKind::Lockdep},
    {"lockdep_interrupt", ImportKind::Lockdep},
    {"lockdep_recursive", ImportKind::Lockdep},
    {"lockdep_readers", ImportKind::Lockdep},
    {"kcsan_dmesg", ImportKind::Kcsan},
    {"kcsan_marked", ImportKind::Kcsan},
    {"kcsan_unknown", ImportKind::Kcsan},
    {"hung_two_mutexes", ImportKind::HungTask},
    {"hung_completion", ImportKind::HungTask},
    {"run_export", ImportKind::Run, inode, "rcu_lookup"},
});

std::string textOf(const Mail &mail)
{
    std::ifstream file(test::GoldenFolders::standard().approved / "import" /
                       (std::string(mail.name) + ".txt"));
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

ImportAgainst against(const Mail &mail)
{
    return mail.against.empty() ? nullptr : test::machineOf(mail.against, mail.variant);
}

} // namespace

TEST(Mails, AreRecognisedAndReadLineByLine)
{
    for (const Mail &mail : mails) {
        const ImportAgainst program = against(mail);
        const std::string text = textOf(mail);
        const Imported import = test::imported(text, program);
        EXPECT_EQ(import.kind, mail.kind) << mail.name;
        std::string report = linesText(import) + import.summary + ' ' + flaggedText(import) + '\n';
        if (import.run)
            report += import.run->command + '\n';
        if (import.scenario)
            report += '\n' + *import.scenario;
        EXPECT_TRUE(test::matchesGolden("import/" + std::string(mail.name) + ".report", report));
    }
}

TEST(Mails, GiveScenariosThatCompileInTheStandardLayoutAndKeepWhatTheyExpect)
{
    for (const Mail &mail : mails) {
        const Imported import = test::imported(textOf(mail), against(mail));
        EXPECT_EQ(import.scenario.has_value(), !import.run.has_value());
        if (!import.scenario)
            continue;
        const auto machine = test::machineFrom(import);
        const Formatted formatted = formatScenario(*machine->program().source);
        EXPECT_EQ(formatted.text, *import.scenario);
        const Verdict verdict = explore(*machine, {}).verdict;
        ASSERT_NE(machine->program().expectation(), nullptr) << mail.name;
        EXPECT_EQ(verdict.failureKinds(), machine->program().expectation()->kinds) << mail.name;
        switch (mail.kind) {
        case ImportKind::Lockdep:
        case ImportKind::HungTask:
            EXPECT_TRUE(verdict.hasFailure()) << mail.name;
            break;
        case ImportKind::Kcsan:
            EXPECT_NE(verdict.first(FindingKind::DataRace), nullptr) << mail.name;
            break;
        case ImportKind::Run:
        case ImportKind::Diagram:
            break;
        }
    }
}

/// Lines are removed, repeated, cut and mixed, and bytes changed. Nothing may crash or hang, and no
/// line may be left out of the account.
TEST(Mails, ThatAreDamagedNeverCrash)
{
    std::mt19937 random(7);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    for (int round = 0; round < 12; ++round)
        for (const Mail &mail : mails) {
            std::string text = textOf(mail);
            for (std::size_t change = below(6) + 1; change > 0 && !text.empty(); --change) {
                const std::size_t at = below(text.size()), size = below(40);
                switch (below(4)) {
                case 0:
                    text.erase(at, size);
                    break;
                case 1:
                    text.insert(below(text.size()), text.substr(at, size));
                    break;
                case 2:
                    text[at] = static_cast<char>(random() % 255 + 1);
                    break;
                default:
                    text += textOf(mails[below(mails.size())]).substr(0, size * 20);
                }
            }
            for (const ImportKindRow &row : importKinds) {
                const ImportAgainst program = against(mail);
                if (row.needsScenario && !program)
                    continue;
                const ImportResult result = importText(text, row.kind, program);
                if (!result) {
                    EXPECT_FALSE(result.error().empty());
                    continue;
                }
                EXPECT_EQ(result->lines.size(), ReportText(text).size());
                EXPECT_FALSE(toJson(*result).empty());
                if (result->scenario)
                    test::machineFrom(*result);
            }
        }
}

} // namespace racewalk
