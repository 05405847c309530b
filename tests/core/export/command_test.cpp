// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/command.h"

#include <gtest/gtest.h>

namespace racewalk {

TEST(ExportCommand, HasWhatIsNotAsUsualAndNothingElse)
{
    ExportCall call{.format = ExportFormat::Svg,
                    .scenario = "my race.race",
                    .from = {.file = {},
                             .variant = "rcu",
                             .parameters = {{"lookups", "2"}},
                             .memory = "tso",
                             .schedule = "lookup*2 evict!"}};
    call.options.legend = false;
    call.notes = {{1, "it's late"}};
    call.maxStates = 200'000;
    call.file = "out.svg";
    EXPECT_EQ(exportCommand(call),
              "racewalk export 'my race.race' svg --variant rcu --param lookups=2 --memory tso "
              "--schedule 'lookup*2 evict!' --note '2=it'\\''s late' --max-states 200000 "
              "--no-legend -o out.svg");
    call.options.notes = false;
    call.found = "livelock";
    call.maxStates = 0;
    EXPECT_EQ(exportCommand(call),
              "racewalk export 'my race.race' svg --variant rcu --param lookups=2 --memory tso "
              "--find livelock --no-notes --no-legend -o out.svg");
    call.format = ExportFormat::Promela;
    EXPECT_EQ(exportCommand(call), "racewalk export 'my race.race' promela --variant rcu --param "
                                   "lookups=2 --memory tso -o out.svg");
}

TEST(ExportCommand, NotesAreReadAsTheyAreWritten)
{
    const auto note = noteFrom("4=evict = late\nsecond line");
    ASSERT_TRUE(note);
    EXPECT_EQ(note->first, 3u);
    EXPECT_EQ(note->second, "evict = late\nsecond line");
    for (const char *bad : {"", "4", "4=", "=x", "0=x", "x=y", "4 =x", "-1=x"})
        EXPECT_FALSE(noteFrom(bad)) << bad;
}

TEST(ExportCommand, AnOptionWithoutEffectIsNotOffered)
{
    const ExportFormatRow &text = rowOf(ExportFormat::Text);
    FormatOptions options;
    EXPECT_TRUE(effectiveOptions(text, options).contains(ExportOption::Headers));
    options.preset = TextPreset::Lockdep;
    EXPECT_FALSE(effectiveOptions(text, options).contains(ExportOption::Headers));
    EXPECT_TRUE(effectiveOptions(text, options).contains(ExportOption::Preset));
}

TEST(ExportCommand, APresetFillsInWhatTheUserLeftToIt)
{
    const FormatOptions filled = withPreset({});
    EXPECT_EQ(filled.headers, HeaderStyle::CpuRole);
    EXPECT_EQ(filled.depth, DepthStyle::TwoBlanks);
    FormatOptions own;
    own.headers = HeaderStyle::Task;
    EXPECT_EQ(withPreset(own).headers, HeaderStyle::Task);
}

} // namespace racewalk
