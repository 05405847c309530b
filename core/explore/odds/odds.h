// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/odds/schedule_count.h"
#include "explore/results/components.h"
#include "explore/results/state_space.h"
#include "explore/search/watch.h"
#include "explore/store/big_pages.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace racewalk {

/// What part of all runs does something under the random scheduler, and how many schedules do.
struct Share {
    double probability = 0;
    ScheduleCount schedules;

    static Share all() { return {1, ScheduleCount::one()}; }
    /// One of so many parts that are alike.
    Share part(std::uint64_t parts) const
    {
        return {probability / static_cast<double>(parts), schedules.part(parts)};
    }
    Share &operator+=(const Share &other)
    {
        probability += other.probability;
        schedules += other.schedules;
        return *this;
    }
};

/// Whether the random scheduler draws once for both: steps of one thread, or of its store buffer,
/// or of one system lane. Among those that can step each is equally likely, and then each of its
/// steps.
inline bool haveOneDraw(Step a, Step b)
{
    return a.thread == b.thread && a.isDrain() == b.isDrain();
}

/// Where runs end under the random scheduler, computed from a complete graph: one pass over the
/// components, from the initial state on, carries probabilities and numbers of schedules along the
/// transitions. Inside a component that runs can leave, see expectedVisits().
///
/// A run ends where there are no transitions, or in a component that it cannot leave any more.
class Odds {
public:
    /// nullopt if `watch` is late, or expectedVisits() gives up: `maxWork` is for each component.
    static std::optional<Odds> of(const TransitionGraph &graph, const Components &components,
                                  Watch watch, std::uint64_t maxWork = 0xffff'ffff'ffff);

    /// Of the runs that end in `state`. In a component that is never left: of those that come into
    /// it there, so that its states' shares add up to its own.
    Share ending(StateIndex state) const;
    /// Of the runs that take `step` in `source`, if none takes it twice.
    Share through(StateIndex source, Step step) const;
    /// All schedules.
    ScheduleCount total(Watch watch = {}) const;

    static constexpr std::size_t bytesPerState = sizeof(double) + sizeof(ScheduleCount) + 1;

private:
    Odds(const TransitionGraph &graph, std::uint64_t maxWork, Watch &watch);

    bool walk(const Components &components, Watch &watch);
    bool walkComponent(const Components &components, std::uint32_t component, Watch &watch);
    bool goRound(const Components &components, std::uint32_t component, Watch &watch);
    void sendOn(StateIndex state, const Components &components);
    void setInfinite(StateIndex state);

    const TransitionGraph *m_graph = nullptr;
    std::uint64_t m_maxWork = 0;
    /// How often a run is in each state, on the average; in one that is never left, how likely it
    /// comes into its component there.
    BigVector<double> m_visits;
    BigVector<ScheduleCount> m_schedules; ///< from the initial state to each
    std::vector<bool> m_isForEver;        ///< in a component that goes round for ever
};

} // namespace racewalk
