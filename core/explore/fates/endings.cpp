// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/fates/endings.h"

#include "explore/explain/hang_words.h"
#include "explore/graph/components.h"
#include "program/check.h"
#include "program/ids.h"

#include <algorithm>

namespace racewalk {

namespace {

/// Marks every state by its own Standing. Most states have transitions of threads, and so are
/// plainly Going.
class Marker {
public:
    Marker(const Machine &machine, const StateStore &states, const TransitionGraph &graph,
           std::size_t expanded)
        : m_machine(machine), m_states(states), m_graph(graph), m_expanded(expanded)
    {}

    std::vector<Mark> markAll(std::vector<StateIndex> &ends, Watch &watch) const
    {
        std::vector<Mark> marks(m_states.size(), Mark::None);
        for (std::uint32_t i = 0; i < m_states.size(); ++i) {
            watch.tick();
            const StateIndex state{i};
            const bool isExpanded = i < m_expanded;
            if (isExpanded && isLeftByThread(state))
                continue;
            const Standing standing = m_machine.standing(m_states[state]);
            marks[i] = markOf(standing);
            if (!isExpanded && hasMore(state, standing))
                marks[i] = marks[i] | Mark::Unseen;
            if (standing != Standing::Going)
                ends.push_back(state);
        }
        return marks;
    }

private:
    bool isLeftByThread(StateIndex state) const
    {
        return std::ranges::any_of(transitionsFrom(m_graph, state), [this](const auto &edge) {
            return !m_machine.program().threads[indexOf(m_graph[edge].thread)].isSystem;
        });
    }

    static Mark markOf(Standing standing)
    {
        switch (standing) {
        case Standing::Going:
            return Mark::None;
        case Standing::Ended:
            return Mark::GoodEnd;
        case Standing::Hang:
        case Standing::Fault:
            return Mark::Failure;
        }
        return Mark::None;
    }

    /// Whether a state that was not expanded can become something else: a hang stays a hang.
    bool hasMore(StateIndex state, Standing standing) const
    {
        switch (standing) {
        case Standing::Going:
            return true;
        case Standing::Ended:
            return !m_machine.enabledSteps(m_states[state]).empty();
        case Standing::Hang:
        case Standing::Fault:
            return false;
        }
        return true;
    }

    const Machine &m_machine;
    const StateStore &m_states;
    const TransitionGraph &m_graph;
    const std::size_t m_expanded;
};

} // namespace

bool isLoop(const TransitionGraph &graph, const Components &components, std::uint32_t component,
            const std::vector<Mark> &marks)
{
    bool hasTransition = false;
    for (const StateIndex state : components.states(component)) {
        if (marks[indexOf(state)] != Mark::None)
            return false;
        for (const TransitionGraph::edge_descriptor edge : transitionsFrom(graph, state)) {
            if (components.of(targetOf(graph, edge)) != component)
                return false;
            hasTransition = true;
        }
    }
    // A state without transitions and without a mark would be an end that is never reported.
    RACEWALK_CHECK(hasTransition);
    return true;
}

Endings findEndings(const Machine &machine, const StateStore &states, const TransitionGraph &graph,
                    std::size_t expanded, Watch watch)
{
    Endings endings{.ends = {}, .loops = {}, .fates = {}, .components = Components(graph, watch)};
    const Components &components = endings.components;
    std::vector<Mark> marks = Marker(machine, states, graph, expanded).markAll(endings.ends, watch);
    for (std::uint32_t component = 0; component < components.count(); ++component) {
        watch.tick();
        if (!isLoop(graph, components, component, marks))
            continue;
        const auto members = components.states(component);
        // Ending is forever, so one state of a loop speaks for all.
        const bool isLivelock = !unendedThreads(machine, states[members.front()]).empty();
        for (const StateIndex state : members)
            marks[indexOf(state)] = isLivelock ? Mark::Failure : Mark::GoodEnd;
        endings.loops.push_back({{members.begin(), members.end()}, isLivelock});
    }
    std::ranges::sort(endings.loops, {}, [](const Loop &loop) { return loop.states.front(); });
    endings.fates = fatesOf(graph, components, marks, watch);
    return endings;
}

} // namespace racewalk
