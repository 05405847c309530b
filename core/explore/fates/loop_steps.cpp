// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/fates/loop_steps.h"

#include "explore/explain/hang_words.h"
#include "explore/reductions/renamings.h"
#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
#include <optional>

namespace racewalk {

namespace {

/// Follows threads through a loop in which their names change along the transitions: who is called
/// so in a state runs forever if it steps there, or if it does after a transition, under the name
/// that it has then.
class NamesInLoop {
public:
    NamesInLoop(const LoopStates &states, const Loop &loop)
        : m_states(states), m_loop(loop), m_watch(states.watch), m_runners(loop.states.size())
    {
        findTransitions();
        carryOn();
    }

    /// As the state that stands for `from` calls them.
    ThreadMask runnersIn(StateView standIn) const
    {
        const auto place = placeInLoop(standIn);
        RACEWALK_CHECK(place.has_value());
        return m_runners[*place];
    }

private:
    struct Transition {
        std::uint32_t from = 0, to = 0; ///< places in the loop
        std::uint32_t renaming = 0;     ///< back from the target's names
    };

    std::optional<std::uint32_t> placeInLoop(StateView state) const
    {
        const auto index = m_states.states.find(state);
        if (!index)
            return std::nullopt;
        const auto found = std::ranges::lower_bound(m_loop.states, *index);
        if (found == m_loop.states.end() || *found != *index)
            return std::nullopt;
        return static_cast<std::uint32_t>(found - m_loop.states.begin());
    }

    void findTransitions()
    {
        State target;
        State standIn(m_states.states.stateSize());
        for (std::uint32_t from = 0; from < m_loop.states.size(); ++from) {
            m_watch.tick();
            const State state = m_states.states[m_loop.states[from]];
            for (const Step step : m_states.machine.enabledSteps(state)) {
                m_runners[from] |= maskOf(step.thread);
                target = state;
                m_states.machine.apply(target, step);
                const Renaming renaming = m_states.symmetry->renaming(target);
                m_states.symmetry->rename(target, renaming, standIn);
                // Steps that were left out may lead elsewhere.
                if (const auto to = placeInLoop(standIn))
                    m_transitions.push_back({from, *to, numberOf(renaming.inverse())});
            }
        }
    }

    std::uint32_t numberOf(const Renaming &renaming)
    {
        const std::uint32_t number = m_known.numberOf(renaming);
        if (number == m_back.size())
            m_back.push_back(renaming);
        return number;
    }

    void carryOn()
    {
        for (bool isMore = true; isMore;) {
            isMore = false;
            for (const Transition &transition : m_transitions) {
                m_watch.tick();
                const ThreadMask behind = m_back[transition.renaming](m_runners[transition.to]);
                isMore = isMore || (behind & ~m_runners[transition.from]) != 0;
                m_runners[transition.from] |= behind;
            }
        }
    }

    const LoopStates &m_states;
    const Loop &m_loop;
    Watch m_watch;
    std::vector<ThreadMask> m_runners; ///< by place
    std::vector<Transition> m_transitions;
    Renamings m_known;
    std::vector<Renaming> m_back{Renaming()};
};

ThreadMask runnersIn(const LoopStates &states, const Loop &loop, StateView from)
{
    if (states.symmetry != nullptr) {
        const Renaming renaming = states.symmetry->renaming(from);
        const NamesInLoop names(states, loop);
        return renaming.inverse()(names.runnersIn(states.symmetry->standFor(from)));
    }
    ThreadMask runners = 0;
    forEachLoopStep(states, loop, [&](StateView, Step step) { runners |= maskOf(step.thread); });
    return runners;
}

} // namespace

void forEachLoopStep(const LoopStates &states, const Loop &loop,
                     const std::function<void(StateView, Step)> &take)
{
    Watch watch = states.watch;
    for (const StateIndex index : loop.states) {
        watch.tick();
        const State state = states.states[index];
        for (const Step step : states.machine.enabledSteps(state))
            take(state, step);
    }
}

LoopThreads threadsOf(const LoopStates &states, const Loop &loop, StateView from)
{
    const std::vector<Thread> &threads = states.machine.program().threads;
    const ThreadMask runners = runnersIn(states, loop, from);
    LoopThreads result;
    for (std::size_t i = 0; i < threads.size(); ++i)
        if (const auto thread = static_cast<ThreadId>(i);
            !threads[i].isSystem && (runners & maskOf(thread)) != 0)
            result.runners.push_back(thread);
    for (const ThreadId thread : unendedThreads(states.machine, from))
        if ((runners & maskOf(thread)) == 0)
            result.waiters.push_back(thread);
    return result;
}

} // namespace racewalk
