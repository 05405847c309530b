// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/search.h"

#include "cli/progress_report.h"

#include <fmt/format.h>

#include <string>

namespace racewalk::cli {
namespace {

/// Short searches show no progress, because the line would only flicker.
constexpr double secondsBeforeProgress = 0.5;

class SearchProgress final : public ProgressSink {
public:
    SearchProgress(const Limits &limits, Console &console) : m_report(console, limits, "searching")
    {}

    void progress(const Progress &progress) override
    {
        if (progress.seconds < secondsBeforeProgress)
            return;
        const std::string left = progress.secondsLeft
                                     ? fmt::format(", {:.0f} s left at most", *progress.secondsLeft)
                                     : "";
        m_report.tell(fmt::format(
            "{} states seen ({:.0f} a second), {} to go on from, {} transitions, {:.0f} s{}",
            progress.states, progress.statesPerSecond, progress.toExpand, progress.transitions,
            progress.seconds, left));
    }

private:
    ProgressReport m_report;
};

} // namespace

Exploration search(const Machine &machine, const Limits &limits, const Interrupt &interrupt,
                   Console &console)
{
    SearchProgress progress(limits, console);
    return explore(machine, limits, interrupt.token(), &progress);
}

DividedExploration search(const Machine &machine, const Limits &limits, Ranks &ranks,
                          const Interrupt &interrupt, Console &console)
{
    SearchProgress progress(limits, console);
    return exploreDivided(machine, limits, ranks, interrupt.token(), &progress);
}

} // namespace racewalk::cli
