// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace racewalk::cli {

/// Whether the program's arguments are for the command line, not for the window. They are if the
/// first one is a command (even one that is not implemented yet), --help or --version, or an
/// unknown word; runCommandLine() reports the error.
bool isCommandLine(int argc, char **argv);

/// Executes the arguments in the terminal. Results go to stdout, messages to stderr. Returns the
/// process's exit status, see exit_status.h. Does not throw. Arguments for the window are an error,
/// because this program then has no window. --help lists `windowOptions`, one on a line.
int runCommandLine(int argc, char **argv, const std::string &windowOptions = {});

/// Called if a window cannot be shown, for `reason`, half a sentence: reports what is wrong with
/// the scenario `nameOrPath` (empty: none was requested), or else the reason and which commands
/// work without a window. Returns the process's exit status.
int explainNoWindow(const std::string &nameOrPath, const std::string &reason);

} // namespace racewalk::cli
