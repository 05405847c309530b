// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/console.h"
#include "explore/search/limits.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace racewalk::cli {

/// Reports on stderr how far long work is, while it lives. On a terminal that is a line that
/// changes. Elsewhere it is a line after five seconds, then more at growing intervals, with what
/// limits the work: a log stays short, and no work is silent for minutes. Nothing when quiet.
class ProgressReport {
public:
    /// `subject` is told until the first tell(), e.g. "searching".
    ProgressReport(Console &console, const Limits &limits, std::string subject);
    ~ProgressReport();
    ProgressReport(const ProgressReport &) = delete;
    ProgressReport &operator=(const ProgressReport &) = delete;

    /// How far it is, e.g. "12 of 58 changes tried".
    void tell(std::string text);

private:
    void reportAtIntervals(const std::stop_token &stop);

    Console &m_console;
    std::string m_limits;
    std::mutex m_mutex; ///< of m_text
    std::condition_variable_any m_isOver;
    std::string m_text;
    std::jthread m_reporter; ///< not on a terminal; last: it uses the others
};

} // namespace racewalk::cli
