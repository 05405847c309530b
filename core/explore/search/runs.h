// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/store/state_index.h"
#include "machine/renaming.h"
#include "machine/step.h"

#include <compare>
#include <cstddef>
#include <optional>
#include <vector>

namespace racewalk {

/// What a run costs a reader: fewer context switches first, then fewer steps.
struct RunCost {
    std::size_t contextSwitches = 0;
    std::size_t steps = 0;
    auto operator<=>(const RunCost &) const = default;
};

/// A run, and what it calls the threads of the state at its end: the same as the state does, unless
/// states stand for others.
struct NamedRun {
    std::vector<Step> steps;
    Renaming names;
};

/// A run from state 0 to every state that a search has seen.
class Runs {
public:
    virtual ~Runs() = default;

    /// nullopt if no path of transitions leads there.
    virtual std::optional<RunCost> costTo(StateIndex state) const = 0;
    virtual NamedRun runTo(StateIndex state) const = 0;

    /// The same for taking `step`, enabled in `source`, at the end. The names are those of
    /// `source`.
    virtual std::optional<RunCost> costThrough(StateIndex source, Step step) const = 0;
    virtual NamedRun runThrough(StateIndex source, Step step) const = 0;

    /// False where costs are those of steps alone, because nobody knows the others before the run
    /// itself.
    virtual bool areSwitchesCounted() const = 0;
};

} // namespace racewalk
