// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/graph/components.h"
#include "explore/graph/transition_graph.h"
#include "explore/odds/schedule_count.h"
#include "explore/store/big_pages.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace racewalk {

/// The probability of an event under the random scheduler, and the number of schedules with it.
struct Share {
    double probability = 0;
    ScheduleCount schedules;

    static Share all() { return {1, ScheduleCount::one()}; }
    /// The share of one of `parts` equal parts.
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

/// Whether the random scheduler picks `a` and `b` with one draw: both are steps of one thread, of
/// its store buffer, or of one system lane. Each of those that can step is equally likely, and then
/// each of its steps.
inline bool haveOneDraw(Step a, Step b)
{
    return a.thread == b.thread && a.isDrain() == b.isDrain();
}

/// Where runs end under the random scheduler, computed from a complete graph. One pass over the
/// components, from the initial state on, propagates probabilities and numbers of schedules along
/// the transitions. Components that runs can leave are solved by expectedVisits().
///
/// A run ends in a state without transitions, or in a component that it cannot leave.
class Odds {
public:
    /// Returns nullopt if `watch` is late or expectedVisits() fails; `maxWork` is per component.
    static std::optional<Odds> of(const TransitionGraph &graph, const Components &components,
                                  Watch watch, std::uint64_t maxWork = 0xffff'ffff'ffff);

    /// Share of the runs that end in `state`. For a state of a component that is never left: share
    /// of the runs that enter the component there, so that the shares of its states add up to that
    /// of the component.
    Share ending(StateIndex state) const;
    /// Share of the runs that take `step` in `source`, if no run takes it twice.
    Share through(StateIndex source, Step step) const;
    /// Number of all schedules.
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
    /// Expected number of visits to each state. For a state of a component that is never left: the
    /// probability of entering the component there.
    BigVector<double> m_visits;
    BigVector<ScheduleCount> m_schedules; ///< schedules from the initial state to each state
    std::vector<bool> m_isForever;        ///< in a component that is never left
};

} // namespace racewalk
