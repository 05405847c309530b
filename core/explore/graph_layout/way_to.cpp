// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/graph_layout/way_to.h"

#include "explore/reductions/symmetry.h"
#include "explore/search/runs.h"
#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <queue>
#include <tuple>
#include <utility>

namespace racewalk {

namespace {

constexpr std::uint16_t nobody = 0xffff;
constexpr std::uint32_t noPair = std::numeric_limits<std::uint32_t>::max();
constexpr RunCost unreached{.contextSwitches = std::numeric_limits<std::size_t>::max(), .steps = 0};

class WaySearch {
public:
    WaySearch(const Machine &machine, const StateSpace &space, StateIndex target, Watch watch,
              std::atomic<std::size_t> *visited)
        : m_machine(machine), m_space(space), m_target(target), m_watch(watch), m_visited(visited),
          m_runners(machine.program().threads.size() + 1)
    {
        fill(m_isSettled, space.size() * m_runners, false, m_watch);
        fill(m_best, space.size(), unreached, m_watch);
    }

    std::optional<std::vector<Step>> from(StateView start, std::optional<ThreadId> running)
    {
        const std::optional<StateIndex> index = m_space.find(start);
        if (!index)
            return std::nullopt;
        Renaming names;
        if (m_space.symmetry() != nullptr)
            names = m_space.symmetry()->renaming(start);
        const auto first = running ? static_cast<std::uint16_t>(indexOf(names(*running))) : nobody;
        reach({.state = *index, .running = first, .cost = {}, .parent = noPair, .step = {}});
        while (!m_open.empty()) {
            m_watch.tick();
            const std::uint32_t number = m_open.top().pair;
            m_open.pop();
            const Pair pair = m_pairs[number];
            if (!settle(pair))
                continue;
            if (pair.state == m_target)
                return stepsTo(number, names);
            for (const auto edge : transitionsFrom(m_space.graph(), pair.state))
                follow(number, edge);
        }
        return std::nullopt;
    }

private:
    struct Pair {
        StateIndex state{};
        std::uint16_t running = nobody; ///< by its name in the state
        RunCost cost;
        std::uint32_t parent = noPair;
        Step step; ///< from the parent, by its names
    };
    struct Open {
        RunCost cost;
        std::uint32_t pair = 0;
        bool operator>(const Open &other) const
        {
            return std::tie(cost, pair) > std::tie(other.cost, other.pair);
        }
    };

    void reach(const Pair &pair)
    {
        m_open.push({pair.cost, static_cast<std::uint32_t>(m_pairs.size())});
        m_pairs.push_back(pair);
    }

    /// Whether nothing as good is known. A state's first pair is its cheapest: another one can save
    /// at most one context switch.
    bool settle(const Pair &pair)
    {
        if (m_isSettled[slotOf(pair)])
            return false;
        m_isSettled[slotOf(pair)] = true;
        RunCost &best = m_best[indexOf(pair.state)];
        if (best == unreached) {
            if (m_visited != nullptr)
                m_visited->fetch_add(1, std::memory_order_relaxed);
            best = pair.cost;
            return true;
        }
        return pair.cost.contextSwitches == best.contextSwitches ||
               (pair.cost.contextSwitches == best.contextSwitches + 1 &&
                pair.cost.steps < best.steps);
    }

    std::size_t slotOf(const Pair &pair) const
    {
        const std::size_t running = pair.running == nobody ? m_runners - 1 : pair.running;
        return indexOf(pair.state) * m_runners + running;
    }

    void follow(std::uint32_t number, TransitionGraph::edge_descriptor edge)
    {
        const Pair pair = m_pairs[number];
        const Step step = m_space.graph()[edge];
        Pair next{.state = targetOf(m_space.graph(), edge),
                  .running = pair.running,
                  .cost = pair.cost,
                  .parent = number,
                  .step = step};
        ++next.cost.steps;
        // Steps of system lanes and drains are no context switches.
        if (!step.isDrain() && !m_machine.program().threads[indexOf(step.thread)].isSystem) {
            next.running = static_cast<std::uint16_t>(indexOf(step.thread));
            next.cost.contextSwitches += pair.running != nobody && pair.running != next.running;
        }
        if (next.running != nobody)
            next.running = static_cast<std::uint16_t>(
                indexOf(renamingAfter(pair.state, step)(ThreadId{next.running})));
        if (!m_isSettled[slotOf(next)])
            reach(next);
    }

    Renaming renamingAfter(StateIndex source, Step step) const
    {
        if (m_space.symmetry() == nullptr || !m_space.symmetry()->canMove(step.thread))
            return {};
        State state = m_space.state(source);
        m_machine.apply(state, step);
        return m_space.symmetry()->renaming(state);
    }

    std::vector<Step> stepsTo(std::uint32_t number, Renaming names) const
    {
        std::vector<Pair> way;
        for (; m_pairs[number].parent != noPair; number = m_pairs[number].parent)
            way.push_back(m_pairs[number]);
        std::ranges::reverse(way);
        std::vector<Step> steps;
        for (const Pair &pair : way) {
            steps.push_back(names.inverse()(pair.step));
            names = names.then(renamingAfter(m_pairs[pair.parent].state, pair.step));
        }
        return steps;
    }

    const Machine &m_machine;
    const StateSpace &m_space;
    const StateIndex m_target;
    Watch m_watch;
    std::atomic<std::size_t> *m_visited;
    std::vector<Pair> m_pairs;
    std::priority_queue<Open, std::vector<Open>, std::greater<>> m_open;
    const std::size_t m_runners;   ///< threads, and nobody
    std::vector<bool> m_isSettled; ///< by slot
    std::vector<RunCost> m_best;   ///< by state
};

} // namespace

std::optional<std::vector<Step>> wayTo(const Machine &machine, const StateSpace &space,
                                       StateView from, std::optional<ThreadId> running,
                                       StateIndex target, Watch watch,
                                       std::atomic<std::size_t> *visited)
{
    auto steps = WaySearch(machine, space, target, watch, visited).from(from, running);
    if (steps) {
        State state(from);
        for (const Step step : *steps) {
            RACEWALK_CHECK(machine.isEnabled(state, step));
            machine.apply(state, step);
        }
        RACEWALK_CHECK(space.find(state) == target);
    }
    return steps;
}

} // namespace racewalk
