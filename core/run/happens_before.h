// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/run.h"

#include <cstddef>
#include <vector>

namespace racewalk {

/// For each event of a run up to its cursor: the earlier events that directly happen before it,
/// ascending and without duplicates. Happens-before is the transitive closure. Event a happens
/// directly before a later event b if
/// - both are of the same lane: a thread's steps, and the drains of its store buffer;
/// - both access the same scalar in memory, and at least one writes it. A store writes when it
///   drains from the store buffer, and a load that reads its own buffered store does not access
///   memory;
/// - both use the same lock, wait queue, completion or semaphore, or the task state of the same
///   thread, and at least one changes it;
/// - a wakes a sleeping thread, and b is this thread's next step;
/// - a allocates or frees an object, and b uses it or calls call_rcu() for it, or the other way
///   round; or both allocate from or free to one pool;
/// - a leaves a read section, or drains a store, that a grace period waits for, and b is the
///   callback, or the end of synchronize_rcu(), after this grace period.
/// Two adjacent events of different lanes that are not ordered can be exchanged: the run reaches
/// the same state. The exceptions are the begin of a grace period, and a step that fails.
std::vector<std::vector<std::size_t>> happensBefore(const Run &run);

/// For each event from `first` on: how many events of each thread or system lane, from `first` on,
/// happen before it or are the event itself. `predecessors` is the result of happensBefore().
std::vector<std::vector<std::size_t>>
vectorClocks(const Run &run, const std::vector<std::vector<std::size_t>> &predecessors,
             std::size_t first);

} // namespace racewalk
