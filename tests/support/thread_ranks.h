// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ranks.h"

#include <functional>

namespace racewalk::test {

/// Runs the work in `count` ranks that are threads of this process, and returns when all have
/// finished. They share only what they send each other.
void asRanks(unsigned count, const std::function<void(Ranks &)> &work);

} // namespace racewalk::test
