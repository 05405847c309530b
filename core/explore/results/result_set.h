// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/verdict.h"
#include "machine/machine.h"

#include <compare>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace racewalk {

/// An ending in terms that mean the same in another program of the same source. What stops a run is
/// none: see FoundPlace.
struct FoundEnding {
    FindingKind kind = FindingKind::None;
    std::vector<std::string> threads; ///< "asleep on wq in line 67", by thread, no system lanes
    std::vector<SourceSpan> places;   ///< of those that are blocked; nowhere for the others
    /// Of the globals, and of the threads' own variables ("lookup: inode"). Without a value as in
    /// EndingFacts.
    std::map<std::string, std::optional<std::string>> values;

    auto operator<=>(const FoundEnding &) const = default;
};

/// Where something goes wrong that is no ending: a failure that stops the run, a data race, a
/// warning.
struct FoundPlace {
    FindingKind kind = FindingKind::None;
    SourceSpan span, otherSpan; ///< of a data race both accesses, in the order of the text
    std::string group;          ///< of threads; empty where it does not matter which
    std::string object;

    auto operator<=>(const FoundPlace &) const = default;
};

/// What an exploration found, to be compared with what another one found.
struct ResultSet {
    std::set<FindingKind> kinds; ///< of all findings
    std::set<FoundEnding> endings;
    std::set<std::string> variables;          ///< of which endings have values
    std::map<FoundPlace, std::string> places; ///< with the finding's message
    std::vector<std::string> threads;         ///< their names, as in FoundEnding
    bool isAll = false; ///< nothing else can be found: no limit was hit and no list is cut
};

ResultSet resultSetOf(const Machine &machine, const Verdict &verdict);

/// "lookup asleep on wq in line 67; evict ended; x = 1": with the values that are named.
std::string summaryOf(const FoundEnding &ending, const std::vector<std::string> &threads,
                      const std::set<std::string> &variables);

} // namespace racewalk
