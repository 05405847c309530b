// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <string>

namespace racewalk {

/// What a data race that is possible in `state` is about.
struct RaceWords {
    std::string message; ///< "evict's plain write of inodes[0].i_state races with lookup's read"
    ThreadId thread{};   ///< the one that the message names first: its access is plain
};
RaceWords raceWords(const Machine &machine, StateView state, const Machine::Race &race);

} // namespace racewalk
