// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <vector>

namespace racewalk {

/// Returns, by instruction, the quiet reads (which are not steps) that a thread may repeat forever
/// without a step, because the loop can come back to the same values. A loop that certainly counts
/// has none: it ends, or it `diverges`. A loop counts if it adds a constant to a variable, or
/// follows pointers that do not lead back, and does not set the variable in another way.
std::vector<bool> spinReads(const Body &body, const Storage &storage,
                            const std::vector<bool> &isQuiet);

} // namespace racewalk
