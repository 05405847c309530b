// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/fates/livelock.h"

#include "explore/fates/loop_steps.h"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

namespace racewalk {

namespace {

constexpr std::size_t mostStates = 20'000;

/// The states that can be reached from `start`, in ascending order, if each of them leads back to
/// it: then no run leaves them. Empty if not.
std::vector<StateIndex> cycleOf(const StateSpace &space, StateIndex start)
{
    std::unordered_map<StateIndex, std::vector<StateIndex>> sources{{start, {}}};
    std::vector<StateIndex> open{start};
    while (!open.empty()) {
        const StateIndex source = open.back();
        open.pop_back();
        const auto transitions = transitionsFrom(space.graph(), source);
        if (transitions.empty() || sources.size() > mostStates)
            return {};
        for (const auto edge : transitions) {
            const StateIndex target = targetOf(space.graph(), edge);
            const auto [known, isNew] = sources.try_emplace(target);
            known->second.push_back(source);
            if (isNew)
                open.push_back(target);
        }
    }
    const std::size_t reached = sources.size();
    std::vector<StateIndex> cycle;
    for (open.push_back(start); !open.empty();) {
        const StateIndex target = open.back();
        open.pop_back();
        auto before = sources.extract(target);
        if (before.empty())
            continue;
        cycle.push_back(target);
        open.insert(open.end(), before.mapped().begin(), before.mapped().end());
    }
    if (cycle.size() != reached)
        return {};
    std::ranges::sort(cycle);
    return cycle;
}

} // namespace

std::optional<Livelock> livelockAtEnd(const Machine &machine, const StateSpace &space,
                                      std::size_t length,
                                      const std::function<StateView(std::size_t)> &stateAt)
{
    const auto last = space.find(stateAt(length));
    // Not every transition is known of an incomplete graph; nor is a good end doomed.
    if (!last || !space.isComplete() || space.fate(*last) != Fate::Doomed)
        return std::nullopt;
    const Loop loop{cycleOf(space, *last), true};
    if (loop.states.empty())
        return std::nullopt;
    const LoopStates states{machine, space.states(), space.symmetry(), {}};
    LoopThreads threads = threadsOf(states, loop, stateAt(length));
    Livelock livelock{length, std::move(threads.runners), std::move(threads.waiters)};
    if (livelock.runners.empty())
        return std::nullopt;
    const auto isInside = [&](StateView state) {
        const auto index = space.find(state);
        return index && std::ranges::binary_search(loop.states, *index);
    };
    while (livelock.position > 0 && isInside(stateAt(livelock.position - 1)))
        --livelock.position;
    return livelock;
}

} // namespace racewalk
