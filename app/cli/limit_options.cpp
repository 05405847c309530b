// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/limit_options.h"

#include "cli/option_checks.h"

#include <fmt/format.h>

#include <chrono>

namespace racewalk::cli {

Limits LimitOptions::all() const
{
    Limits result = limits;
    result.timeout = std::chrono::duration<double>(timeout);
    return result;
}

void addLimitOptions(CLI::App &command, LimitOptions &options, const LimitWords &words)
{
    command.add_option("--max-states", options.limits.maxStates, words.states)
        ->option_text("N")
        ->check(checkCount);
    command
        .add_option("--max-memory", options.limits.maxMemoryMiB,
                    fmt::format("{} (default: {})", words.memory, options.limits.maxMemoryMiB))
        ->option_text("MIB")
        ->check(checkCount);
    command.add_option("--timeout", options.timeout, words.timeout)
        ->option_text("S")
        ->check(checkSeconds);
    command.add_option("--jobs", options.limits.workers, words.jobs)
        ->option_text("N")
        ->check(checkJobs);
}

} // namespace racewalk::cli
