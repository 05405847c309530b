// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/search/way_to_end.h"

#include "explore/search/runs.h"
#include "explore/store/state_store.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <queue>
#include <utility>

namespace racewalk {

namespace {

/// A state with the thread that runs in it: maxThreads + 1 for none. Dijkstra's algorithm over
/// these.
class Ways {
public:
    Ways(const Machine &machine, std::size_t maxStates, Watch &watch)
        : m_machine(machine), m_maxStates(maxStates), m_watch(watch),
          m_states(machine.layout().stateSize())
    {}

    std::optional<std::vector<Step>> find(StateView from, std::optional<ThreadId> running)
    {
        push({}, noNode, {}, from, running ? static_cast<std::uint32_t>(*running) : nobody);
        std::vector<Step> steps;
        while (!m_queue.empty() && m_nodes.size() <= m_maxStates) {
            m_watch.tick();
            const auto [cost, number] = m_queue.top();
            m_queue.pop();
            if (std::exchange(m_nodes[number].isDone, true))
                continue;
            const State state = m_states[m_nodes[number].state];
            if (m_machine.standing(state) != Standing::Going)
                return stepsTo(number);
            steps.clear();
            m_machine.appendEnabledSteps(state, steps);
            for (const Step step : steps)
                follow(number, cost, state, step);
        }
        return std::nullopt;
    }

private:
    static constexpr std::uint32_t noNode = 0xffffffff, nobody = maxThreads + 1;

    struct Node {
        StateIndex state{};
        std::uint32_t running = nobody;
        std::uint32_t before = noNode;
        Step step; ///< from there
        RunCost cost;
        bool isDone = false;
    };
    /// Nodes with the same cost are visited in the order in which they were found.
    using Entry = std::pair<RunCost, std::uint32_t>;

    void follow(std::uint32_t number, RunCost cost, const State &state, Step step)
    {
        std::uint32_t running = m_nodes[number].running;
        ++cost.steps;
        if (!isSystemStep(m_machine.program(), step)) {
            const auto next = static_cast<std::uint32_t>(step.thread);
            if (running != nobody && running != next)
                ++cost.contextSwitches;
            running = next;
        }
        State after = state;
        m_machine.apply(after, step);
        push(cost, number, step, after, running);
    }

    void push(RunCost cost, std::uint32_t before, Step step, StateView state, std::uint32_t running)
    {
        const StateIndex index = m_states.insert(state)->index;
        const auto fresh = static_cast<std::uint32_t>(m_nodes.size());
        const auto [place, isNew] = m_numbers.try_emplace({index, running}, fresh);
        if (isNew)
            m_nodes.push_back({index, running, before, step, cost, false});
        Node &node = m_nodes[place->second];
        if (!isNew && cost >= node.cost)
            return;
        node.before = before;
        node.step = step;
        node.cost = cost;
        m_queue.emplace(cost, place->second);
    }

    std::vector<Step> stepsTo(std::uint32_t number) const
    {
        std::vector<Step> steps;
        for (; m_nodes[number].before != noNode; number = m_nodes[number].before)
            steps.push_back(m_nodes[number].step);
        std::ranges::reverse(steps);
        return steps;
    }

    const Machine &m_machine;
    const std::size_t m_maxStates;
    Watch &m_watch;
    StateStore m_states;
    std::vector<Node> m_nodes;
    std::map<std::pair<StateIndex, std::uint32_t>, std::uint32_t> m_numbers;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> m_queue;
};

} // namespace

std::optional<std::vector<Step>> wayToEnd(const Machine &machine, StateView state,
                                          std::optional<ThreadId> running, std::size_t maxStates,
                                          Watch watch)
{
    return Ways(machine, maxStates, watch).find(state, running);
}

} // namespace racewalk
