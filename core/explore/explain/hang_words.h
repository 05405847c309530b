// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/explain/wakers.h"
#include "machine/machine.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Returns the non-daemon threads that have not finished, by number.
std::vector<ThreadId> unendedThreads(const Machine &machine, StateView state);

/// "a, b and c".
std::string namesOf(const Program &program, const std::vector<ThreadId> &threads);

/// "a and b run forever; c never ends": the message of a livelock.
std::string livelockText(const Program &program, const std::vector<ThreadId> &runners,
                         const std::vector<ThreadId> &waiters);

/// Returns the source position of the operation at `position`; where a thread sleeps, of its
/// schedule().
SourceSpan nextSpan(const Body &body, std::uint32_t position);
/// Returns the same of the thread's next operation.
SourceSpan nextSpan(const Machine &machine, StateView state, ThreadId thread);
/// "spins forever on B, held by b" with the adverb " forever".
std::string waitClause(Wait::Kind kind, std::string_view adverb, std::string_view objects,
                       std::string_view held);
/// "held by b", "held up by a and b"; empty for a thread that sleeps.
std::string heldText(const Program &program, const Wait &wait);

/// The threads that a hang's message names: those that wait in a cycle, otherwise those asleep,
/// otherwise the first that waits.
struct Hang {
    std::string message; ///< "lookup sleeps forever", "a and b wait for each other"
    ThreadId thread{};   ///< the first one in the message
};
Hang hangIn(const Machine &machine, StateView state);

} // namespace racewalk
