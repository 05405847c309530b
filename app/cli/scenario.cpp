// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/scenario.h"

#include "language/compile.h"
#include "language/library.h"
#include "language/source/read_source.h"
#include "language/words/nearest_name.h"

#include <charconv>
#include <string_view>
#include <system_error>
#include <utility>

namespace racewalk::cli {
namespace {

ScenarioError complaint(const std::string &sentence)
{
    return {"racewalk: " + sentence + '\n'};
}

/// The error for a name that is neither a file nor a scenario.
ScenarioError unknownScenario(const std::string &name,
                              const std::vector<ShippedScenario> &scenarios)
{
    std::vector<std::string_view> names;
    for (const ShippedScenario &scenario : scenarios)
        names.push_back(scenario.name);
    const std::string sentence = "no file or scenario named '" + name + "'";
    const std::string hint = didYouMean(name, names);
    return complaint(sentence +
                     (hint.empty() ? "; run 'racewalk list' to see the scenarios" : "; " + hint));
}

std::expected<std::pair<std::string, std::int32_t>, ScenarioError>
parameterFrom(const std::string &text)
{
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        return std::unexpected(complaint("--param " + text + ": expected NAME=VALUE"));
    std::int32_t value = 0;
    const char *const end = text.data() + text.size();
    const auto [read, error] = std::from_chars(text.data() + equals + 1, end, value);
    if (error != std::errc{} || read != end) {
        return std::unexpected(complaint("--param " + text + ": '" + text.substr(equals + 1) +
                                         "' is not a whole number of 32 bits"));
    }
    return std::pair{text.substr(0, equals), value};
}

} // namespace

std::string checkModel(const std::string &name)
{
    return memoryModelFrom(name)
               ? ""
               : "unknown memory model '" + name + "'; the models are " + memoryModelNames("and");
}

void addOutputOptions(CLI::App &command, ScenarioOptions &options)
{
    command.add_flag("-q,--quiet", options.quiet,
                     "Print only the result, without remarks and progress");
    command.add_flag("--json", options.json, "Print one JSON object or array");
}

void addScenarioArgument(CLI::App &command, ScenarioOptions &options)
{
    command
        .add_option("SCENARIO", options.scenario,
                    "A .race file, or the name of a scenario that `racewalk list` shows")
        ->required()
        ->option_text(" ");
}

CLI::Option *addVariantOption(CLI::App &command, ScenarioOptions &options)
{
    return command
        .add_option("--variant", options.variant, "The variant to use (default: the first)")
        ->option_text("NAME");
}

void addParameterOption(CLI::App &command, ScenarioOptions &options)
{
    command
        .add_option("--param", options.parameters, "Set a parameter; may be given several times")
        ->option_text("NAME=VALUE")
        ->expected(1)
        ->take_all();
}

void addScenarioOptions(CLI::App &command, ScenarioOptions &options)
{
    addScenarioArgument(command, options);
    addVariantOption(command, options);
    addParameterOption(command, options);
    command
        .add_option("--memory", options.memory,
                    "Memory model: " + memoryModelNames("or") + " (default: the scenario's)")
        ->option_text("MODEL")
        ->check(checkModel);
    addOutputOptions(command, options);
}

std::expected<std::shared_ptr<const SourceText>, ScenarioError>
readScenario(const std::string &nameOrPath)
{
    const auto scenarios = shippedScenarios(dataFolder());
    const ScenarioLocation place = locateScenario(scenarios, nameOrPath);
    const bool looksLikeName =
        nameOrPath.find('/') == std::string::npos && place.path.extension() != ".race";
    std::error_code error;
    if (looksLikeName && !std::filesystem::exists(place.path, error))
        return std::unexpected(unknownScenario(nameOrPath, scenarios));
    const auto source = readSource(place.path);
    if (!source)
        return std::unexpected(complaint(source.error().sentence));
    return std::make_shared<const SourceText>(place.shownName, source->text());
}

std::expected<std::shared_ptr<const Program>, ScenarioError>
compileScenario(std::shared_ptr<const SourceText> source, const ScenarioOptions &options,
                const std::string &variant, Console &console)
{
    CompileOptions compileOptions;
    compileOptions.variant = variant;
    if (!options.memory.empty())
        compileOptions.memory = memoryModelFrom(options.memory);
    for (const std::string &text : options.parameters) {
        auto parameter = parameterFrom(text);
        if (!parameter)
            return std::unexpected(parameter.error());
        compileOptions.parameters.push_back(std::move(*parameter));
    }
    const Compiled compiled = compile(source, compileOptions);
    const std::string rendered = renderDiagnostics(*source, compiled.diagnostics);
    if (!compiled.program)
        return std::unexpected(ScenarioError{rendered});
    if (!console.isQuiet())
        console.complainLines(rendered);
    return compiled.program;
}

std::expected<std::shared_ptr<const Program>, ScenarioError>
loadScenario(const ScenarioOptions &options, Console &console)
{
    auto source = readScenario(options.scenario);
    if (!source)
        return std::unexpected(source.error());
    return compileScenario(std::move(*source), options, options.variant, console);
}

} // namespace racewalk::cli
