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
/// - T, had it read this value in step c, would not have come to s. That is tried with the same
///   steps of the other threads, in the same order; T takes its steps where it took them, if it
///   can, and continues alone after that. It must end, or come to the code of step c again and be
///   about to read the same place there, at any point of these steps. If before that another thread
///   cannot take its step, or T comes to a choice, blocks for good or fails, nothing is known, and
///   nothing is marked.
/// So the decision may be in a later step than the read, on copies of what was read.
/// Of several such steps it is the last.
void addDamage(const Run &run, Timeline &timeline);

} // namespace racewalk
