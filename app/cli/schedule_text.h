// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"
#include "run/run.h"
#include "run/schedule/schedule.h"

#include <expected>
#include <memory>
#include <string>
#include <string_view>

namespace racewalk::cli {

/// A schedule from an option's value, executed as far as possible.
struct WalkedSchedule {
    Run run;             ///< with its cursor at the end
    std::string message; ///< why it could not be continued; empty if it was executed completely
};

/// Parses a schedule. If the text cannot be parsed, the error marks the place with a caret: lines
/// for stderr.
std::expected<Schedule, std::string> readSchedule(std::string_view text);

/// Executes a schedule, parsed by readSchedule().
std::expected<WalkedSchedule, std::string> walked(std::shared_ptr<const Machine> machine,
                                                  std::string_view text);

} // namespace racewalk::cli
