// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/run.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace racewalk {

/// A place where a thread has to be held back, so that a machine that executes the threads in any
/// order executes them as in the run.
struct Delay {
    ThreadId thread{};
    std::optional<std::size_t> after; ///< the thread's event before; none: at its start
    /// The thread's next event; if it has none, Run::position(): the operation that it is blocked
    /// at.
    std::size_t before = 0;
    std::vector<std::size_t> awaited; ///< events of other lanes, ascending, at most one per lane
};

/// A store that has to stay in its thread's store buffer until an event of another thread. No
/// delay can do this.
struct LateDrain {
    std::size_t store = 0; ///< event
    std::size_t until = 0; ///< event
};

/// A context switch that no delay makes.
struct FreeSwitch {
    /// Why it needs none; of several reasons the last.
    enum class Reason : std::uint8_t { AnyOrder, ByProgram, ByOtherDelay };
    std::size_t event = 0; ///< the first behind the switch
    Reason reason = Reason::AnyOrder;
};

struct Delays {
    std::vector<Delay> delays; ///< by the event before which they end
    std::vector<FreeSwitch> freeSwitches;
    std::vector<LateDrain> lateDrains;
    /// By event: the event of the store that it drains; of other events itself.
    std::vector<std::size_t> stores;
};

/// Returns what makes every pair of events of a run, up to its cursor, that are ordered by
/// happensBefore() come in that order. What the program itself ensures needs no delay: a thread
/// that waits for a lock, or sleeps, does so until the other one has released it, or has woken
/// it. A thread that could step when the run ends is held until the other threads have got there.
/// What a later delay of the same thread ensures needs no earlier one.
Delays delaysOf(const Run &run);

/// The thread's event of the run before `event`, drains not counted.
std::optional<std::size_t> stepBefore(const Run &run, ThreadId thread, std::size_t event);
/// The thread's first event from `event` on, drains not counted; Run::position() if there is none.
std::size_t stepFrom(const Run &run, ThreadId thread, std::size_t event);

} // namespace racewalk
