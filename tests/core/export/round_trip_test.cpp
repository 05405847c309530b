// SPDX-License-Identifier: GPL-3.0-or-later
// What is exported is read back as the same run, whatever the program, the run and the names are.
#include "core/export/exported_runs.h"
#include "core/export/traces.h"
#include "export/formats.h"
#include "export/provenance.h"
#include "language/compile.h"
#include "support/random_program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <memory>
#include <random>
#include <string>
#include <string_view>

namespace {

using namespace racewalk;
using namespace racewalk::test;

constexpr std::array formatsReadBack = {ExportFormat::Text,    ExportFormat::Svg,
                                        ExportFormat::Mermaid, ExportFormat::RunJson,
                                        ExportFormat::Itf,     ExportFormat::Perfetto};

/// Of a file. What is no character cannot be written in every format, so only titles have it.
std::string hostileName(std::mt19937 &random, std::string_view before = "n")
{
    static constexpr auto parts =
        std::to_array<std::string_view>({"a",         "'",     "\"",
                                         "\\",        " ",     "  ",
                                         "<",         "&amp;", "]]>",
                                         "--variant", "*",     "#",
                                         "%%",        ";",     "\u00fc",
                                         "$(b)",      "-->",   "racewalk replay ",
                                         "{",         "\\n",   "a long name of a file ",
                                         "%%{"});
    std::string name(before);
    for (unsigned count = random() % 12; count > 0; --count)
        name += parts[random() % parts.size()];
    return name + ".race";
}

std::string literal(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text)
        result += (c == '"' || c == '\\' ? "\\" : "") + std::string(1, c);
    return result + '"';
}

/// A random program with another title and another file name.
std::shared_ptr<const Machine> randomMachine(unsigned seed, const std::string &name,
                                             const std::string &title)
{
    std::string text = randomProgram(seed);
    const std::size_t begin = text.find("scenario \""), end = text.find("\";", begin);
    if (begin == std::string::npos || end == std::string::npos)
        text.insert(0, "scenario " + literal(title) + ";\n");
    else
        text.replace(begin, end + 2 - begin, "scenario " + literal(title) + ";");
    const Compiled compiled = compile(std::make_shared<const SourceText>(name, text), {});
    return compiled.program ? std::make_shared<const Machine>(compiled.program) : nullptr;
}

TEST(RoundTrip, OfARandomRunIsTheSameRun)
{
    std::mt19937 random(7);
    std::size_t runs = 0;
    for (unsigned seed = 0; seed < 150; ++seed) {
        const auto machine =
            randomMachine(seed, hostileName(random), hostileName(random, "\x1b \uFFFF \xff"));
        ASSERT_TRUE(machine) << seed;
        TracedRun traced(machine, randomSteps(*machine, random() % 40, seed));
        for (const ExportFormat format : formatsReadBack) {
            FormatOptions options;
            options.columns = 44 + random() % 60;
            options.preset = static_cast<TextPreset>(random() % 5);
            if (options.preset == TextPreset::Lockdep)
                options.preset = TextPreset::Comment; // only of deadlocks
            const std::string text =
                traced.written(std::get<RunWriter>(rowOf(format).writer), options);
            const auto read = provenanceIn(text);
            ASSERT_TRUE(read) << seed << rowOf(format).name << '\n' << text;
            ASSERT_EQ(replayCommand(*read), replayCommand(provenanceOf(traced.run)))
                << seed << rowOf(format).name << '\n'
                << text;
            const auto schedule = parseSchedule(read->schedule.value());
            ASSERT_TRUE(schedule) << read->schedule.value();
            const Walk walked = walk(*machine, *schedule);
            EXPECT_EQ(walked.message, "") << read->schedule.value();
            EXPECT_TRUE(std::ranges::equal(walked.steps, traced.run.steps()))
                << read->schedule.value();
            ++runs;
        }
    }
    EXPECT_EQ(runs, 150 * formatsReadBack.size());
}

} // namespace
