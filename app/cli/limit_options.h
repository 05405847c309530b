// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/limits.h"

#include <CLI/App.hpp>

#include <string>

namespace racewalk::cli {

/// The limits of a command's search.
struct LimitOptions {
    Limits limits;
    double timeout = 0; ///< in seconds

    /// All limits combined.
    Limits all() const;
};

/// A command's help texts for the limits. "(default: ...)" follows `memory`.
struct LimitWords {
    std::string states, memory, timeout, jobs;
};

/// Adds `--max-states`, `--max-memory`, `--timeout` and `--jobs`. `options` outlives the command.
void addLimitOptions(CLI::App &command, LimitOptions &options, const LimitWords &words);

} // namespace racewalk::cli
