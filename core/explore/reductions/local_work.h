// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/operations.h"
#include "program/program.h"

#include <cstdint>
#include <vector>

namespace racewalk {

/// The local instructions that a thread can execute after an operation, up to its next visible
/// operation, its sleep or its end (End included).
struct LocalWork {
    std::vector<std::uint32_t> positions;
    bool isCyclic = false; ///< it may loop forever

    /// Whether it can end the run with a failure. `canEndBadly`: a thread may hold a lock when it
    /// finishes.
    bool canFail(const Body &body, bool canEndBadly) const;
    bool canPeek(const Body &body) const;
    bool canEnd(const Body &body) const;
};
LocalWork localWorkBehind(const Body &body, std::uint32_t position);

/// Returns, by instruction, whether it belongs to a chosen set of visible operations that cut every
/// cycle in the code. Cycles through positions with `isCut` are already cut.
std::vector<bool> cutsOfCycles(const Body &body, const std::vector<bool> &isCut);

bool usesSelf(const Body &body);
/// Whether the body has an operation for which `is` is true.
bool hasAny(const Body &body, bool (*is)(const Operation &));

} // namespace racewalk
