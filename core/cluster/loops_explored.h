// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_explored.h"
#include "explore/results/explored.h"
#include "explore/results/sightings.h"
#include "explore/search/transitions.h"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace racewalk {

/// What rank 0 has in one place, for the functions of core/explore: the states of the loops, and
/// the runs that it has asked for.
class LoopsExplored {
public:
    /// `explored` outlives this.
    explicit LoopsExplored(const DividedExplored &explored);

    /// Its states are those of the loops. Costs are of these too; runs only where they were set,
    /// and by the number of the sighting's state.
    const Explored &explored() const { return m_explored; }

    void setRun(const Sighting &sighting, std::vector<Step> steps);

private:
    class KnownRuns final : public Runs {
    public:
        explicit KnownRuns(const std::vector<RunCost> &costs) : m_costs(costs) {}
        void set(StateIndex state, std::optional<Step> step, std::vector<Step> steps);

        std::optional<RunCost> costTo(StateIndex state) const override;
        NamedRun runTo(StateIndex state) const override;
        std::optional<RunCost> costThrough(StateIndex source, Step step) const override;
        NamedRun runThrough(StateIndex source, Step step) const override;
        bool areSwitchesCounted() const override { return true; }

    private:
        const std::vector<RunCost> &m_costs;
        std::map<std::pair<StateIndex, std::optional<Step>>, std::vector<Step>> m_runs;
    };
    /// Nobody asks for them here: each rank has looked at its own.
    class NoTransitions final : public Transitions {
        void visitAll(const Visit &visit, Watch &watch) override;
    };

    KnownRuns m_runs;
    NoTransitions m_transitions;
    const std::vector<bool> m_isRacing;
    const std::vector<StateIndex> m_ends;
    const Explored m_explored;
};

} // namespace racewalk
