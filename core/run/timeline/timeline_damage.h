// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/timeline/timeline.h"

namespace racewalk {

/// Adds the intervals in which other threads made a sleeping thread's check stale. Only of a run
/// that ends in a hang, and of threads that are asleep there and are no daemons. The spans must
/// have been added before.
///
/// Let s be the step that put thread T to sleep, and c a step in which T read a place for the last
/// time before s. The interval is from c to s if
/// - the place has another value in memory just before s than it had before c,
/// - steps of other threads, or drains of their stores, changed it in between, and T did not,
/// - T, had it read this value in step c, would not have come to s by as many steps of its own as
///   it took: running alone from there, it ends or goes on without the sleep. Where it would block,
///   fail or sleep, nothing is known, and nothing is marked.
/// Of several such steps it is the last.
void addDamage(const Run &run, Timeline &timeline);

} // namespace racewalk
