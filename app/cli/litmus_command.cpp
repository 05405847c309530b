// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/scenario.h"
#include "cli/search.h"
#include "explore/results/verdict_words.h"
#include "language/compile.h"
#include "language/library.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace racewalk::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view family = "litmus";

/// One variant of a litmus test: whether each model, in the order of `memoryModels`, allows the
/// outcome that its `final` excludes.
struct Row {
    std::string test;
    std::string variant;
    std::array<bool, memoryModels.size()> isAllowed{};
};

/// "SB" of "SB: store buffering".
std::string testName(const Scenario &scenario)
{
    return scenario.title.substr(0, scenario.title.find(':'));
}

std::string_view word(bool isAllowed)
{
    return isAllowed ? "allowed" : "forbidden";
}

std::string tableOf(const std::vector<Row> &rows)
{
    std::string text = fmt::format("{:<6}  {:<8}", "test", "variant");
    for (const MemoryModelRow &model : memoryModels)
        text += fmt::format("  {:<9}", model.name);
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
    for (const Row &row : rows) {
        text += fmt::format("{:<6}  {:<8}", row.test, row.variant);
        for (const bool isAllowed : row.isAllowed)
            text += fmt::format("  {:<9}", word(isAllowed));
        text.erase(text.find_last_not_of(' ') + 1);
        text += '\n';
    }
    return text;
}

std::string jsonOf(const std::vector<Row> &rows)
{
    Json array = Json::array();
    for (const Row &row : rows) {
        Json json = {{"test", row.test}, {"variant", row.variant}};
        for (std::size_t i = 0; i < memoryModels.size(); ++i)
            json[std::string(memoryModels[i].name)] = word(row.isAllowed[i]);
        array.push_back(std::move(json));
    }
    return array.dump(2) + '\n';
}

class Litmus {
public:
    explicit Litmus(Console &console) : m_console(console) {}

    ExitStatus run(bool isJson)
    {
        std::vector<Row> rows;
        for (const ShippedScenario &place : shippedScenarios(dataFolder()))
            if (place.family == family && !append(place, rows))
                return m_interrupt.wasRequested() ? ExitStatus::Interrupted : ExitStatus::BadInput;
        if (rows.empty()) {
            m_console.complain("there are no litmus tests in " + dataFolder().string() +
                               "; RACEWALK_DATA_DIR can name another folder");
            return ExitStatus::BadInput;
        }
        m_console.print(isJson ? jsonOf(rows) : tableOf(rows));
        return ExitStatus::Success;
    }

private:
    bool append(const ShippedScenario &place, std::vector<Row> &rows)
    {
        const auto source = readScenario(place.path.string());
        if (!source) {
            m_console.complainLines(source.error().lines);
            return false;
        }
        const auto first = compileScenario(*source, {}, {}, m_console);
        if (!first) {
            m_console.complainLines(first.error().lines);
            return false;
        }
        for (const Variant &variant : (*first)->scenario.variants) {
            Row row{testName((*first)->scenario), variant.name};
            for (std::size_t i = 0; i < memoryModels.size(); ++i) {
                const auto isAllowed = explored(*source, variant.name, memoryModels[i].model);
                if (!isAllowed)
                    return false;
                row.isAllowed[i] = *isAllowed;
            }
            rows.push_back(std::move(row));
        }
        return true;
    }

    /// Nothing, after a complaint, if the test did not come to an answer.
    std::optional<bool> explored(const std::shared_ptr<const SourceText> &source,
                                 const std::string &variant, MemoryModel model)
    {
        ScenarioOptions options;
        options.memory = toText(model);
        const auto program = compileScenario(source, options, variant, m_console);
        if (!program) {
            m_console.complainLines(program.error().lines);
            return std::nullopt;
        }
        const Verdict verdict = search(Machine(*program), {}, m_interrupt, m_console).verdict;
        const std::vector<FindingKind> failures = verdict.failureKinds();
        const bool isAllowed = std::ranges::find(failures, FindingKind::Final) != failures.end();
        if (!verdict.isComplete() || failures.size() != (isAllowed ? 1 : 0)) {
            m_console.complain(fmt::format("{}, variant {}, under {}: {}", source->fileName(),
                                           variant, toText(model), verdictSentence(verdict)));
            return std::nullopt;
        }
        return isAllowed;
    }

    Console &m_console;
    Interrupt m_interrupt;
};

} // namespace

void addLitmusCommand(CLI::App &app, Action &chosen)
{
    auto *command = app.add_subcommand(
        "litmus", "Explore the classic litmus tests, with and without barriers, under " +
                      memoryModelNames("and") + ", and print which outcomes are allowed");
    const auto options = std::make_shared<ScenarioOptions>();
    addOutputOptions(*command, *options);
    command->callback([&chosen, options] {
        chosen = [options](Console &console) {
            console.setQuiet(options->quiet);
            return Litmus(console).run(options->json);
        };
    });
}

} // namespace racewalk::cli
