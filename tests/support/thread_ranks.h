// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ranks.h"

#include <functional>

namespace racewalk::test {

/// Does the work as `count` ranks that are threads of this process, and returns when all have done
/// it. They share no more than what they send each other.
void asRanks(unsigned count, const std::function<void(Ranks &)> &work);

} // namespace racewalk::test
