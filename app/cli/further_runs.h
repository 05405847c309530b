// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/console.h"
#include "cli/exit_status.h"
#include "cli/scenario.h"
#include "export/html/further_walks.h"
#include "run/run.h"

#include <expected>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace racewalk::cli {

/// Why there is nothing to write, and the status that says so.
struct Refusal {
    ExitStatus status = ExitStatus::BadInput;
    std::string sentence; ///< empty if it has been said already
};

// What is exported beside the chosen run.

/// The walks with these names and schedules.
std::expected<std::vector<GivenWalk>, Refusal>
givenWalks(const std::vector<std::pair<std::string, std::string>> &walks,
           const std::shared_ptr<const Machine> &machine, Console &console);

/// What the run's schedule does in the variant of --against, as far as it can be taken there.
std::expected<std::shared_ptr<const Run>, Refusal> runAgainst(const FormatOptions &options,
                                                              const Run &run,
                                                              const ScenarioOptions &scenario,
                                                              Console &console);

} // namespace racewalk::cli
