// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/command.h"

#include <fmt/format.h>

#include <charconv>
#include <variant>

namespace racewalk {
namespace {

/// Which run is exported, and how its fates are found.
std::string runArguments(const ExportCall &call, const ExportFormatRow &row)
{
    std::string text = call.found.empty()
                           ? " --schedule " + shellQuoted(call.from.schedule.value_or(""))
                           : " --find " + shellQuoted(call.found);
    if (row.options.contains(ExportOption::Notes) && call.options.notes)
        for (const auto &[event, note] : call.notes)
            text += " --note " + shellQuoted(fmt::format("{}={}", event + 1, note));
    if (row.options.contains(ExportOption::Walks) && call.options.walks == WalkChoice::All)
        for (const auto &[name, schedule] : call.walks)
            text += " --walk " + shellQuoted(name + '=' + schedule);
    if (call.maxStates != 0 && row.showsFates)
        text += fmt::format(" --max-states {}", call.maxStates);
    return text;
}

} // namespace

std::string subjectArguments(const Provenance &from)
{
    std::string text;
    if (!from.variant.empty())
        text += " --variant " + shellQuoted(from.variant);
    for (const auto &[name, value] : from.parameters)
        text += " --param " + shellQuoted(name + '=' + value);
    if (!from.memory.empty())
        text += " --memory " + shellQuoted(from.memory);
    return text;
}

std::string exportCommand(const ExportCall &call)
{
    const ExportFormatRow &row = rowOf(call.format);
    std::string text = fmt::format("racewalk export {} {}", shellQuoted(call.scenario), row.name);
    text += subjectArguments(call.from);
    if (!std::holds_alternative<ProgramWriter>(row.writer))
        text += runArguments(call, row);
    text += optionsText(call.options, row.options);
    if (!call.file.empty())
        text += " -o " + shellQuoted(call.file);
    return text;
}

std::expected<StepNotes::value_type, std::string> noteFrom(std::string_view text)
{
    std::size_t step = 0;
    const std::size_t equals = text.find('=');
    const char *const end = text.data() + std::min(equals, text.size());
    const auto [stop, error] = std::from_chars(text.data(), end, step);
    if (equals == std::string_view::npos || error != std::errc() || stop != end || step == 0 ||
        equals + 1 == text.size())
        return std::unexpected("must be the number of a step, '=' and a text: '4=evict is late'");
    return StepNotes::value_type(step - 1, text.substr(equals + 1));
}

std::expected<std::pair<std::string, std::string>, std::string> walkFrom(std::string_view text)
{
    const std::size_t equals = text.rfind('='); // no schedule has one, a name may
    if (equals == std::string_view::npos || equals == 0)
        return std::unexpected("must be a name, '=' and a schedule: 'evict first=evict! lookup!'");
    return std::pair(std::string(text.substr(0, equals)), std::string(text.substr(equals + 1)));
}

} // namespace racewalk
