// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <string>
#include <vector>

namespace racewalk {

/// Returns the non-daemon threads that have not finished, by number.
std::vector<ThreadId> unendedThreads(const Machine &machine, StateView state);

/// "a, b and c".
std::string namesOf(const Program &program, const std::vector<ThreadId> &threads);

/// The threads that a hang's message names: those that wait in a cycle, otherwise those asleep,
/// otherwise the first that waits.
struct Hang {
    std::string message; ///< "lookup sleeps forever", "a and b wait for each other"
    ThreadId thread{};   ///< the first one in the message
};
Hang hangIn(const Machine &machine, StateView state);

} // namespace racewalk
