// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/search/limits.h"

#include <CLI/App.hpp>

#include <string>

namespace racewalk::cli {

/// How far a command searches.
struct LimitOptions {
    Limits limits;
    double timeout = 0; ///< in seconds

    /// Both in one.
    Limits all() const;
};

/// What the limits mean to one command, for its help. "(default: ...)" follows `memory`.
struct LimitWords {
    std::string states, memory, timeout, jobs;
};

/// Adds `--max-states`, `--max-memory`, `--timeout` and `--jobs`. `options` outlives the command.
void addLimitOptions(CLI::App &command, LimitOptions &options, const LimitWords &words);

} // namespace racewalk::cli
