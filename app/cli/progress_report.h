// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/console.h"
#include "explore/base/limits.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace racewalk::cli {

/// "limits: 1000 states, 2048 MiB of memory" or "no limits". `states` replaces a missing
/// number of states.
std::string limitsText(const Limits &limits, const std::string &states = {});

/// Reports the progress of long work on stderr, as long as this object exists. On a terminal it
/// updates one line. Elsewhere it prints a line after five seconds and then at growing intervals,
/// with the limits of the work: a log stays short, and no work is silent for minutes. Prints
/// nothing if the console is quiet.
class ProgressReport {
public:
    /// `subject` is reported until the first call of tell(), e.g. "searching".
    ProgressReport(Console &console, const Limits &limits, std::string subject);
    ~ProgressReport();
    ProgressReport(const ProgressReport &) = delete;
    ProgressReport &operator=(const ProgressReport &) = delete;

    /// Sets the progress to report, e.g. "12 of 58 changes tried". The time is added.
    void tell(std::string text);
    /// With other limits from now on.
    void tell(std::string text, std::string limits);

private:
    void reportAtIntervals(const std::stop_token &stop);

    Console &m_console;
    std::mutex m_mutex; ///< of m_limits and m_text
    std::string m_limits;
    const std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    std::string m_text;
    std::condition_variable_any m_isOver;
    std::jthread m_reporter; ///< if not on a terminal; last, because it uses the others
};

} // namespace racewalk::cli
