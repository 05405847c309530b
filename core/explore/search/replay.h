// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <cstddef>
#include <span>

namespace racewalk {

struct Replayed {
    State end;
    StepRecord last; ///< of the last step; of the initial state if there is none
};

/// Takes the steps one by one from the initial state. Stops the program if one of them is not
/// enabled: then what was found is wrong.
Replayed replay(const Machine &machine, std::span<const Step> steps);

/// Returns the number of changes of the running thread; system lanes and the first step do not
/// count.
std::size_t contextSwitchesOf(const Program &program, std::span<const Step> steps);

} // namespace racewalk
