// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/options.h"

#include "export/formats.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace racewalk {

TEST(ExportOptions, AreReadAsTheyAreWritten)
{
    for (const ExportOptionRow &row : exportOptions()) {
        FormatOptions options;
        const std::string usual = valueOf(row, options);
        std::vector<std::string> values;
        for (const OptionChoice &choice : row.choices)
            values.emplace_back(choice.name);
        if (isSwitch(row))
            values = {"yes", "no"};
        else if (row.most > 0)
            values = {std::to_string(row.least), std::to_string(row.most)};
        else if (row.choices.empty())
            values = {"A text; with 'marks'"};
        for (const std::string &value : values) {
            EXPECT_EQ(setValue(row, value, options), "") << row.name << ' ' << value;
            EXPECT_EQ(valueOf(row, options), value) << row.name;
        }
        if (row.choices.empty() && row.most == 0 && !isSwitch(row))
            continue; // any text will do
        const std::string before = valueOf(row, options);
        EXPECT_NE(setValue(row, "none such", options), "") << row.name;
        EXPECT_EQ(valueOf(row, options), before) << row.name;
        EXPECT_EQ(valueOf(row, FormatOptions()), usual);
    }
}

TEST(ExportOptions, OfOneNameBelongToDifferentFormats)
{
    for (const ExportFormatRow &format : exportFormats) {
        std::set<std::string_view> names;
        for (const ExportOptionRow &row : exportOptions())
            if (format.options.contains(row.option)) {
                EXPECT_TRUE(names.insert(row.name).second) << format.name << ' ' << row.name;
            }
    }
}

TEST(ExportOptions, AreEachTakenByAFormat)
{
    for (const ExportOptionRow &row : exportOptions())
        EXPECT_FALSE(exportFormatNames(row.name).empty()) << row.name;
}

TEST(ExportOptions, OfACommandLineAreOnlyTheUnusualOnes)
{
    FormatOptions options;
    EXPECT_EQ(optionsText(options, textOptions), "");
    options.preset = TextPreset::Lockdep;
    options.notes = false;
    options.from = 3;
    options.theme = ThemeKind::Dark;
    options.caption = "It's late";
    EXPECT_EQ(optionsText(options, textOptions), " --from 3 --no-notes --preset lockdep");
    EXPECT_EQ(optionsText(options, pictureOptions),
              " --from 3 --caption 'It'\\''s late' --no-notes --theme dark");
}

} // namespace racewalk
