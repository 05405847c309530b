// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace racewalk::cli {

/// Whether these arguments of the program are for the command line and not for the window: the
/// first one is a command, also one that is not available yet, or --help or --version; or it is a
/// word that is nothing at all, which runCommandLine then says.
bool isCommandLine(int argc, char **argv);

/// Does what the arguments say, in the terminal. Results go to stdout, messages to stderr. Returns
/// the process's exit status, see exit_status.h. Throws nothing. Arguments that are for the window
/// are refused: then this program has none.
int runCommandLine(int argc, char **argv);

/// What is left to do where a window cannot be shown: says what is wrong with the scenario
/// `nameOrPath` (empty: none was asked for), else that there is no display and what works without.
/// Returns the process's exit status.
int explainNoDisplay(const std::string &nameOrPath);

} // namespace racewalk::cli
