// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/graph/components.h"

#include "program/ids.h"

#include <boost/graph/strong_components.hpp>
#include <boost/graph/two_bit_color_map.hpp>

namespace racewalk {

namespace {

/// Discovery times by state: every state is given one once, so this is where to look at the watch.
struct WatchedTimes {
    using key_type = std::uint32_t;
    using value_type = std::uint32_t;
    using reference = std::uint32_t &;
    using category = boost::read_write_property_map_tag;

    BigVector<std::uint32_t> *times = nullptr;
    Watch *watch = nullptr;

    friend std::uint32_t get(const WatchedTimes &map, std::uint32_t state)
    {
        return (*map.times)[state];
    }
    friend void put(const WatchedTimes &map, std::uint32_t state, std::uint32_t time)
    {
        map.watch->tick();
        (*map.times)[state] = time;
    }
};

/// Tarjan's algorithm finishes a component only after all that can be reached from it, so its
/// numbers are the order that Components promises. Boost's depth-first search keeps its own stack:
/// deep graphs are no danger.
std::uint32_t findComponents(const TransitionGraph &graph, BigVector<std::uint32_t> &of,
                             Watch &watch)
{
    const auto index = get(boost::vertex_index, graph);
    BigVector<std::uint32_t> roots;
    fill(roots, of.size(), 0, watch);
    BigVector<std::uint32_t> times;
    fill(times, of.size(), 0, watch);
    return boost::strong_components(
        graph, boost::make_iterator_property_map(of.begin(), index),
        boost::root_map(boost::make_iterator_property_map(roots.begin(), index))
            .discover_time_map(WatchedTimes{&times, &watch})
            .color_map(boost::make_two_bit_color_map(of.size(), index)));
}

} // namespace

Components::Components(const TransitionGraph &graph, Watch watch)
{
    fill(m_of, num_vertices(graph), 0, watch);
    const std::uint32_t count = m_of.empty() ? 0 : findComponents(graph, m_of, watch);
    fill(m_starts, count + std::size_t{1}, 0, watch);
    for (const std::uint32_t component : m_of) {
        watch.tick();
        ++m_starts[component];
    }
    std::uint32_t end = 0;
    for (std::uint32_t &start : m_starts)
        start = end += start;
    // From the last state down, each to the end of what is still free of its component's part.
    fill(m_states, m_of.size(), StateIndex{}, watch);
    for (std::size_t state = m_of.size(); state-- > 0;) {
        watch.tick();
        m_states[--m_starts[m_of[state]]] = StateIndex{static_cast<std::uint32_t>(state)};
    }
}

std::uint32_t Components::of(StateIndex state) const
{
    return m_of[indexOf(state)];
}

std::span<const StateIndex> Components::states(std::uint32_t component) const
{
    return std::span(m_states).subspan(m_starts[component],
                                       m_starts[component + 1] - m_starts[component]);
}

} // namespace racewalk
