// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <cstddef>
#include <vector>

namespace racewalk {

/// Returns the positions at which a StateStore should cut the Machine's states into pieces.
std::vector<std::size_t> cutsOf(const Machine &machine);

} // namespace racewalk
