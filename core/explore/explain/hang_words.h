// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <cstdint>
#include <string>
#include <vector>

namespace racewalk {

/// Returns the non-daemon threads that have not finished, by number.
std::vector<ThreadId> unendedThreads(const Machine &machine, StateView state);

/// "a, b and c".
std::string namesOf(const Program &program, const std::vector<ThreadId> &threads);

/// Returns the source position of the operation at `position`; where a thread sleeps, of its
/// schedule().
SourceSpan nextSpan(const Body &body, std::uint32_t position);
/// Returns the same of the thread's next operation.
SourceSpan nextSpan(const Machine &machine, StateView state, ThreadId thread);

/// The threads that a hang's message names: those that wait in a cycle, otherwise those asleep,
/// otherwise the first that waits.
struct Hang {
    std::string message; ///< "lookup sleeps forever", "a and b wait for each other"
    ThreadId thread{};   ///< the first one in the message
};
Hang hangIn(const Machine &machine, StateView state);

} // namespace racewalk
