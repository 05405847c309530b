// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_explored.h"
#include "explore/fates/explored.h"
#include "explore/results/sightings.h"
#include "explore/search/transitions.h"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace racewalk {

/// Presents the states of the loops and the requested runs on rank 0 as an Explored, for the
/// functions of core/explore.
class LoopsExplored {
public:
    /// `explored` outlives this.
    explicit LoopsExplored(const DividedExplored &explored);

    /// Its states and costs are those of the loops. Runs exist only for sightings for which they
    /// were set, by the number of the sighting's state.
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
    /// Not used here: each rank has checked its own transitions.
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
