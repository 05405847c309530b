// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/formats.h"

#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

using namespace racewalk;

namespace {

TEST(ExportFormats, AreReadFromTheNamesThatTheyAreListedBy)
{
    for (const ExportFormatRow &row : exportFormats)
        EXPECT_EQ(exportFormatFrom(row.name), row.format) << row.name;
    EXPECT_EQ(exportFormatFrom("gif"), std::nullopt);
    EXPECT_EQ(exportFormatNames(),
              "text, svg, png, pdf, tikz, html, mermaid, perfetto, ftrace, itf, shiviz, json, "
              "schedule, dot, graph-svg, promela, delays and asciicast");
    EXPECT_EQ(exportFormatNames("scale"), "png");
    EXPECT_EQ(exportFormatNames("width"), "text, svg, png, pdf and tikz");
}

TEST(ExportFormats, HaveEndingsThatTellThemApart)
{
    std::set<std::string_view> endings;
    for (const ExportFormatRow &row : exportFormats) {
        EXPECT_TRUE(row.ending.starts_with('.')) << row.name;
        EXPECT_TRUE(endings.insert(row.ending).second) << row.ending;
        EXPECT_FALSE(row.purpose.empty() || row.purpose.ends_with('.')) << row.name;
    }
}

TEST(ExportFormats, WriteTheRunUpToItsCursor)
{
    const auto machine = test::machineFor("scenario \"S\"; int x;\n"
                                          "thread t { WRITE_ONCE(x, 1); WRITE_ONCE(x, 2); }\n"
                                          "thread u { WRITE_ONCE(x, 3); }\n");
    racewalk::Run run(machine);
    const std::vector<Step> steps{{ThreadId{0}, 0}, {ThreadId{1}, 0}, {ThreadId{0}, 0}};
    run.replace(steps);
    run.jump(2);
    const RunToExport toExport{
        run,
        std::make_shared<const Timeline>(timelineOf(run, [](StateView) { return Fate::Unknown; })),
        {}};
    EXPECT_EQ(writeSchedule(toExport, {}), "t u\n");
    for (const ExportFormatRow &row : exportFormats)
        if (const auto *write = std::get_if<RunWriter>(&row.writer)) {
            const Written written = (*write)(toExport, {});
            ASSERT_TRUE(written) << row.name << written.error();
            EXPECT_TRUE(written->ends_with('\n')) << row.name;
        }
}

TEST(ExportFormats, NameTheObjectThatIsMeant)
{
    const auto machine = test::machineOf("scenarios/classroom/abba.race", "lower_first");
    racewalk::Run run(machine);
    std::vector<Step> steps(8, {ThreadId{0}, 0});
    ASSERT_EQ(run.replace(steps), steps.size());
    run.jump(run.length());
    const RunToExport toExport{
        run,
        std::make_shared<const Timeline>(timelineOf(run, [](StateView) { return Fate::Unknown; })),
        {}};
    std::size_t named = 0;
    for (const ExportFormatRow &row : exportFormats)
        if (const auto *write = std::get_if<RunWriter>(&row.writer)) {
            const std::string text = (*write)(toExport, {}).value();
            // These have the source as well, in a place of its own.
            const bool showsSource =
                row.format == ExportFormat::Html || row.format == ExportFormat::RunJson ||
                row.format == ExportFormat::Perfetto || row.format == ExportFormat::Itf ||
                row.format == ExportFormat::Delays;
            EXPECT_TRUE(showsSource || !text.contains("[second].lock")) << row.name << text;
            named += text.contains("spin_unlock(&accounts[1].lock)") ||
                             text.contains("spin_unlock(accounts[1].lock)")
                         ? 1
                         : 0;
        }
    EXPECT_GE(named, 7U);
}

TEST(ExportFormats, RefuseToStartOutsideTheSteps)
{
    const auto machine = test::machineFor("scenario \"S\"; int x;\n"
                                          "thread t { WRITE_ONCE(x, 1); WRITE_ONCE(x, 2); "
                                          "WRITE_ONCE(x, 3); }\n");
    const auto fault = [&](FormatOptions options) {
        racewalk::Run run(machine);
        const Step step{ThreadId{0}, 0};
        run.replace(std::vector<Step>{step, step, step});
        run.jump(3);
        RunToExport toExport{.run = run, .timeline = {}, .ending = {}};
        return choosePart(run, toExport, options);
    };
    FormatOptions options;
    options.start = 3;
    EXPECT_EQ(fault(options), "");
    options.start = 4;
    EXPECT_EQ(fault(options), "--start 4 is beyond the last step, 3");
    options.start = 0;
    options.from = 2;
    EXPECT_EQ(fault(options), "--start 0 is in front of step 2");
    options.start = 1;
    EXPECT_EQ(fault(options), "") << "the state that step 2 begins in";
}

} // namespace
