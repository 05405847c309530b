// SPDX-License-Identifier: GPL-3.0-or-later
// Every text diagram that the program exports is read back as the run that it shows.
#include "core/export/exported_runs.h"
#include "core/import/imports.h"
#include "export/formats.h"
#include "support/random_program.h"

#include <gtest/gtest.h>

#include <memory>
#include <span>
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
            options.collapse = Collapse::Nothing;
            EXPECT_EQ(setValue(rowOf(option), choice.name, options), "");
            if (options.preset != TextPreset::Lockdep)
                styles.push_back(options);
        }
    for (const std::size_t width : {60U, 72U, 100U, 160U})
        styles.push_back({.replay = false, .columns = width, .collapse = Collapse::Nothing});
    return styles;
}

/// What a thread does, in order; a fold can also hide when a store drains.
std::vector<Step> stepsOf(ThreadId thread, std::span<const Step> steps)
{
    std::vector<Step> own;
    for (const Step step : steps)
        if (step.thread == thread && !step.isDrain())
            own.push_back(step);
    return own;
}

/// A diagram that folds local steps does not show when they are taken: each thread takes its own
/// steps, except for folded ones at the end.
void expectSameThreads(const RunToExport &toExport, const std::shared_ptr<const Machine> &machine)
{
    FormatOptions options;
    options.replay = false;
    const Imported import =
        test::imported(writeText(toExport, options).value(), machine, ImportKind::Diagram);
    EXPECT_EQ(import.flagged(), 0U) << linesText(import);
    for (std::size_t i = 0; i < machine->program().threads.size(); ++i) {
        const auto read = stepsOf(ThreadId(i), import.run->steps);
        auto taken = stepsOf(ThreadId(i), toExport.run.steps());
        ASSERT_LE(read.size(), taken.size()) << linesText(import);
        taken.resize(read.size());
        EXPECT_EQ(read, taken) << linesText(import);
    }
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
    expectSameThreads(toExport, machine);
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
    for (unsigned seed = 1; seed <= 160; ++seed) {
        const std::string program = test::randomProgram(seed);
        // Their steps are one to three lines of the same text: nobody can see which.
        if (program.contains("clear_and_wake_up_bit") || program.contains("write_sequnlock"))
            continue;
        const auto machine =
            test::machineFor(program, {}, {}, seed % 3 == 0 ? MemoryModel::Tso : MemoryModel::Sc);
        expectReadBack(machine, test::randomSteps(*machine, 40, seed));
    }
}

} // namespace racewalk
