// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"

#include "cli/commands.h"
#include "cli/scenario.h"
#include "cluster/mpi_ranks.h"
#include "language/library.h"
#include "language/words/nearest_name.h"
#include "program/exception_text.h"
#include "program/version.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <memory>
#include <sstream>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace racewalk::cli {
namespace {

constexpr std::array<std::string_view, 10> commands = {
    "list", "litmus", "check", "odds", "lines", "replay", "compare", "export", "import", "format"};

constexpr const char *usage = "usage: racewalk [FILE]\n"
                              "       racewalk COMMAND SCENARIO ...\n"
                              "Run with --help for more information.\n";

std::string version()
{
    return "racewalk " + std::string(programVersion());
}

std::string footer(const std::string &windowOptions)
{
    const std::string window =
        windowOptions.empty()
            ? ""
            : "Without a command, racewalk [OPTION...] [FILE] opens the window. Its options:\n" +
                  windowOptions + '\n';
    return window + "Run racewalk COMMAND --help or man racewalk for details of a command.";
}

constexpr std::size_t helpWidth = 79;

/// CLI11 writes each description on one line, however long. They begin in one column; what is not
/// indented is prose.
std::string folded(const std::string &help)
{
    constexpr std::size_t column = 30; // where CLI11 begins descriptions
    std::string text;
    std::istringstream lines(help);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t indent = line.starts_with(' ') ? column : 0;
        while (line.size() > helpWidth) {
            const std::size_t blank = line.rfind(' ', helpWidth);
            if (blank == std::string::npos || blank <= indent)
                break;
            text += line.substr(0, blank) + '\n';
            line = std::string(indent, ' ') + line.substr(blank + 1);
        }
        text += line + '\n';
    }
    return text;
}

/// --help and --version, or what is wrong with the arguments.
ExitStatus answer(const CLI::App &app, const CLI::ParseError &error, Console &console)
{
    std::ostringstream out, err;
    const bool isWrong = app.exit(error, out, err) != 0;
    console.print(folded(out.str()));
    if (!isWrong)
        return ExitStatus::Success;
    console.complain(error.what());
    console.complainLines("Run with --help for more information.\n");
    return ExitStatus::BadInput;
}

bool isKnownFirst(std::string_view argument)
{
    return argument == "--help" || argument == "-h" || argument == "--version" ||
           std::ranges::find(commands, argument) != commands.end();
}

/// Neither an option nor a file nor a shipped scenario.
bool isNothing(const std::string &argument)
{
    if (argument.starts_with('-'))
        return false;
    std::error_code error;
    return !std::filesystem::exists(locateScenario(shippedScenarios(dataFolder()), argument).path,
                                    error);
}

ExitStatus refuseNothing(const std::string &argument, Console &console)
{
    std::vector<std::string_view> names(commands.begin(), commands.end());
    const auto scenarios = shippedScenarios(dataFolder());
    for (const ShippedScenario &scenario : scenarios)
        names.push_back(scenario.name);
    const std::string hint = didYouMean(argument, names);
    console.complain("there is no command or file '" + argument + "'; " +
                     (hint.empty() ? "racewalk --help names the commands" : hint));
    return ExitStatus::BadInput;
}

/// What is wrong with the scenario, if it is one; else `reason`, and what works without a window.
ExitStatus refuseWindow(const std::string &nameOrPath, const std::string &reason, Console &console)
{
    if (nameOrPath.empty()) {
        console.complain(reason + "; racewalk --help names what works in a terminal");
        return ExitStatus::BadInput;
    }
    ScenarioOptions options;
    options.scenario = nameOrPath;
    if (const auto program = loadScenario(options, console); !program)
        console.complainLines(program.error().lines);
    else
        console.complain(reason + "; `racewalk check " + nameOrPath + "` works in a terminal");
    return ExitStatus::BadInput;
}

/// Arguments for a window that this program does not have.
ExitStatus refuseWindow(int argc, char **argv, Console &console)
{
    const std::string first = argc < 2 ? "" : argv[1];
    if (!first.starts_with('-'))
        return refuseWindow(first, "this racewalk was built without Qt and has no window", console);
    console.complain("unknown option '" + first + "'");
    console.complainLines(usage);
    return ExitStatus::BadInput;
}

/// Only rank 0 speaks, and only `check` can be divided.
std::string refusalOfRanks(int argc, char **argv, Ranks &ranks)
{
    std::string all = version();
    for (int i = 1; i < argc; ++i)
        all += '\0' + std::string(argv[i]);
    if (!ranks.haveSame(all))
        return "the ranks were started with different arguments, or are of different versions";
    const std::string_view first = argc < 2 ? "" : argv[1];
    if (first != "check" && !first.starts_with('-'))
        return "MPI started several processes, and only `racewalk check` can make use of them";
    return "";
}

ExitStatus runParsed(int argc, char **argv, const std::string &windowOptions, Console &console,
                     Ranks *ranks)
{
    if (ranks) {
        if (const std::string refusal = refusalOfRanks(argc, argv, *ranks); !refusal.empty()) {
            console.complain(refusal);
            return ExitStatus::BadInput;
        }
    }
    if (!isCommandLine(argc, argv))
        return refuseWindow(argc, argv, console);
    if (!isKnownFirst(argv[1]))
        return refuseNothing(argv[1], console);
    CLI::App app(
        "Model checker and stepper for small concurrent programs in kernel-style C: explores "
        "every interleaving and shows the runs that fail.",
        "racewalk");
    Action chosen;
    app.require_subcommand(1);
    addListCommand(app, chosen);
    addCheckCommand(app, chosen, ranks);
    addLitmusCommand(app, chosen);
    addOddsCommand(app, chosen);
    addLinesCommand(app, chosen);
    addReplayCommand(app, chosen);
    addCompareCommand(app, chosen);
    addExportCommand(app, chosen);
    addImportCommand(app, chosen);
    addFormatCommand(app, chosen);
    for (CLI::App *command : app.get_subcommands({}))
        command->set_version_flag("--version", version());
    app.set_version_flag("--version", version());
    app.footer(footer(windowOptions)); // last, or the commands would inherit it
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return answer(app, error, console);
    }
    return chosen(console);
}

int guarded(const Action &action)
{
    // A reader that goes away is then an error of writing, with a message.
    std::signal(SIGPIPE, SIG_IGN);
    Console console;
    ExitStatus status = ExitStatus::BadInput;
    try {
        status = action(console);
    } catch (...) {
        console.complain(exceptionText());
    }
    if (!console.outputError().empty()) {
        console.complain("cannot write to standard output: " + console.outputError());
        status = ExitStatus::BadInput;
    }
    return static_cast<int>(status);
}

/// The launcher ends all ranks with SIGTERM when one of them is lost. It says which; we say what
/// that means.
void sayThatThereIsNoResult(int /*signal*/)
{
    constexpr std::string_view text =
        "racewalk: another rank was lost, or the launcher ended them all; there is no result\n";
    [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
    _exit(static_cast<int>(ExitStatus::Lost));
}

/// As one of the processes that an MPI launcher started. Rank 0 alone says something and has an
/// exit status; unless a rank fails, which ends all.
int runAsRank(int argc, char **argv, const std::string &windowOptions)
{
    if (!hasMpi()) {
        return guarded([&](Console &console) {
            if (rankByEnvironment() != 0)
                console.mute();
            console.complain("MPI started several processes, but this racewalk was built without "
                             "MPI (RACEWALK_MPI)");
            return ExitStatus::BadInput;
        });
    }
    // MPI makes threads, which must leave Ctrl-C to Interrupt.
    sigset_t interrupts;
    sigemptyset(&interrupts);
    sigaddset(&interrupts, SIGINT);
    pthread_sigmask(SIG_BLOCK, &interrupts, nullptr);
    const std::unique_ptr<Ranks> ranks = joinMpiRanks();
    if (ranks->isFirst())
        std::signal(SIGTERM, sayThatThereIsNoResult);
    const int status = guarded([&](Console &console) {
        if (!ranks->isFirst())
            console.mute();
        try {
            return runParsed(argc, argv, windowOptions, console, ranks.get());
        } catch (...) {
            Console().complain("rank " + std::to_string(ranks->rank()) + ": " + exceptionText() +
                               "; there is no result");
            abortMpiRanks(static_cast<int>(ExitStatus::Lost));
        }
    });
    return ranks->isFirst() ? status : 0;
}

} // namespace

bool isCommandLine(int argc, char **argv)
{
    return argc >= 2 && (isKnownFirst(argv[1]) || isNothing(argv[1]));
}

int runCommandLine(int argc, char **argv, const std::string &windowOptions)
{
    if (isLaunchedByMpi())
        return runAsRank(argc, argv, windowOptions);
    return guarded(
        [&](Console &console) { return runParsed(argc, argv, windowOptions, console, nullptr); });
}

int explainNoWindow(const std::string &nameOrPath, const std::string &reason)
{
    return guarded([&](Console &console) { return refuseWindow(nameOrPath, reason, console); });
}

} // namespace racewalk::cli
