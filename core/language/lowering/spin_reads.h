// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <vector>

namespace racewalk {

/// Returns, by instruction, the quiet reads (which are not steps) that a thread may repeat forever
/// without a step, because nothing changes that the conditions of the loop depend on. A loop whose
/// condition depends on a count has none: it ends, or it `diverges`. A count that no condition
/// depends on is ignored, so the states of such a loop can be unbounded.
std::vector<bool> spinReads(const Body &body, const std::vector<bool> &isQuiet);

} // namespace racewalk
