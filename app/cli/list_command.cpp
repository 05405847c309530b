// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/scenario.h"
#include "language/compile.h"
#include "language/library.h"
#include "language/source/read_source.h"
#include "language/words/vocabulary.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace racewalk::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Listed {
    ShippedScenario place;
    Scenario scenario;
};

std::string kindsText(const Expectation *expectation)
{
    if (expectation == nullptr)
        return "";
    if (expectation->kinds.empty())
        return "ok";
    return fmt::format("{}", fmt::join(toTexts(expectation->kinds), ", "));
}

/// "ok; tso: final": under the scenario's own memory model, then under the others that it makes
/// claims about.
std::string expectationText(const Scenario &scenario, const std::string &variant)
{
    std::string text = kindsText(scenario.expectation(variant, scenario.memory));
    for (const MemoryModel model : scenario.claimedModels()) {
        const std::string kinds = kindsText(scenario.expectation(variant, model));
        if (model != scenario.memory && !kinds.empty())
            text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", toText(model), kinds);
    }
    return text;
}

std::string textFor(const Listed &listed)
{
    const Scenario &scenario = listed.scenario;
    std::string text = fmt::format("{}\n    {}\n", listed.place.name, scenario.title);
    if (!teaches(scenario).empty())
        text += fmt::format("    {}\n", teaches(scenario));
    if (scenario.memory != MemoryModel::Sc)
        text += fmt::format("    memory {}\n", toText(scenario.memory));
    for (const Parameter &parameter : scenario.parameters) {
        text += fmt::format("    param {} = {} in {}..{}\n", parameter.name, parameter.value,
                            parameter.low, parameter.high);
    }
    std::size_t nameWidth = 0, expectationWidth = 0;
    for (const Variant &variant : scenario.variants) {
        nameWidth = std::max(nameWidth, variant.name.size());
        expectationWidth =
            std::max(expectationWidth, expectationText(scenario, variant.name).size());
    }
    for (const Variant &variant : scenario.variants) {
        const std::string expectation = expectationText(scenario, variant.name);
        if (!variant.name.empty())
            text += fmt::format("    {:<{}}  {:<{}}  {}\n", variant.name, nameWidth, expectation,
                                expectationWidth, variant.title);
        else if (!expectation.empty())
            text += fmt::format("    {}\n", expectation);
    }
    return text;
}

/// "== inode ==": no scenario's name looks like it.
std::string headingFor(const std::string &family, bool isFirst)
{
    return fmt::format("{}== {} ==\n", isFirst ? "" : "\n", family);
}

Json jsonFor(const Listed &listed)
{
    const Scenario &scenario = listed.scenario;
    Json json = {{"name", listed.place.name},
                 {"family", listed.place.family},
                 {"file", listed.place.path.filename().string()},
                 {"scenario", scenario.title},
                 {"teaches", teaches(scenario)},
                 {"about", scenario.about},
                 {"memory", toText(scenario.memory)},
                 {"params", Json::array()},
                 {"variants", Json::array()}};
    for (const Parameter &parameter : scenario.parameters) {
        json["params"].push_back({{"name", parameter.name},
                                  {"value", parameter.value},
                                  {"low", parameter.low},
                                  {"high", parameter.high}});
    }
    for (const Variant &variant : scenario.variants) {
        Json entry = {{"name", variant.name}, {"title", variant.title}, {"expected", nullptr}};
        if (const Expectation *expectation = scenario.expectation(variant.name, scenario.memory))
            entry["expected"] = toTexts(expectation->kinds);
        entry["expected_under"] = Json::object();
        for (const MemoryModel model : scenario.claimedModels())
            if (const Expectation *expectation = scenario.expectation(variant.name, model))
                entry["expected_under"][std::string(toText(model))] = toTexts(expectation->kinds);
        json["variants"].push_back(std::move(entry));
    }
    return json;
}

/// What the scenario says of itself, or nothing after a complaint.
std::optional<Listed> read(const ShippedScenario &place, Console &console)
{
    const auto source = readSource(place.path);
    if (!source) {
        console.complain(source.error().sentence);
        return std::nullopt;
    }
    const auto shared = std::make_shared<const SourceText>(*source);
    const Compiled compiled = compile(shared, {});
    if (!compiled.program) {
        console.complainLines(renderDiagnostics(*shared, compiled.diagnostics));
        return std::nullopt;
    }
    return Listed{place, compiled.program->scenario};
}

ExitStatus list(const ScenarioOptions &options, Console &console)
{
    const auto folder = dataFolder();
    const auto scenarios = shippedScenarios(folder);
    if (scenarios.empty()) {
        console.complain("there are no scenarios in " + (folder / "scenarios").string() +
                         "; RACEWALK_DATA_DIR can name another folder");
        return ExitStatus::BadInput;
    }
    ExitStatus status = ExitStatus::Success;
    std::string text, family;
    Json array = Json::array();
    for (const ShippedScenario &place : scenarios) {
        if (options.quiet && !options.json) {
            text += place.name + '\n';
            continue;
        }
        const auto listed = read(place, console);
        if (!listed) {
            status = ExitStatus::BadInput;
        } else if (options.json) {
            array.push_back(jsonFor(*listed));
        } else {
            if (place.family != family)
                text += headingFor(place.family, text.empty());
            family = place.family;
            text += '\n' + textFor(*listed);
        }
    }
    if (options.json)
        text = array.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
    console.print(text);
    return status;
}

/// Where explanations begin: right of most usages.
constexpr std::size_t explanationColumn = 32;

std::string lineFor(const VocabularyWord &word)
{
    std::string line = "    " + word.usage;
    const bool isLong = line.size() + 2 > explanationColumn;
    line += isLong ? '\n' + std::string(explanationColumn, ' ')
                   : std::string(explanationColumn - line.size(), ' ');
    return line + std::string(word.explanation) + '\n';
}

std::string primitivesText()
{
    std::string text;
    std::string_view family;
    for (const Primitive &primitive : primitives()) {
        if (family != familyName(primitive.family)) {
            family = familyName(primitive.family);
            text += fmt::format("{}{}\n", text.empty() ? "" : "\n", family);
        }
        text += lineFor(*findWord(primitive.name));
    }
    return text;
}

std::string primitiveNames()
{
    std::string text;
    for (const Primitive &primitive : primitives())
        text += fmt::format("{}\n", primitive.name);
    return text;
}

Json primitivesJson()
{
    Json array = Json::array();
    for (const Primitive &primitive : primitives()) {
        const VocabularyWord &word = *findWord(primitive.name);
        array.push_back({{"name", word.name},
                         {"family", familyName(primitive.family)},
                         {"usage", word.usage},
                         {"explanation", word.explanation}});
    }
    return array;
}

ExitStatus listPrimitives(const ScenarioOptions &options, Console &console)
{
    console.print(options.json    ? primitivesJson().dump(2) + '\n'
                  : options.quiet ? primitiveNames()
                                  : primitivesText());
    return ExitStatus::Success;
}

} // namespace

void addListCommand(CLI::App &app, Action &chosen)
{
    auto *command = app.add_subcommand(
        "list", "List the scenarios that come with the program, with their parameters, variants "
                "and expected findings");
    const auto options = std::make_shared<ScenarioOptions>();
    const auto wantsPrimitives = std::make_shared<bool>(false);
    command->add_flag("--primitives", *wantsPrimitives,
                      "List the primitives of the language instead, with syntax and description");
    command->add_flag("-q,--quiet", options->quiet, "Print only the names, one per line");
    command->add_flag("--json", options->json, "Print a JSON array");
    command->callback([&chosen, options, wantsPrimitives] {
        chosen = [options, wantsPrimitives](Console &console) {
            console.setQuiet(options->quiet);
            return *wantsPrimitives ? listPrimitives(*options, console) : list(*options, console);
        };
    });
}

} // namespace racewalk::cli
