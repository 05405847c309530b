// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "desktop/search/search_queue.h"
#include "drawing/parts.h"
#include "explore/results/verdict_words.h"

#include <span>
#include <string>

namespace racewalk::desktop {

class Session;

/// The fate of the state at the cursor if one of these steps is taken: Open only if a failure and a
/// good end are both shown.
Fate fateOf(const Session &session, std::span<const Step> steps);

/// The second line of a step button: what the step from a state of fate `now` to one of fate `next`
/// decides, or why that is not known.
QString stepFateText(Fate now, Fate next, const SearchResult &result);

/// "Searching: 1,824 states", or the words of shortVerdict() for the verdict.
QString verdictText(const SearchResult &result);
drawing::Pill verdictPill(const SearchResult &result);
/// The icon before a variant's name; "spinning" while it is searched.
std::string verdictIcon(const SearchResult &result);
/// One sentence for the tooltip of a variant.
QString verdictSentence(const QString &variantTitle, const SearchResult &result);

/// The text at the left of the status bar: "1,824 states explored, all interleavings".
QString searchText(const SearchResult &result);
/// The progress of a search, from 0 to 1: the share of the known states that have been expanded.
double searchProgress(const SearchResult &result);

/// "Find hang", "Find failure", "Searching", "No failure", "None found", "Not explored".
QString findText(const Session &session);

} // namespace racewalk::desktop
