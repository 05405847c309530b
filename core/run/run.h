// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"
#include "run/schedule/schedule.h"
#include "run/timeline/event.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace racewalk {

/// One run: its states, what each step did, and a cursor. Position p is the state after p steps.
/// Steps after the cursor are kept, so that you can go forward again. A value; copies share the
/// machine and the data of the steps, so they are cheap.
class Run {
public:
    explicit Run(std::shared_ptr<const Machine> machine);

    const Machine &machine() const { return *m_machine; }
    std::shared_ptr<const Machine> sharedMachine() const { return m_machine; }

    std::size_t position() const { return m_position; }
    std::size_t length() const { return m_steps.size(); } ///< number of steps known
    StateView state() const { return stateAt(m_position); }
    StateView stateAt(std::size_t position) const
    {
        return position == 0 ? m_initialState : m_taken[position - 1]->after;
    }
    /// Returns what the step from position `index` to `index` + 1 did.
    const Event &event(std::size_t index) const { return m_taken[index]->event; }
    std::span<const Step> steps() const { return m_steps; }
    const StepRecord &initialRecord() const { return m_initialRecord; }

    /// Takes an enabled step at the cursor. If it is the known next step, only the cursor moves;
    /// otherwise the steps after the cursor are dropped. Returns false, and changes nothing, if the
    /// step is not enabled.
    bool take(Step step);
    bool back();
    bool forward();
    /// Clamped to 0..length().
    void jump(std::size_t position);

    /// Replaces the run with `steps`, up to the first that is not enabled, and moves the cursor to
    /// position 0. Returns how many steps could be taken.
    std::size_t replace(std::span<const Step> steps);

    /// The running thread before position p: the last one that is not a system lane.
    std::optional<ThreadId> runningThread(std::size_t position) const;
    std::size_t contextSwitches() const; ///< of all known steps

private:
    void append(Step step);

    struct Taken {
        Event event;
        State after;
    };

    std::shared_ptr<const Machine> m_machine;
    StepRecord m_initialRecord;
    State m_initialState;
    std::vector<Step> m_steps;
    std::vector<std::shared_ptr<const Taken>> m_taken; ///< as many as m_steps
    std::size_t m_position = 0;
};

/// Returns the steps that the thread takes by itself from `state`, until it blocks, sleeps or
/// finishes, or its next operation is a lock, unlock, wait, sleep, wake or RCU operation, or a
/// choice. At least one step if it is enabled (the first choice at a choice), at most
/// maxScheduleSteps.
std::vector<Step> stepsToSchedulingPoint(const Machine &machine, StateView state, ThreadId thread);
/// Returns the steps, at least one, until the thread's next operation is on `line`; empty if it
/// does not reach it by itself within maxScheduleSteps, or not without a choice.
std::vector<Step> stepsToLine(const Machine &machine, StateView state, ThreadId thread,
                              std::uint32_t line);

} // namespace racewalk
