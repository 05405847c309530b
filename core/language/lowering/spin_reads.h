// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <vector>

namespace racewalk {

/// By instruction: those of the quiet reads, which are no steps, that a thread may repeat for ever
/// without a step, as nothing changes that the conditions of the loop depend on. A loop that counts
/// has none: it ends, or it `diverges`.
std::vector<bool> spinReads(const Body &body, const std::vector<bool> &isQuiet);

} // namespace racewalk
