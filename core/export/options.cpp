// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/options.h"

#include "program/one_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace racewalk {
namespace {

constexpr std::size_t mostSteps = 1'000'000;

constexpr std::array presetChoices = {
    OptionChoice{"commit", "Commit"},   OptionChoice{"comment", "Comment"},
    OptionChoice{"lockdep", "Lockdep"}, OptionChoice{"tabs", "Tabs"},
    OptionChoice{"list", "List"},
};
constexpr std::array headerChoices = {
    OptionChoice{"cpu-role", "CPU0 (role)"},
    OptionChoice{"cpu-dash", "CPU0 - role"},
    OptionChoice{"cpu", "CPU0"},
    OptionChoice{"cpu-space", "CPU 0"},
    OptionChoice{"cpu-colon", "cpu0:"},
    OptionChoice{"thread", "Thread A"},
    OptionChoice{"task", "Task1"},
    OptionChoice{"name", "role"},
};
constexpr std::array ruleChoices = {
    OptionChoice{"header", "Header length"},
    OptionChoice{"four", "----"},
    OptionChoice{"none", "None"},
};
constexpr std::array remarkChoices = {
    OptionChoice{"brackets", "[ ]"},
    OptionChoice{"slashes", "//"},
    OptionChoice{"hash", "#"},
    OptionChoice{"parentheses", "( )"},
};
constexpr std::array depthChoices = {
    OptionChoice{"two", "2 blanks"},
    OptionChoice{"one", "1"},
    OptionChoice{"arrow", "->"},
    OptionChoice{"double-arrow", "=>"},
};
constexpr std::array collapseChoices = {
    OptionChoice{"local", "Local steps"},
    OptionChoice{"nothing", "Nothing"},
    OptionChoice{"all-but-shared", "All but shared"},
};
constexpr std::array themeChoices = {OptionChoice{"light", "Light"}, OptionChoice{"dark", "Dark"}};
constexpr std::array pageThemeChoices = {
    OptionChoice{"system", "System"}, OptionChoice{"light", "Light"}, OptionChoice{"dark", "Dark"}};
constexpr std::array walkChoices = {OptionChoice{"one", "Only this walk"},
                                    OptionChoice{"all", "All walks and outcomes"}};
constexpr std::array options = std::to_array<ExportOptionRow>({
    {.option = ExportOption::From,
     .name = "from",
     .label = "From step",
     .help = "The first step that is shown",
     .value = "N",
     .field = &FormatOptions::from,
     .least = 1,
     .most = mostSteps},
    {.option = ExportOption::To,
     .name = "to",
     .label = "To step",
     .help = "The last step that is shown",
     .value = "N",
     .field = &FormatOptions::to,
     .least = 1,
     .most = mostSteps},
    {.option = ExportOption::Caption,
     .name = "caption",
     .label = "Caption",
     .help = "A caption; auto: the scenario, the variant and how the run ends",
     .value = "TEXT",
     .field = &FormatOptions::caption},
    {.option = ExportOption::Notes,
     .name = "notes",
     .label = "Notes",
     .help = "The notes on the steps",
     .field = &FormatOptions::notes},
    {.option = ExportOption::Replay,
     .name = "replay",
     .label = "How to replay",
     .help = "The command that replays the run",
     .field = &FormatOptions::replay},
    {.option = ExportOption::Preset,
     .name = "preset",
     .label = "Preset",
     .help = "The layout of the diagram",
     .value = "PRESET",
     .field = &FormatOptions::preset,
     .choices = presetChoices},
    {.option = ExportOption::Headers,
     .name = "headers",
     .label = "Headers",
     .help = "The names above the columns",
     .value = "STYLE",
     .field = &FormatOptions::headers,
     .choices = headerChoices},
    {.option = ExportOption::Rule,
     .name = "rule",
     .label = "Rule line",
     .help = "The line below the names",
     .value = "STYLE",
     .field = &FormatOptions::rule,
     .choices = ruleChoices},
    {.option = ExportOption::Remarks,
     .name = "remarks",
     .label = "Remarks",
     .help = "How remarks are written",
     .value = "STYLE",
     .field = &FormatOptions::remarks,
     .choices = remarkChoices},
    {.option = ExportOption::Depth,
     .name = "depth",
     .label = "Call depth",
     .help = "What stands before a line for each call around it",
     .value = "STYLE",
     .field = &FormatOptions::depth,
     .choices = depthChoices},
    {.option = ExportOption::Columns,
     .name = "width",
     .label = "Width",
     .help = "The widest line in characters",
     .value = "N",
     .field = &FormatOptions::columns,
     .least = 44,
     .most = 200,
     .unit = "columns"},
    {.option = ExportOption::Collapse,
     .name = "collapse",
     .label = "Collapse",
     .help = "What is folded into \"...\" or left out",
     .value = "WHAT",
     .field = &FormatOptions::collapse,
     .choices = collapseChoices},
    {.option = ExportOption::BySwitch,
     .name = "by-switch",
     .label = "By switch",
     .help = "One line for each stretch of steps of one thread, with what it changed",
     .field = &FormatOptions::bySwitch},
    {.option = ExportOption::Outcome,
     .name = "outcome",
     .label = "Initial values and outcome",
     .help = "The initial values above, the last values and the outcome below",
     .field = &FormatOptions::outcome},
    {.option = ExportOption::Theme,
     .name = "theme",
     .label = "Theme",
     .help = "The colours",
     .value = "THEME",
     .field = &FormatOptions::theme,
     .choices = themeChoices},
    {.option = ExportOption::Width,
     .name = "width",
     .label = "Width",
     .help = "The width in pixels",
     .value = "PX",
     .field = &FormatOptions::width,
     .least = 320,
     .most = 8000,
     .unit = "px"},
    {.option = ExportOption::Scale,
     .name = "scale",
     .label = "Scale",
     .help = "Pixels in the file for one of --width",
     .value = "N",
     .field = &FormatOptions::scale,
     .least = 1,
     .most = 4},
    {.option = ExportOption::RowHeight,
     .name = "row-height",
     .label = "Row height",
     .help = "The height of a step in pixels of --width",
     .value = "PX",
     .field = &FormatOptions::rowHeight,
     .least = 18,
     .most = 48,
     .unit = "px"},
    {.option = ExportOption::Legend,
     .name = "legend",
     .label = "Legend",
     .help = "The legend below the picture",
     .field = &FormatOptions::legend},
    {.option = ExportOption::Against,
     .name = "against",
     .label = "",
     .help = "Add what the same schedule does in another variant, as a second execution",
     .value = "VARIANT",
     .field = &FormatOptions::against},
    {.option = ExportOption::PlayerTheme,
     .name = "theme",
     .label = "Theme",
     .help = "The colours of the page",
     .value = "THEME",
     .field = &FormatOptions::pageTheme,
     .choices = pageThemeChoices},
    {.option = ExportOption::Start,
     .name = "start",
     .label = "Start at step",
     .help = "The step at which the player opens",
     .value = "N",
     .field = &FormatOptions::start,
     .least = 0,
     .most = mostSteps},
    {.option = ExportOption::Walks,
     .name = "walks",
     .label = "Walks",
     .help = "The walks to choose from; all: also the shortest run to each outcome",
     .value = "WALKS",
     .field = &FormatOptions::walks,
     .choices = walkChoices},
    {.option = ExportOption::About,
     .name = "about",
     .label = "About text",
     .help = "The text that says what the scenario is about",
     .field = &FormatOptions::about},
    {.option = ExportOption::Source,
     .name = "source",
     .label = "Source of every thread",
     .help = "The source of every thread",
     .field = &FormatOptions::source},
    {.option = ExportOption::State,
     .name = "state",
     .label = "Shared state",
     .help = "The shared state",
     .field = &FormatOptions::state},
    {.option = ExportOption::Quiz,
     .name = "quiz",
     .label = "\"What happens next?\" switch",
     .help = "The switch \"What happens next?\"",
     .field = &FormatOptions::quiz},
    {.option = ExportOption::File,
     .name = "file",
     .label = "Scenario file inside, to download",
     .help = "The scenario file, to download",
     .field = &FormatOptions::file},
    {.option = ExportOption::Scorm,
     .name = "scorm",
     .label = "SCORM package (zip)",
     .help = "Write a SCORM 1.2 package (zip), so that a learning platform keeps the score",
     .field = &FormatOptions::scorm},
    {.option = ExportOption::Csp,
     .name = "csp",
     .label = "",
     .help = "Write only the content security policy of the page, with its hashes",
     .field = &FormatOptions::csp},
});
static_assert(isComplete<options, &ExportOptionRow::option>(),
              "options needs one row for each ExportOption, in their order");

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct Inner {
    using Type = T;
};
template <class T>
struct Inner<std::optional<T>> {
    using Type = T;
};

/// A value that is there.
template <class T>
std::string textOf(const ExportOptionRow &row, const T &value)
{
    if constexpr (std::is_same_v<T, bool>)
        return value ? "yes" : "no";
    else if constexpr (std::is_enum_v<T>)
        return std::string(row.choices[static_cast<std::size_t>(value)].name);
    else
        return fmt::format("{}", value);
}

std::optional<std::size_t> numberIn(const ExportOptionRow &row, std::string_view text)
{
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < row.least ||
        number > row.most)
        return std::nullopt;
    return number;
}

/// Returns whether `value` was one of the type.
template <class T>
std::optional<T> valueIn(const ExportOptionRow &row, std::string_view text)
{
    if constexpr (std::is_same_v<T, bool>) {
        return text == "yes"  ? std::optional(true)
               : text == "no" ? std::optional(false)
                              : std::nullopt;
    } else if constexpr (std::is_same_v<T, std::size_t>) {
        return numberIn(row, text);
    } else if constexpr (std::is_enum_v<T>) {
        const auto choice = std::ranges::find(row.choices, text, &OptionChoice::name);
        if (choice == row.choices.end())
            return std::nullopt;
        return static_cast<T>(choice - row.choices.begin());
    } else {
        return std::string(text);
    }
}

std::string demand(const ExportOptionRow &row)
{
    if (isSwitch(row))
        return "must be yes or no";
    if (!row.choices.empty())
        return "must be " + choiceNames(row);
    return fmt::format("must be a number from {} to {}", row.least, row.most);
}

} // namespace

std::span<const ExportOptionRow> exportOptions()
{
    return options;
}

const ExportOptionRow &rowOf(ExportOption option)
{
    return options[static_cast<std::size_t>(option)];
}

std::string choiceNames(const ExportOptionRow &row)
{
    std::vector<std::string> names;
    for (const OptionChoice &choice : row.choices)
        names.emplace_back(choice.name);
    return listText(names, "or");
}

bool isSwitch(const ExportOptionRow &row)
{
    return std::holds_alternative<bool FormatOptions::*>(row.field);
}

std::string valueOf(const ExportOptionRow &row, const FormatOptions &values)
{
    return std::visit(
        [&](auto field) {
            const auto &value = values.*field;
            if constexpr (IsOptional<std::remove_cvref_t<decltype(value)>>::value)
                return value ? textOf(row, *value) : std::string();
            else
                return textOf(row, value);
        },
        row.field);
}

std::string setValue(const ExportOptionRow &row, std::string_view text, FormatOptions &values)
{
    const bool isSet = std::visit(
        [&](auto field) {
            using Value = std::remove_cvref_t<decltype(values.*field)>;
            if constexpr (IsOptional<Value>::value)
                if (text.empty()) {
                    values.*field = std::nullopt;
                    return true;
                }
            const auto value = valueIn<typename Inner<Value>::Type>(row, text);
            if (value)
                values.*field = *value;
            return value.has_value();
        },
        row.field);
    return isSet ? "" : demand(row);
}

std::string optionsText(const FormatOptions &values, ExportOptionSet set)
{
    static const FormatOptions usual;
    std::string text;
    for (const ExportOptionRow &row : options) {
        const std::string value = valueOf(row, values);
        if (!set.contains(row.option) || value == valueOf(row, usual))
            continue;
        if (isSwitch(row))
            text += fmt::format(" --{}{}", value == "no" ? "no-" : "", row.name);
        else
            text += fmt::format(" --{} {}", row.name, shellQuoted(value));
    }
    return text;
}

std::string shellQuoted(std::string_view word)
{
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                       "0123456789_-./=:,+@%";
    if (!word.empty() && word.find_first_not_of(plain) == std::string_view::npos)
        return std::string(word);
    std::string quoted = "'";
    for (const char c : word)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

} // namespace racewalk
