// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <string>
#include <vector>

namespace racewalk {

/// The threads that are no daemons and have not ended, by number.
std::vector<ThreadId> unendedThreads(const Machine &machine, StateView state);

/// "a, b and c".
std::string namesOf(const Program &program, const std::vector<ThreadId> &threads);

/// What a hang is about: the threads that wait in a circle, else those asleep, else the first that
/// waits.
struct Hang {
    std::string message; ///< "lookup sleeps for ever", "a and b wait for each other"
    ThreadId thread{};   ///< the first that the message names
};
Hang hangIn(const Machine &machine, StateView state);

} // namespace racewalk
