// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/differences/graph_difference.h"
#include "explore/differences/result_difference.h"
#include "explore/explore.h"
#include "machine/machine.h"
#include "program/patch.h"
#include "run/comparison/comparison.h"
#include "run/schedule/schedule.h"

#include <array>
#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace racewalk {

/// One of two programs that are compared. Both come from one source.
struct SideToCompare {
    std::shared_ptr<const Machine> machine;
    Exploration exploration; ///< without reductions, if its states are to be compared
    Schedule schedule;
};

/// What a comparison found out.
struct ComparisonReport {
    /// What tells the sides apart: "rcu_lookup", "tso", "rcu_lookup under tso"; "left" and "right"
    /// if only their schedules differ.
    std::array<std::string, 2> names;
    std::array<std::string, 2> schedules; ///< as text
    std::string origin;                   ///< "the shortest hang of rcu_lookup"; or empty
    std::array<Exploration, 2> explorations;
    Comparison comparison;
    Patch patch; ///< from the left variant to the right one
    ResultDifference results;
    GraphDifference graph;

    const Program &program(std::size_t side) const
    {
        return comparison.sides[side].run.machine().program();
    }
};

/// Returns names that tell the two programs apart.
std::array<std::string, 2> sideNames(const Program &left, const Program &right);

/// A schedule to compare by, and what it is.
struct ChosenSchedule {
    Schedule schedule;
    std::string origin;
};

/// Returns the most readable failing run of the first of the two programs that can fail; if neither
/// can, a run of the first one with the fewest context switches.
ChosenSchedule readableSchedule(const SideToCompare &left, const SideToCompare &right,
                                const std::array<std::string, 2> &names);

/// Executes the schedules and compares. A side that cannot follow its schedule, or that is not at
/// an end where the other one is, goes on with the fewest context switches to an end of its own.
/// Throws EvaluationStopped if a stop is requested.
ComparisonReport compareSides(SideToCompare left, SideToCompare right, Patch patch,
                              std::stop_token stop = {});

/// The first difference, in words.
struct DifferenceWords {
    std::string step;                 ///< "Step 20"; "Steps 20 and 21" if the numbers differ
    std::array<std::string, 2> first; ///< "lookup: prepare_to_wait(wq)"; "no step"
    std::array<std::string, 2> then;  ///< the next steps: "spin_unlock(i_lock), schedule() asleep"
};
/// There must be a first difference.
DifferenceWords differenceWords(const ComparisonReport &report);

/// What a row shows of one side: "lookup: spin_lock(i_lock)" without the thread; a blocked step has
/// its reason as a note.
struct RowWords {
    std::string number, thread, label, note;
};
RowWords rowWords(const ComparedSide &side, const ComparedStep &step);

/// Whether the step is on a line that the other variant lacks.
bool isOnOwnLine(const ComparisonReport &report, std::size_t side, const ComparedStep &step);

/// "Both variants behave the same under this schedule."
std::string sameBehaviourText(const ComparisonReport &report);
/// "The variants have the same code."
std::string sameCodeText();

/// "Hang: lookup sleeps forever (lookup asleep; evict ended)"; "BUG_ON failed: a: BUG_ON(x) fails
/// (line 7)".
std::string resultText(const Difference &difference);

/// The endings and findings that only one side has, a line for each: "- Hang: ..." of the left one,
/// "+ ..." of the right one; then what is not known because a search was incomplete.
std::vector<std::string> resultLines(const ComparisonReport &report);
/// "152 in both, 16 only in rcu_lookup, 11 only in rcu_recheck": states. Or why they are not known.
std::string graphText(const ComparisonReport &report);

/// Returns what `racewalk compare` prints, without the heading.
std::string comparisonText(const ComparisonReport &report);
/// Returns the heading: the scenario, the sides with their verdicts, and the schedule.
std::string comparisonHeading(const ComparisonReport &report);
/// Returns one JSON object.
std::string toJson(const ComparisonReport &report);

} // namespace racewalk
