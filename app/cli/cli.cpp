// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"

#include "cli/commands.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <array>
#include <csignal>
#include <exception>
#include <sstream>
#include <string_view>

namespace racewalk::cli {
namespace {

constexpr std::array<std::string_view, 4> commands = {"list", "check", "replay", "export"};
constexpr std::array<std::string_view, 3> laterCommands = {"compare", "odds", "format"};
constexpr const char *version = "racewalk " RACEWALK_VERSION;

#if RACEWALK_HAS_QT
constexpr const char *footer =
    "Without a command, racewalk [FILE] opens the window.\n"
    "racewalk COMMAND --help says more about a command; so does man racewalk.";
#else
constexpr const char *footer =
    "racewalk COMMAND --help says more about a command; so does man racewalk.";
#endif

/// Commands of the design that are still to come: not in --help, but told apart from mistakes.
void addLaterCommands(CLI::App &app, Action &chosen)
{
    for (const std::string_view name : laterCommands) {
        auto *command = app.add_subcommand(std::string(name), "")->group("");
        command->allow_extras();
        command->set_help_flag();
        command->callback([&chosen, name] {
            chosen = [name](Console &console) {
                console.complain(std::string(name) + " is not available yet");
                return ExitStatus::BadInput;
            };
        });
    }
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
    console.complainVerbatim("Run with --help for more information.\n");
    return ExitStatus::BadInput;
}

ExitStatus runParsed(int argc, char **argv, Console &console)
{
    if (!isCommandLine(argc, argv)) {
        console.complain("this racewalk was built without Qt and has no window; racewalk --help "
                         "names the commands");
        return ExitStatus::BadInput;
    }
    CLI::App app("Walks kernel races: explores every interleaving of a small concurrent program "
                 "and shows the one that goes wrong.",
                 "racewalk");
    Action chosen;
    app.require_subcommand(1);
    app.footer(footer);
    addListCommand(app, chosen);
    addCheckCommand(app, chosen);
    addReplayCommand(app, chosen);
    addExportCommand(app, chosen);
    for (CLI::App *command : app.get_subcommands({}))
        command->set_version_flag("--version", version);
    addLaterCommands(app, chosen);
    app.set_version_flag("--version", version);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return answer(app, error, console);
    }
    return chosen(console);
}

} // namespace

bool isCommandLine(int argc, char **argv)
{
    if (argc < 2)
        return false;
    const std::string_view first = argv[1];
    return first == "--help" || first == "-h" || first == "--version" ||
           std::ranges::find(commands, first) != commands.end() ||
           std::ranges::find(laterCommands, first) != laterCommands.end();
}

int runCommandLine(int argc, char **argv)
{
    // A reader that goes away is then an error of writing, with a message.
    std::signal(SIGPIPE, SIG_IGN);
    Console console;
    ExitStatus status = ExitStatus::BadInput;
    try {
        status = runParsed(argc, argv, console);
    } catch (const std::exception &error) {
        console.complain(error.what()); // out of memory, most likely
    }
    if (!console.outputError().empty()) {
        console.complain("cannot write to standard output: " + console.outputError());
        status = ExitStatus::BadInput;
    }
    return static_cast<int>(status);
}

} // namespace racewalk::cli
