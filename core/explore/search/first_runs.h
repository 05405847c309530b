// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/search/runs.h"
#include "explore/search/search.h"
#include "explore/search/transition_list.h"
#include "explore/search/watch.h"
#include "explore/store/state_store.h"
#include "machine/machine.h"

#include <cstdint>
#include <vector>

namespace racewalk {

/// The run on which each state was met first: of fewest steps, with whatever number of context
/// switches. Known without a graph, from the parent of each state; the steps between are found by
/// taking them again.
class FirstRuns final : public Runs {
public:
    /// All arguments but `watch` outlive the runs.
    FirstRuns(const Machine &machine, const SearchResult &search, Watch watch);

    std::optional<RunCost> costTo(StateIndex state) const override;
    NamedRun runTo(StateIndex state) const override;
    std::optional<RunCost> costThrough(StateIndex source, Step step) const override;
    NamedRun runThrough(StateIndex source, Step step) const override;
    bool areSwitchesCounted() const override { return false; }

    /// The last step of the run to a state, which is not the initial one; as the state before calls
    /// its thread.
    Step lastStepTo(StateIndex state) const;

private:
    /// A step, and how threads are renamed behind it.
    struct Link {
        Step step;
        Renaming renaming;
    };
    Link linkTo(StateIndex state) const;

    const Machine &m_machine;
    const StateStore &m_states;
    const Symmetry *const m_symmetry;
    const ParentList &m_parents;
    std::vector<std::uint32_t> m_levels; ///< the first state of each number of steps
};

} // namespace racewalk
