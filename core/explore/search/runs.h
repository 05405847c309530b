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

/// The cost of a run: fewer context switches first, then fewer steps.
struct RunCost {
    std::size_t contextSwitches = 0;
    std::size_t steps = 0;
    auto operator<=>(const RunCost &) const = default;
};

/// A run, and its names for the threads of its last state: the state's own unless symmetry
/// reduction is used.
struct NamedRun {
    std::vector<Step> steps;
    Renaming names;
};

/// A run from state 0 to every state that a search has reached.
class Runs {
public:
    virtual ~Runs() = default;

    /// Returns the cost of the run to `state`; nullopt if no path of transitions leads there.
    virtual std::optional<RunCost> costTo(StateIndex state) const = 0;
    virtual NamedRun runTo(StateIndex state) const = 0;

    /// Returns the cost of a run that ends with `step`, enabled in `source`. The names are those of
    /// `source`.
    virtual std::optional<RunCost> costThrough(StateIndex source, Step step) const = 0;
    virtual NamedRun runThrough(StateIndex source, Step step) const = 0;

    /// False if costs count only steps, because context switches are unknown before the run is
    /// built.
    virtual bool areSwitchesCounted() const = 0;
};

} // namespace racewalk
