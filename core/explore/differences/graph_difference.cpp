// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/differences/graph_difference.h"

#include "explore/differences/state_reading.h"
#include "explore/store/state_store.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

namespace racewalk {

namespace {

std::uint64_t hashOf(const StateReading &reading)
{
    return XXH3_64bits(reading.data(), reading.size() * sizeof(StateReading::value_type));
}

/// The states of one side by the hashes of their readings. Does not keep the readings: those with
/// equal hashes are read again.
class ReadStates {
public:
    ReadStates(const StateReadings &readings, std::size_t side, const StateSpace &space,
               Watch &watch)
        : m_readings(readings), m_side(side), m_space(space)
    {
        fill(m_states, space.size(), {}, watch);
        StateReading reading;
        for (std::uint32_t i = 0; i < m_states.size(); ++i) {
            watch.tick();
            readings.read(side, space.state(StateIndex{i}), reading);
            m_states[i] = {hashOf(reading), i};
        }
        watch.look();
        std::ranges::sort(m_states);
        watch.look();
    }

    std::optional<std::uint32_t> find(const StateReading &wanted) const
    {
        const std::uint64_t hash = hashOf(wanted);
        StateReading reading;
        for (auto known = std::ranges::lower_bound(m_states, hash, {}, &Entry::hash);
             known != m_states.end() && known->hash == hash; ++known) {
            m_readings.read(m_side, m_space.state(StateIndex{known->state}), reading);
            if (reading == wanted)
                return known->state;
        }
        return std::nullopt;
    }

private:
    struct Entry {
        std::uint64_t hash = 0;
        std::uint32_t state = 0;
        auto operator<=>(const Entry &) const = default;
    };
    const StateReadings &m_readings;
    const std::size_t m_side;
    const StateSpace &m_space;
    std::vector<Entry> m_states; ///< by hash
};

std::string whyNotWith(const SearchedSide &side, std::string_view name)
{
    if (side.verdict.limit == Limit::Cancelled)
        return fmt::format("the search of the {} side was cancelled", name);
    if (side.verdict.isReduced)
        return fmt::format("the {} side has too many states, so not all of them were looked at",
                           name);
    if (!side.verdict.isGraphKept)
        return fmt::format("the graph of the {} side was too large to keep", name);
    return "";
}

} // namespace

GraphDifference graphDifference(const SearchedSide &left, const SearchedSide &right,
                                const Patch &patch, Watch watch)
{
    GraphDifference difference;
    difference.whyNot = whyNotWith(left, "left");
    if (difference.isAvailable())
        difference.whyNot = whyNotWith(right, "right");
    if (!difference.isAvailable())
        return difference;

    const std::array spaces = {&left.space, &right.space};
    const std::array isComplete = {left.verdict.isComplete(), right.verdict.isComplete()};
    const StateReadings readings(left.machine, right.machine, patch);
    const ReadStates known(readings, 0, left.space, watch);
    for (std::size_t side = 0; side < 2; ++side)
        fill(difference.presence[side], spaces[side]->size(),
             isComplete[1 - side] ? Presence::OnlyHere : Presence::Unknown, watch);
    StateReading reading;
    for (std::uint32_t i = 0; i < right.space.size(); ++i) {
        watch.tick();
        readings.read(1, right.space.state(StateIndex{i}), reading);
        if (const auto same = known.find(reading)) {
            difference.presence[0][*same] = difference.presence[1][i] = Presence::Both;
            ++difference.both.states;
        }
    }
    difference.both.isExact = isComplete[0] && isComplete[1];
    for (std::size_t side = 0; side < 2; ++side)
        difference.onlyIn[side] = {static_cast<std::uint64_t>(std::ranges::count(
                                       difference.presence[side], Presence::OnlyHere)),
                                   isComplete[0] && isComplete[1]};
    return difference;
}

} // namespace racewalk
