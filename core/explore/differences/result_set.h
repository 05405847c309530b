// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/verdict.h"
#include "machine/machine.h"

#include <compare>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace racewalk {

/// An ending in terms that can be compared between two programs from the same source. A failure
/// that ends the run is a FoundPlace instead.
struct FoundEnding {
    FindingKind kind = FindingKind::None;
    std::vector<std::string> threads; ///< "asleep on wq in line 67", by thread, no system lanes
    std::vector<SourceSpan> places;   ///< places of blocked threads; empty spans for the others
    /// Values of the globals, and of the threads' own variables ("lookup: inode"). Variables
    /// without a value are as in EndingFacts.
    std::map<std::string, std::optional<std::string>> values;

    auto operator<=>(const FoundEnding &) const = default;
};

/// The place of a finding that is not an ending: a failure that ends the run, a data race, or a
/// warning.
struct FoundPlace {
    FindingKind kind = FindingKind::None;
    SourceSpan span, otherSpan; ///< for a data race, both accesses in the order of the text
    std::string group;          ///< group of threads; empty if the thread does not matter
    std::string object;

    auto operator<=>(const FoundPlace &) const = default;
};

/// The results of an exploration, in a form that can be compared with those of another one.
struct ResultSet {
    std::set<FindingKind> kinds; ///< of all findings
    std::map<FoundEnding, EndingWords> endings;
    std::set<std::string> variables;          ///< variables that endings have values for
    std::map<FoundPlace, std::string> places; ///< with the finding's message
    std::vector<std::string> threads;         ///< their names, as in FoundEnding
    bool isAll = false;                       ///< complete: no limit was reached and no list is cut
};

/// Returns the place that stands for one in a comparison, because another variant of the text has
/// the same line elsewhere.
using PlaceOf = std::function<SourceSpan(SourceSpan)>;

/// Without `placeOf`, every place stands for itself.
ResultSet resultSetOf(const Machine &machine, const Verdict &verdict, const PlaceOf &placeOf = {});

/// "lookup asleep on wq in line 67; evict ended; x = 1", with the values of the given variables.
std::string summaryOf(const FoundEnding &ending, const std::vector<std::string> &threads,
                      const std::set<std::string> &variables);
/// Returns the words for the ending. `own` are those in its own program; a good end is named after
/// the given variables.
EndingWords wordsFor(const FoundEnding &ending, const EndingWords &own,
                     const std::vector<std::string> &threads,
                     const std::set<std::string> &variables);

} // namespace racewalk
