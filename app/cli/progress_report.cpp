// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/progress_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <system_error>
#include <utility>
#include <vector>

namespace racewalk::cli {
namespace {

using Seconds = std::chrono::duration<double>;

constexpr Seconds longestInterval{600};
/// Short work shows no progress on a terminal, because the line would only flicker.
constexpr Seconds shortWork{0.5};

/// Until the first line. The environment can say something else, e.g. for a test.
Seconds firstInterval()
{
    const char *const text = std::getenv("RACEWALK_REPORT_AFTER");
    const double seconds = text == nullptr ? 0 : std::atof(text);
    return Seconds(seconds > 0 ? seconds : 5);
}

} // namespace

std::string limitsText(const Limits &limits, const std::string &states)
{
    std::vector<std::string> all;
    if (limits.maxStates > 0)
        all.push_back(fmt::format("{} states", limits.maxStates));
    else if (!states.empty())
        all.push_back(states);
    if (limits.maxMemoryMiB > 0)
        all.push_back(fmt::format("{} MiB of memory", limits.maxMemoryMiB));
    if (limits.timeout.count() > 0)
        all.push_back(fmt::format("{} s", limits.timeout.count()));
    return all.empty() ? "no limits" : fmt::format("limits: {}", fmt::join(all, ", "));
}

ProgressReport::ProgressReport(Console &console, const Limits &limits, std::string subject)
    : m_console(console), m_limits(limitsText(limits)), m_text(std::move(subject))
{
    if (console.showsProgress() || console.isQuiet())
        return;
    try {
        m_reporter = std::jthread([this](const std::stop_token &stop) { reportAtIntervals(stop); });
    } catch (const std::system_error &) { // no thread to be had: then without a report
    }
}

ProgressReport::~ProgressReport()
{
    m_console.hideProgress();
}

void ProgressReport::tell(std::string text)
{
    const Seconds passed = std::chrono::steady_clock::now() - m_begin;
    if (passed >= shortWork)
        m_console.showProgress(fmt::format("after {:.0f} s: {}", passed.count(), text));
    const std::lock_guard lock(m_mutex);
    m_text = std::move(text);
}

void ProgressReport::tell(std::string text, std::string limits)
{
    {
        const std::lock_guard lock(m_mutex);
        m_limits = std::move(limits);
    }
    tell(std::move(text));
}

void ProgressReport::reportAtIntervals(const std::stop_token &stop)
{
    Seconds interval = firstInterval();
    std::unique_lock lock(m_mutex);
    for (Seconds passed{0};; interval = std::min(2 * passed, longestInterval)) {
        if (m_isOver.wait_for(lock, stop, interval, [] { return false; }) || stop.stop_requested())
            return;
        passed += interval;
        m_console.reportProgress(fmt::format("after {:g} s: {}; {}; Ctrl-C stops it",
                                             passed.count(), m_text, m_limits));
    }
}

} // namespace racewalk::cli
