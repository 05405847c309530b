// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/formats.h"

#include "export/promela/promela.h"
#include "export/provenance.h"
#include "export/reports/run_ending.h"
#include "export/reports/verdict_text.h"
#include "export/svg/run_picture.h"
#include "export/svg/svg.h"
#include "program/one_line.h"
#include "run/schedule/schedule.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {
std::string choosePart(Run &run, RunToExport &toExport, const FormatOptions &options)
{
    const std::size_t length = run.position(), last = options.to.value_or(length);
    const std::size_t first = options.from.value_or(1);
    if (last > length)
        return fmt::format("--to {} is beyond the last step, {}", last, length);
    if (first > last && !(first == 1 && last == 0))
        return fmt::format("--from {} is behind step {}", first, last);
    if (options.start && *options.start > last)
        return fmt::format("--start {} is beyond the last step, {}", *options.start, last);
    if (options.start && *options.start + 1 < first)
        return fmt::format("--start {} is in front of step {}", *options.start, first);
    if (last < length) {
        run.jump(last);
        toExport.ending = {};
    }
    toExport.first = first - 1;
    return {};
}

Written writeSvg(const RunToExport &run, const FormatOptions &options)
{
    SvgOptions svg;
    svg.theme = options.theme;
    svg.title = subjectText(run.run.machine().program());
    svg.description = endingText(run);
    svg.replay = replayCommand(provenanceOf(run.run));
    return toSvg(runPicture(run, options, typicalTextWidth), svg);
}

Written writeSchedule(const RunToExport &run, const FormatOptions &)
{
    const auto steps = std::span(run.run.steps()).first(run.run.position());
    return toText(scheduleOf(run.run.machine(), steps)) + '\n';
}

Written writePromela(const Machine &machine)
{
    auto promela = toPromela(machine);
    if (!promela)
        return std::unexpected(promela.error().sentence);
    return std::move(*promela);
}

ExportOptionSet effectiveOptions(const ExportFormatRow &format, const FormatOptions &options)
{
    // lockdep has one layout.
    if (format.format == ExportFormat::Text && options.preset == TextPreset::Lockdep)
        return runOptions |
               ExportOptionSet{ExportOption::Preset, ExportOption::Replay, ExportOption::Columns};
    return format.options;
}

std::optional<ExportFormat> exportFormatFrom(std::string_view name)
{
    const auto found = std::ranges::find(exportFormats, name, &ExportFormatRow::name);
    if (found == exportFormats.end())
        return std::nullopt;
    return found->format;
}

std::string exportFormatNames()
{
    std::vector<std::string> names;
    for (const ExportFormatRow &row : exportFormats)
        names.emplace_back(row.name);
    return listText(names, "and");
}

namespace {

/// "The notes" as "the notes".
std::string lowered(std::string text)
{
    if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z')
        text[0] = static_cast<char>(text[0] - 'A' + 'a');
    return text;
}

std::string namesOfFormatsWith(const std::vector<ExportOption> &options)
{
    std::vector<std::string> names;
    for (const ExportFormatRow &row : exportFormats)
        if (std::ranges::any_of(options,
                                [&](ExportOption each) { return row.options.contains(each); }))
            names.emplace_back(row.name);
    return listText(names, "and");
}

} // namespace

std::string exportFormatNames(std::string_view option)
{
    std::vector<ExportOption> options;
    for (const ExportOptionRow &row : exportOptions())
        if (row.name == option)
            options.push_back(row.option);
    return namesOfFormatsWith(options);
}

std::string exportOptionHelp(std::string_view name)
{
    static const FormatOptions usual;
    std::string help;
    for (const ExportOptionRow &row : exportOptions()) {
        const std::string formats = row.name == name ? namesOfFormatsWith({row.option}) : "";
        if (formats.empty())
            continue;
        std::string text(row.help);
        if (isSwitch(row) && valueOf(row, usual) == "yes")
            text = "Leave out " + lowered(text);
        if (!row.choices.empty())
            text += ": " + choiceNames(row);
        text += ", for " + formats;
        if (const std::string value = valueOf(row, usual); !isSwitch(row) && !value.empty())
            text += fmt::format(" (default: {})", value);
        help += (help.empty() ? "" : ". ") + text;
    }
    return help;
}

} // namespace racewalk
