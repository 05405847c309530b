// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"
#include "program/operations.h"

namespace racewalk::test {

/// Where the step queues the thread, and where the threads were queued that it wakes.
void checkWaiting(const Machine &machine, StateView before, StateView after,
                  const StepRecord::Operation &done, const Operation &operation);

/// An operation whose result depends on its cell reads it.
void checkRead(const Machine &machine, StateView before, Step step,
               const StepRecord::Operation &done, const Operation &operation);

/// Read sections, grace periods and callbacks.
void checkRcu(const Machine &machine, StateView before, StateView after, ThreadId thread,
              const Operation &operation);

} // namespace racewalk::test
