// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/walks/walks.h"

#include <span>

namespace racewalk {

/// Whether a walk of an earlier program can begin with `steps` in `program`, as far as that can be
/// told without a replay: by the threads of its steps. False: it certainly does not.
bool canBeginWith(const NamedWalk &walk, const Program &program, std::span<const Step> steps);

/// The same for a walk that has these steps and no others, and is not cut short.
bool canConsistOf(const NamedWalk &walk, const Program &program, std::span<const Step> steps);

} // namespace racewalk
