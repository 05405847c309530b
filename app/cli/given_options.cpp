// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/given_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace racewalk::cli {

std::string GivenOptions::readInto(ExportCall &call) const
{
    const ExportFormatRow &format = rowOf(call.format);
    for (const auto &[name, value] : values) {
        const auto row = std::ranges::find_if(exportOptions(), [&](const auto &each) {
            return each.name == name && format.options.contains(each.option);
        });
        if (row == exportOptions().end())
            return fmt::format("--{} does not apply to {}, only to {}", name, format.name,
                               exportFormatNames(name));
        if (const std::string demand = setValue(*row, value, call.options); !demand.empty())
            return fmt::format("--{} is '{}', but {}", name, value, demand);
    }
    if (!notes.empty() && !format.options.contains(ExportOption::Notes))
        return fmt::format("--note does not apply to {}, only to {}", format.name,
                           exportFormatNames("notes"));
    for (const std::string &text : notes) {
        const auto note = noteFrom(text);
        if (!note)
            return fmt::format("--note is '{}', but {}", text, note.error());
        call.notes.insert(*note);
    }
    if (!walks.empty() && !format.options.contains(ExportOption::Walks))
        return fmt::format("--walk does not apply to {}, only to {}", format.name,
                           exportFormatNames("walks"));
    for (const std::string &text : walks) {
        auto walk = walkFrom(text);
        if (!walk)
            return fmt::format("--walk is '{}', but {}", text, walk.error());
        call.walks.push_back(std::move(*walk));
    }
    return {};
}

/// Where formats differ in what an option does, its text says so.
void addGivenOptions(CLI::App &command, GivenOptions &given)
{
    command
        .add_option("--note", given.notes,
                    "A note on a step, for " + exportFormatNames("notes") + "; repeatable")
        ->option_text("STEP=TEXT");
    command
        .add_option("--walk", given.walks,
                    "A further walk to choose from, for " + exportFormatNames("walks") +
                        "; repeatable")
        ->option_text("NAME=SCHEDULE");
    std::vector<std::string_view> added;
    for (const ExportOptionRow &row : exportOptions()) {
        const std::string name(row.name), help = exportOptionHelp(name);
        if (std::ranges::find(added, row.name) != added.end() || help.empty())
            continue;
        added.push_back(row.name);
        const auto keep = [&given, name](const std::string &value) { given.values[name] = value; };
        if (isSwitch(row)) { // on the command line it turns the usual round
            const bool isOn = valueOf(row, racewalk::FormatOptions()) == "yes";
            command.add_flag_callback((isOn ? "--no-" : "--") + name,
                                      [keep, isOn] { keep(isOn ? "no" : "yes"); }, help);
        } else {
            command.add_option_function<std::string>("--" + name, keep, help)
                ->option_text(std::string(row.value));
        }
    }
}

} // namespace racewalk::cli
