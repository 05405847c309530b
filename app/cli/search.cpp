// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/search.h"

#include "cli/progress_report.h"

#include <fmt/format.h>

#include <string>

namespace racewalk::cli {
namespace {

std::string textFor(const Progress &progress)
{
    if (progress.stage == SearchStage::Evaluating)
        return fmt::format("evaluating {} states", progress.states);
    const bool isAgain = progress.stage == SearchStage::SearchingAgain;
    const std::string left =
        progress.secondsLeft ? fmt::format(", {:.0f} s left at most", *progress.secondsLeft) : "";
    return fmt::format("{}{} states seen ({:.0f} a second), {} to expand, {} transitions{}",
                       isAgain ? "searching again without equivalent interleavings: " : "",
                       progress.states, progress.statesPerSecond, progress.toExpand,
                       progress.transitions, left);
}

class SearchProgress final : public ProgressSink {
public:
    SearchProgress(const Limits &limits, Console &console) : m_report(console, limits, "searching")
    {}

    void progress(const Progress &progress) override { m_report.tell(textFor(progress)); }

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
