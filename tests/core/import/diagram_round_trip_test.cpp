// SPDX-License-Identifier: GPL-3.0-or-later
// Every text diagram that the program exports is read back as the run that it shows.
#include "core/export/exported_runs.h"
#include "core/import/imports.h"
#include "export/formats.h"
#include "support/random_program.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace racewalk {
namespace {

/// The forms of the text export: each preset, and each value of each option on its own.
std::vector<FormatOptions> allStyles()
{
    std::vector<FormatOptions> styles;
    for (const ExportOption option :
         {ExportOption::Preset, ExportOption::Headers, ExportOption::Rule, ExportOption::Remarks,
          ExportOption::Depth})
        for (const OptionChoice &choice : rowOf(option).choices) {
            FormatOptions options;
            options.replay = false;
            EXPECT_EQ(setValue(rowOf(option), choice.name, options), "");
            if (options.preset != TextPreset::Lockdep)
                styles.push_back(options);
        }
    for (const std::size_t width : {60U, 72U, 100U, 160U})
        styles.push_back({.replay = false, .columns = width});
    return styles;
}

void expectReadBack(const std::shared_ptr<const Machine> &machine, const std::vector<Step> &steps)
{
    Run run(machine);
    ASSERT_EQ(run.replace(steps), steps.size());
    run.jump(run.length());
    const RunToExport toExport{.run = run,
                               .timeline = std::make_shared<const Timeline>(
                                   timelineOf(run, [](StateView) { return Fate::Unknown; })),
                               .ending = {}};
    for (const FormatOptions &style : allStyles()) {
        const std::string text = writeText(toExport, style).value();
        const Imported import = test::imported(text, machine, ImportKind::Diagram);
        ASSERT_TRUE(import.run);
        ASSERT_EQ(import.run->steps, steps) << optionsText(style, textOptions) << '\n'
                                            << toText(scheduleOf(*machine, steps)) << '\n'
                                            << import.run->schedule << '\n'
                                            << linesText(import);
        EXPECT_EQ(import.flagged(), 0U) << linesText(import);
    }
}

} // namespace

TEST(DiagramRoundTrip, OfShippedScenarios)
{
    for (const auto &machine : test::sampleMachines())
        for (unsigned seed = 1; seed <= 8; ++seed)
            expectReadBack(machine, test::randomSteps(*machine, 4 + 8 * seed, seed));
}

TEST(DiagramRoundTrip, OfWaitsLocksAndStoreBuffers)
{
    for (const auto &machine :
         {test::machineOf("scenarios/classroom/bounded-buffer.race"),
          test::machineOf("scenarios/classroom/seqlock.race"),
          test::machineOf("scenarios/classroom/dining-philosophers.race"),
          test::machineOf("scenarios/inode/evict-wakeup.race"),
          test::machineOf("scenarios/waiting/waitqueue-active.race", {}, {}, MemoryModel::Tso),
          test::machineOf("scenarios/litmus/mp.race", {}, {}, MemoryModel::Pso)})
        for (unsigned seed = 1; seed <= 4; ++seed)
            expectReadBack(machine, test::randomSteps(*machine, 60, seed));
}

TEST(DiagramRoundTrip, OfGeneratedPrograms)
{
    for (unsigned seed = 1; seed <= 120; ++seed) {
        const auto machine = test::machineFor(test::randomProgram(seed), {}, {},
                                              seed % 3 == 0 ? MemoryModel::Tso : MemoryModel::Sc);
        expectReadBack(machine, test::randomSteps(*machine, 40, seed));
    }
}

} // namespace racewalk
