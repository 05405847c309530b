// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace racewalk::test {

/// What a finished process left.
struct ProgramResult {
    int exitStatus = -1; ///< 128 + number if a signal ended it, as a shell says it
    std::string output;  ///< stdout
    std::string errors;  ///< stderr
};

/// How to start it. The process inherits the rest of our environment.
struct ProgramSetting {
    std::vector<std::string> environment; ///< NAME=VALUE, or NAME to unset
    std::string input;                    ///< stdin; empty means at end of file at once
    std::string directory;                ///< where it starts; empty means here
    int timeoutSeconds = 120;             ///< then it is killed: exit status 137
};

/// Runs `program` (a path) with `arguments` and waits for it; both streams are read to their ends.
/// A program that cannot be started gives 127.
ProgramResult runProgram(const std::string &program, const std::vector<std::string> &arguments,
                         const ProgramSetting &setting = {});

} // namespace racewalk::test
