// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/reports/run_ending.h"

#include "explore/results/ending_words.h"
#include "export/reports/verdict_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {
namespace {

/// Which steps lead from a state back to it, if the run ends with such steps.
std::string repeatText(const Run &run)
{
    for (std::size_t first = 0; first < run.position(); ++first)
        if (std::ranges::equal(run.stateAt(first), run.state()))
            return first + 1 == run.position()
                       ? fmt::format(" Step {} can repeat.", first + 1)
                       : fmt::format(" Steps {} to {} can repeat.", first + 1, run.position());
    return {};
}

} // namespace

std::string endingText(const RunToExport &run)
{
    const Run &shown = run.run;
    const std::string remark = run.ending.remark.empty() ? "" : " " + run.ending.remark + ".";
    if (shown.machine().standing(shown.state()) != Standing::Going)
        return endingText(shown) + remark;
    const Livelock *livelock =
        run.timeline && run.timeline->livelock && shown.position() == shown.length()
            ? &*run.timeline->livelock
            : nullptr;
    if (livelock == nullptr)
        return endingText(shown) + repeatText(shown) + remark;
    const std::string name = livelockWords(shown.machine().program(), *livelock, {}).name;
    return fmt::format("{}, from step {} on.{}", name, livelock->position + 1, repeatText(shown));
}

} // namespace racewalk
