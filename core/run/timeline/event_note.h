// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <string>

namespace racewalk {

/// Returns an event's note about the result of `operation`, one of those in `record`, in a word or
/// two. `after` is the state after the step.
std::string noteFor(const Machine &machine, StateView after, const StepRecord &record,
                    const StepRecord::Operation &operation);

} // namespace racewalk
