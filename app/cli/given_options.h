// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/command.h"

#include <CLI/App.hpp>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace racewalk::cli {

/// What the user gave of exportOptions(), notes and walks.
struct GivenOptions {
    std::map<std::string, std::string, std::less<>> values; ///< by the name on the command line
    std::vector<std::string> notes;                         ///< as noteFrom() reads them
    std::vector<std::string> walks;                         ///< as walkFrom() reads them

    /// Returns what is wrong with them for this format, or nothing.
    std::string readInto(ExportCall &call) const;
};

/// Adds one option for each name in the table of options, --note and --walk. `given` must outlive
/// the parsing.
void addGivenOptions(CLI::App &command, GivenOptions &given);

} // namespace racewalk::cli
