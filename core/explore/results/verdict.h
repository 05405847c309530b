// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/limits.h"
#include "explore/odds/schedule_count.h"
#include "explore/results/ending_words.h"
#include "machine/finding.h"
#include "machine/step.h"
#include "program/source_span.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace racewalk {

/// A distinct ending: how every thread ended, with the threads' own results and the values of the
/// globals.
struct Outcome {
    FindingKind kind = FindingKind::None; ///< None: a good end
    std::string summary; ///< "lookup asleep; evict ended", with the values in which outcomes differ
    std::vector<Step> steps; ///< of the run with fewest context switches, then fewest steps
    std::size_t contextSwitches = 0;
    /// Probability under the random scheduler. No value if the search is incomplete.
    std::optional<double> probability{};
    /// Number of schedules that end in the outcome. No value if the search is incomplete.
    std::optional<ScheduleCount> schedules{};
    std::shared_ptr<const EndingFacts> facts{}; ///< null for a failure that ends the run
    EndingWords words{};                        ///< what the ending is called everywhere
    SourceSpan span{};                          ///< place of a failure that ends the run
};

/// The results of an exploration, and how complete they are.
struct Verdict {
    Limit limit = Limit::None;
    double limitValue = 0; ///< in states, MiB or seconds, depending on `limit`
    std::uint64_t states = 0;
    std::uint64_t transitions = 0;
    /// A reduction was used: `states` and `transitions` count only what was explored, not the full
    /// state graph.
    bool isReduced = false;
    /// Partial-order reduction was used: there are no probabilities and numbers of schedules.
    bool areStepsReduced = false;
    double seconds = 0;
    std::vector<Finding>
        findings; ///< failures by kind, then warnings; each kind's shortest run first
    std::vector<Outcome> outcomes; ///< failures first, then by number of context switches
    std::optional<ScheduleCount> schedules{}; ///< all schedules; no value if incomplete
    bool isListCut = false; ///< outcomes, or findings of one kind, are missing: there are more than
                            ///< 1,000, or time ran out

    /// Whether memory and time were enough to compare all runs; otherwise a run may have more
    /// context switches and steps than necessary.
    bool areRunsShortest = true;

    /// Whether there was memory for the transitions. Without them there are no fates, probabilities
    /// and numbers of schedules, and the StateSpace has only the initial state.
    bool isGraphKept = true;

    bool isComplete() const { return limit == Limit::None; }
    bool hasFailure() const;
    const Finding *first(FindingKind kind) const;
    const Finding *firstFailure() const; ///< in the order of `findings`; null if there is none
    /// The kinds of all failures, each once, in the order of FindingKind.
    std::vector<FindingKind> failureKinds() const;
};

/// Whether the verdict is exactly what the scenario expects; nullopt if it is incomplete and
/// nothing contradicts the expectation.
std::optional<bool> isAsExpected(const Verdict &verdict,
                                 const std::vector<FindingKind> &expectedKinds);

} // namespace racewalk
