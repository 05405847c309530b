// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/search.h"

#include <fmt/format.h>

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
        m_console.showProgress(fmt::format(
            "{} states seen, {} to go on from, {} transitions, {:.0f} s", progress.states,
            progress.toExpand, progress.transitions, progress.seconds));
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

} // namespace racewalk::cli
