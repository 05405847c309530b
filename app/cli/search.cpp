// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/search.h"

#include <fmt/format.h>

#include <string>

namespace racewalk::cli {
namespace {

/// Short searches show nothing: a line that flickers tells nobody anything.
constexpr double secondsBeforeProgress = 0.5;

class ProgressLine final : public ProgressSink {
public:
    explicit ProgressLine(Console &console) : m_console(console) {}

    void progress(const Progress &progress) override
    {
        if (progress.seconds < secondsBeforeProgress)
            return;
        const std::string left = progress.secondsLeft
                                     ? fmt::format(", {:.0f} s left at most", *progress.secondsLeft)
                                     : "";
        m_console.showProgress(fmt::format(
            "{} states seen ({:.0f} a second), {} to go on from, {} transitions, {:.0f} s{}",
            progress.states, progress.statesPerSecond, progress.toExpand, progress.transitions,
            progress.seconds, left));
    }

private:
    Console &m_console;
};

} // namespace

Exploration search(const Machine &machine, const Limits &limits, const Interrupt &interrupt,
                   Console &console)
{
    ProgressLine line(console);
    Exploration exploration = explore(machine, limits, interrupt.token(), &line);
    console.hideProgress();
    return exploration;
}

DividedExploration search(const Machine &machine, const Limits &limits, Ranks &ranks,
                          const Interrupt &interrupt, Console &console)
{
    ProgressLine line(console);
    DividedExploration exploration =
        exploreDivided(machine, limits, ranks, interrupt.token(), &line);
    console.hideProgress();
    return exploration;
}

} // namespace racewalk::cli
