// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/input_text.h"
#include "cli/option_checks.h"
#include "cli/scenario.h"
#include "export/whole_file.h"
#include "import/import.h"
#include "import/import_report.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace racewalk::cli {
namespace {

struct ImportOptions {
    std::string file;
    std::string kind;
    ScenarioOptions scenario; ///< read against it; its name is empty if there is none
    std::string output;       ///< for the scenario or the schedule
};

/// The result alone, as a file or another command takes it.
std::string resultText(const Imported &imported)
{
    if (imported.scenario)
        return *imported.scenario;
    return imported.run->schedule + '\n';
}

std::string reportText(const Imported &imported, bool isWritten)
{
    std::string text = fmt::format("{}\n\n{}\n{} {}\n", rowOf(imported.kind).title,
                                   linesText(imported), imported.summary, flaggedText(imported));
    if (imported.run)
        text += fmt::format("schedule: {}\n{}\n", imported.run->schedule, imported.run->command);
    if (imported.scenario && !isWritten)
        text += '\n' + *imported.scenario;
    return text;
}

ExitStatus importFile(const ImportOptions &options, Console &console)
{
    const auto refuse = [&](const std::string &sentence) {
        console.complain(sentence);
        return ExitStatus::BadInput;
    };
    const auto text = readInput(options.file, maxImportBytes);
    if (!text)
        return refuse(text.error());
    ImportAgainst against;
    if (!options.scenario.scenario.empty()) {
        const auto program = loadScenario(options.scenario, console);
        if (!program) {
            console.complainLines(program.error().lines);
            return ExitStatus::BadInput;
        }
        against = std::make_shared<const Machine>(*program);
    }
    const auto imported = importText(*text, importKindFrom(options.kind), against);
    if (!imported)
        return refuse(options.file + ": " + imported.error());
    const bool isWritten = !options.output.empty();
    if (isWritten)
        if (const std::string reason = writeFile(options.output, resultText(*imported));
            !reason.empty())
            return refuse(reason);
    if (options.scenario.json)
        console.print(toJson(*imported));
    else if (!options.scenario.quiet)
        console.print(reportText(*imported, isWritten));
    else if (!isWritten)
        console.print(resultText(*imported));
    return imported->flagged() == 0 ? ExitStatus::Success : ExitStatus::Unexpected;
}

std::string checkKind(const std::string &name)
{
    return importKindFrom(name) ? ""
                                : "unknown kind '" + name + "'; it must be " + importKindNames();
}

} // namespace

void addImportCommand(CLI::App &app, Action &chosen)
{
    auto *command = app.add_subcommand(
        "import", "Turn a report or a diagram from a mail into a scenario or a schedule; show what "
                  "each line was understood as");
    const auto options = std::make_shared<ImportOptions>();
    command->add_option("FILE", options->file, "A text file, or - for standard input")
        ->required()
        ->option_text(" ");
    command
        ->add_option("--as", options->kind,
                     "Kind of the text: " + importKindNames() + " (default: recognised)")
        ->option_text("KIND")
        ->check(checkKind);
    auto *against = command
                        ->add_option("--against", options->scenario.scenario,
                                     "The scenario that a diagram or a schedule is read against")
                        ->option_text("SCENARIO");
    addVariantOption(*command, options->scenario)->needs(against);
    addParameterOption(*command, options->scenario);
    command->get_option("--param")->needs(against);
    command
        ->add_option("--memory", options->scenario.memory,
                     "Memory model: " + memoryModelNames("or") + " (default: the scenario's)")
        ->option_text("MODEL")
        ->check(checkModel)
        ->needs(against);
    command
        ->add_option("-o,--output", options->output, "Write the scenario or the schedule to FILE")
        ->option_text("FILE");
    addOutputOptions(*command, options->scenario);
    command->callback([&chosen, options] {
        chosen = [options](Console &console) {
            console.setQuiet(options->scenario.quiet);
            return importFile(*options, console);
        };
    });
}

} // namespace racewalk::cli
