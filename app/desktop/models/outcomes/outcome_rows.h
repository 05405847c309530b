// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "desktop/search/search_queue.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace racewalk::desktop {

/// One ending of a verdict, in the words of the table of outcomes.
struct OutcomeRow {
    std::size_t outcome = 0; ///< index into Verdict::outcomes
    FindingKind kind = FindingKind::None;
    QString name;        ///< as EndingWords: "Hang: lookup sleeps forever", "done = 1"
    QString detail;      ///< "lookup asleep; evict ended"
    QString schedules;   ///< "364", "2.4 million", "at least 1"
    QString switches;    ///< "2", "at most 2"
    QString probability; ///< "3.9 %", "..."
    double scheduleCount = 0;
    std::size_t contextSwitches = 0;
    std::optional<double> share; ///< the probability, if it is known

    bool isFailure() const { return kind != FindingKind::None; }
};

/// Returns the rows of a verdict: hangs first, then other failures, then good ends, each by
/// probability.
std::vector<OutcomeRow> outcomeRows(const Verdict &verdict);

/// "4 endings", "At least 2 endings", "No ending seen yet".
QString endingsText(const SearchResult &result);
/// "of 399,245 schedules"; empty if they were not counted.
QString schedulesText(const SearchResult &result);
/// Two lines below the table: what a probability is, or why there is none; and what Replay does.
QString outcomesNote(const SearchResult &result);

/// "Search stopped early. The verdict covers 2.1 million states."; empty for a complete verdict.
QString stoppedEarlyText(const SearchResult &result);
/// What Continue does: "Searches again from the start, with up to 2,048 MiB of memory."
QString continueText(const Verdict &verdict, const Limits &doubled);

} // namespace racewalk::desktop
