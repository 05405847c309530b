// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/console.h"
#include "cli/exit_status.h"
#include "cli/scenario.h"
#include "explore/results/verdict.h"
#include "export/html/further_walks.h"
#include "program/program.h"
#include "run/run.h"

#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk::cli {

// The runs that an export shows: the one that is found, and those beside it.

/// Why there is nothing to write, and the status that says so.
struct Refusal {
    ExitStatus status = ExitStatus::BadInput;
    std::string sentence; ///< empty if it has been said already
};

/// What the user asks for: at most one is not null.
struct Found {
    const Finding *finding = nullptr;
    const Outcome *outcome = nullptr;
};

/// `kind` is the name of a finding, "ok" for a good end, or empty for the first failure, else the
/// first end.
Found foundIn(const Verdict &verdict, std::string_view kind);

/// The other variants in which the scenario expects a finding of this name: "rcu_lookup or
/// lockless_wake". Empty if there is none.
std::string otherVariantsWith(std::string_view kind, const Program &program);

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
