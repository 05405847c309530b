// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/search/runs.h"
#include "explore/search/search.h"
#include "explore/search/transition_list.h"
#include "explore/store/state_store.h"
#include "machine/machine.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace racewalk {

/// For each state, the run on which the search first reached it: fewest steps, any number of
/// context switches. Rebuilt from each state's parent, without the graph; the steps in between are
/// found by taking them again.
class FirstRuns final : public Runs {
public:
    /// All arguments except `watch` outlive the runs.
    FirstRuns(const Machine &machine, const SearchResult &search, Watch watch);

    std::optional<RunCost> costTo(StateIndex state) const override;
    NamedRun runTo(StateIndex state) const override;
    std::optional<RunCost> costThrough(StateIndex source, Step step) const override;
    NamedRun runThrough(StateIndex source, Step step) const override;
    bool areSwitchesCounted() const override { return false; }

    /// Returns the last step of the run to a state other than the initial one, with its thread's
    /// name in the state before.
    Step lastStepTo(StateIndex state) const;

private:
    /// A step, and the renaming of threads after it.
    struct Link {
        Step step;
        Renaming renaming;
    };
    Link linkTo(StateIndex state) const;

    const Machine &m_machine;
    const StateStore &m_states;
    const Symmetry *const m_symmetry;
    const ParentList &m_parents;
    std::vector<std::uint32_t> m_levels; ///< the first state with each number of steps
};

} // namespace racewalk
