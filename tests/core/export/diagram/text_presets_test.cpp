// SPDX-License-Identifier: GPL-3.0-or-later
// Whole runs as text, with every preset.
#include "core/export/exported_runs.h"
#include "export/diagram/diagram_ending.h"
#include "export/formats.h"
#include "support/golden.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace {

using namespace racewalk;
using namespace racewalk::test;

void expectPlain(const std::string &text, const std::string &name)
{
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::size_t column = 0;
        for (const char c : line) {
            EXPECT_TRUE(c == '\t' || (c >= ' ' && c <= '~')) << name << ": " << line;
            column = c == '\t' ? column / 8 * 8 + 8 : column + 1;
        }
        EXPECT_LE(column, 75u) << name << ": " << line;
        EXPECT_FALSE(line.ends_with(' ') || line.ends_with('\t')) << name << ": " << line;
    }
}

/// The run with each preset and with the options that change what is shown.
void expectPresets(const std::string &golden, const std::shared_ptr<const Machine> &machine,
                   std::string_view schedule, std::optional<FindingKind> finding = {})
{
    const Verdict verdict = explore(*machine, {}).verdict;
    const Finding *found = finding ? verdict.first(*finding) : nullptr;
    ASSERT_EQ(found != nullptr, finding.has_value());
    const ExportedRun run(machine, found ? std::vector<Step>(found->steps)
                                         : walk(*machine, parseSchedule(schedule).value()).steps);
    const RunToExport toExport{run.run, run.timeline,
                               found ? diagramEndingFor(run.run, *found) : DiagramEnding()};
    std::vector<std::pair<std::string, FormatOptions>> ways;
    for (const OptionChoice &choice : rowOf(ExportOption::Preset).choices) {
        FormatOptions options;
        options.replay = choice.name == "commit";
        EXPECT_EQ(setValue(rowOf(ExportOption::Preset), choice.name, options), "");
        ways.emplace_back("--preset " + std::string(choice.name), options);
    }
    ways.push_back({"--collapse nothing", {.replay = false, .collapse = Collapse::Nothing}});
    ways.push_back({"--by-switch --outcome", {.replay = false, .bySwitch = true, .outcome = true}});
    std::string all, usual;
    for (const auto &[name, options] : ways) {
        const Written written = writeText(toExport, options);
        std::string text = written ? *written : written.error() + '\n';
        if (written)
            expectPlain(text, name);
        if (usual.empty())
            usual = writeText(toExport, {.replay = false}).value();
        else if (text == usual)
            text = "as --preset commit\n";
        all += (all.empty() ? "" : "\n") + ("=== " + name) + '\n' + text;
    }
    EXPECT_TRUE(matchesGolden("text/presets_" + golden + ".txt", all));
}

TEST(TextPresets, ShowTheHang)
{
    expectPresets("hang", machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup"),
                  "lookup*2 evict! lookup!");
}

TEST(TextPresets, ShowTheEarlyReturn)
{
    expectPresets("early_return", machineOf("scenarios/inode/inode-teardown.race", "rcu_recheck"),
                  "lookup*2 evict! lookup!");
}

TEST(TextPresets, ShowStoreBuffers)
{
    expectPresets("tso",
                  machineOf("scenarios/classroom/store-buffering.race", {}, {}, MemoryModel::Tso),
                  "", FindingKind::Final);
}

TEST(TextPresets, ShowALivelock)
{
    expectPresets("livelock", machineOf("scenarios/classroom/polite-trylock.race", "both_polite"),
                  "", FindingKind::Livelock);
}

TEST(TextPresets, ShowThreeThreads)
{
    expectPresets("three_threads",
                  machineOf("scenarios/classroom/dining-philosophers.race", "left_first"), "",
                  FindingKind::Hang);
}

TEST(TextPresets, ShowSixThreads)
{
    expectPresets("six_threads",
                  machineFor(R"(scenario "Six tasks, each with what the next one wants";
struct mutex locks[6];
static void use(int first, int second)
{
        mutex_lock(&locks[first]);
        mutex_lock(&locks[second]);
        mutex_unlock(&locks[second]);
        mutex_unlock(&locks[first]);
}
thread task[6] { use(self, (self + 1) % 6); }
)"),
                  "", FindingKind::Hang);
}

} // namespace
