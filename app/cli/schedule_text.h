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

/// A schedule that was given as an option's value, as far as it could be walked.
struct WalkedSchedule {
    Run run;             ///< its cursor at the end
    std::string message; ///< why it cannot go on; empty if it was walked to its end
};

/// The error, if the text is no schedule, shows the place with a caret: lines for stderr.
std::expected<WalkedSchedule, std::string> walked(std::shared_ptr<const Machine> machine,
                                                  std::string_view text);

} // namespace racewalk::cli
