// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/console.h"
#include "cli/exit_status.h"
#include "cluster/ranks.h"

#include <CLI/App.hpp>

#include <functional>

namespace racewalk::cli {

/// The action of a command; runs after all arguments have been parsed.
using Action = std::function<ExitStatus(Console &)>;

/// Each adds one command to `app` and sets `chosen` when that command is given.
void addListCommand(CLI::App &app, Action &chosen);
/// `ranks` search together; null for a single process. They outlive the action.
void addCheckCommand(CLI::App &app, Action &chosen, Ranks *ranks);
void addLitmusCommand(CLI::App &app, Action &chosen);
void addOddsCommand(CLI::App &app, Action &chosen);
void addLinesCommand(CLI::App &app, Action &chosen);
void addReplayCommand(CLI::App &app, Action &chosen);
void addCompareCommand(CLI::App &app, Action &chosen);
void addExportCommand(CLI::App &app, Action &chosen);
void addImportCommand(CLI::App &app, Action &chosen);
void addFormatCommand(CLI::App &app, Action &chosen);

} // namespace racewalk::cli
