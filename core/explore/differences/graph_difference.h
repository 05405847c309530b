// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/fates/state_space.h"
#include "explore/results/verdict.h"
#include "machine/machine.h"
#include "program/patch.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace racewalk {

/// Whether the other program has a state too.
enum class Presence : std::uint8_t {
    Both,
    OnlyHere,
    Unknown, ///< not among the states of the other program that were seen, but not all were
};

/// A number of states, exact or a lower bound.
struct StateCount {
    std::uint64_t states = 0;
    bool isExact = true;
};

/// The states that one program has and another has not. StateReadings says which are the same.
struct GraphDifference {
    /// Why there is none: "the graph of the left side was reduced". Empty if there is one.
    std::string whyNot;
    /// Only in the left one, only in the right one. Not exact, and 0, if the other program's search
    /// was incomplete.
    std::array<StateCount, 2> onlyIn;
    StateCount both;
    /// Of the left and the right state space, by state.
    std::array<std::vector<Presence>, 2> presence;

    bool isAvailable() const { return whyNot.empty(); }
};

/// A searched program.
struct SearchedSide {
    const Machine &machine;
    const Verdict &verdict;
    const StateSpace &space;
};

/// Compares two state graphs. Not available if a reduction was used or a graph was not kept. The
/// patch leads from the left variant to the right one. Throws EvaluationStopped if the watch does.
GraphDifference graphDifference(const SearchedSide &left, const SearchedSide &right,
                                const Patch &patch, Watch watch = {});

} // namespace racewalk
