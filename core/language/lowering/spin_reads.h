// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <vector>

namespace racewalk {

/// Returns, by instruction, the quiet reads (which are not steps) that a thread may repeat forever
/// without a step, because the loop can come back to the same values. A loop that counts has none:
/// it ends, or it `diverges`. A value that the loop sets back, or cuts to a range as in
/// `(i + 1) % n`, is not a count.
std::vector<bool> spinReads(const Body &body, const std::vector<bool> &isQuiet);

} // namespace racewalk
