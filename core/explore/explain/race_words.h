// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <string>

namespace racewalk {

/// Description of a data race that is possible in `state`.
struct RaceWords {
    std::string message; ///< "evict's plain write of inodes[0].i_state races with lookup's read"
    ThreadId thread{};   ///< the first one in the message: its access is plain
};
RaceWords raceWords(const Machine &machine, StateView state, const Machine::Race &race);

} // namespace racewalk
