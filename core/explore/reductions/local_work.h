// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <cstdint>
#include <initializer_list>
#include <vector>

namespace racewalk {

/// The local instructions that a thread can execute behind an operation before it stands at the
/// next one, sleeps or ends, End among them.
struct LocalWork {
    std::vector<std::uint32_t> positions;
    bool isCircle = false; ///< it may go on for ever

    /// Whether it can end the run. `canEndBadly`: a thread may hold a lock when it ends.
    bool canFail(const Body &body, bool canEndBadly) const;
    bool canPeek(const Body &body) const;
    bool canEnd(const Body &body) const;
};
LocalWork localWorkBehind(const Body &body, std::uint32_t position);

/// By instruction: whether it is one of some visible operations that cut every circle in the code,
/// but for circles through those at which `isCut` already.
std::vector<bool> cutsOfCircles(const Body &body, const std::vector<bool> &isCut);

bool usesSelf(const Body &body);
/// Whether one of `ops` is among the instructions.
bool hasAny(const Body &body, std::initializer_list<Op> ops);

} // namespace racewalk
