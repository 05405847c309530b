// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace racewalk::test {

/// The result of a finished process.
struct ProgramResult {
    int exitStatus = -1; ///< 128 + number if a signal ended it, as in a shell
    std::string output;  ///< stdout
    std::string errors;  ///< stderr
};

/// How to start a process. It inherits the rest of our environment.
struct ProgramSetting {
    std::vector<std::string> environment; ///< NAME=VALUE, or NAME to unset
    std::string input;                    ///< stdin; may be empty
    std::string directory;                ///< working folder; empty means the current one
    int timeoutSeconds = 120;             ///< after that it is killed: exit status 137
};

/// Runs `program` (a path) with `arguments` and waits for it; both streams are read to their ends.
/// If the program cannot be started, the exit status is 127.
ProgramResult runProgram(const std::string &program, const std::vector<std::string> &arguments,
                         const ProgramSetting &setting = {});

} // namespace racewalk::test
