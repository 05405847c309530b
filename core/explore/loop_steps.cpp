// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/loop_steps.h"

#include "explore/hang_words.h"
#include "program/ids.h"

#include <algorithm>
#include <set>

namespace racewalk {

namespace {

/// Who has come into a loop never leaves it: the loop is all that can be reached.
void walkFrom(const Machine &machine, StateView from, Watch watch,
              const std::function<void(StateView, Step)> &take)
{
    StateStore seen(from.size());
    seen.insert(from);
    State next(from.size());
    for (std::uint32_t i = 0; i < seen.size(); ++i) {
        watch.tick();
        const State state = seen[StateIndex{i}];
        for (const Step step : machine.enabledSteps(state)) {
            take(state, step);
            std::ranges::copy(state.view(), next.bytes().begin());
            machine.apply(next, step);
            seen.insert(next);
        }
    }
}

} // namespace

void forEachLoopStep(const LoopStates &states, const Loop &loop, StateView from,
                     const std::function<void(StateView, Step)> &take)
{
    if (states.symmetry != nullptr) {
        walkFrom(states.machine, from, states.watch, take);
        return;
    }
    for (const StateIndex index : loop.states) {
        const State state = states.states[index];
        for (const Step step : states.machine.enabledSteps(state))
            take(state, step);
    }
}

LoopThreads threadsOf(const LoopStates &states, const Loop &loop, StateView from)
{
    const std::vector<Thread> &threads = states.machine.program().threads;
    std::set<ThreadId> runners;
    forEachLoopStep(states, loop, from, [&](StateView, Step step) {
        if (!threads[indexOf(step.thread)].isSystem)
            runners.insert(step.thread);
    });
    LoopThreads result{.runners = {runners.begin(), runners.end()}, .waiters = {}};
    for (const ThreadId thread : unendedThreads(states.machine, from))
        if (!runners.contains(thread))
            result.waiters.push_back(thread);
    return result;
}

} // namespace racewalk
