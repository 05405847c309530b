// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/odds/schedule_count.h"
#include "machine/finding.h"
#include "machine/step.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Why a search stopped before every state was explored.
enum class Limit : std::uint8_t { None, States, Memory, Time, Cancelled, FirstFailure };

struct EndingFacts; // of ending_facts.h

/// A distinct ending: how every thread ended, with the threads' own results and the values of the
/// globals.
struct Outcome {
    FindingKind kind = FindingKind::None; ///< None: a good end
    std::string summary; ///< "lookup asleep; evict ended", with the values in which outcomes differ
    std::vector<Step> steps; ///< of the shortest run: fewest context switches, then fewest steps
    std::size_t contextSwitches = 0;
    /// Under the random scheduler; no value while the search is incomplete.
    std::optional<double> probability{};
    /// Number of schedules that end in it; no value while the search is incomplete.
    std::optional<ScheduleCount> schedules{};
    std::shared_ptr<const EndingFacts> facts{}; ///< null for a failure that ends the run
};

/// The result of an exploration, and how much of the state space it covers.
struct Verdict {
    Limit limit = Limit::None;
    std::uint64_t limitValue = 0; ///< states, MiB or seconds, as `limit` says
    std::uint64_t states = 0;
    std::uint64_t transitions = 0;
    /// Reductions were used: the numbers are those of the states and transitions after reduction.
    bool isReduced = false;
    /// Partial-order reduction was used, so there are no probabilities and numbers of schedules.
    bool areStepsReduced = false;
    double seconds = 0;
    std::vector<Finding>
        findings; ///< failures by kind, then warnings; each kind's shortest run first
    std::vector<Outcome> outcomes; ///< failures first, then by number of context switches
    std::optional<ScheduleCount> schedules{}; ///< number of all schedules; unknown while incomplete
    bool isListCut = false; ///< outcomes, or findings of one kind, were left out: more than 1,000,
                            ///< or no time for more

    /// Whether memory and time were enough to compare all runs; if not, a run may have more context
    /// switches and steps than necessary.
    bool areRunsShortest = true;

    /// Whether there was memory for the transitions. Without them there are no fates, probabilities
    /// and numbers of schedules, and no state graph to display.
    bool isGraphKept = true;

    bool isComplete() const { return limit == Limit::None; }
    bool hasFailure() const;
    const Finding *first(FindingKind kind) const;
    /// The kinds of all failures, each once, in the order of FindingKind.
    std::vector<FindingKind> failureKinds() const;
};

/// Whether the verdict is exactly what the scenario expects; nullopt while incomplete and nothing
/// contradicts it.
std::optional<bool> isAsExpected(const Verdict &verdict,
                                 const std::vector<std::string> &expectedKinds);

/// "limit of 2,000,000 states hit", "cancelled"; empty for None.
std::string limitText(Limit limit, std::uint64_t value);

/// "proved: no failure in 1,824 states", "found: hang, bug in 1,824 states", "incomplete: 2,000,000
/// states seen, limit of 2,000,000 states hit", "found: hang; incomplete: ...". If reductions were
/// used, "after reduction" follows the number of states.
std::string verdictSentence(const Verdict &verdict);
/// verdictSentence() for a report in which these kinds, in the order of FindingKind, are failures.
std::string verdictSentence(const Verdict &verdict, std::span<const FindingKind> failures);

} // namespace racewalk
