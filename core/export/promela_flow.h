// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <cstdint>
#include <set>
#include <vector>

namespace racewalk {

/// The instructions that one step can come through, by position.
struct StepFlow {
    std::set<std::uint32_t> passed; ///< what the step does, with its first instruction
    std::set<std::uint32_t> stops;  ///< where the thread can stand afterwards
    std::set<std::uint32_t> joins;  ///< passed instructions that are reached from more than one
    bool hasLoop = false;
};

/// Of a step that begins with the visible operation at `start`, or of local work that begins there
/// if `isLocal`: behind an Awake, or of a property.
StepFlow stepFlow(const Body &body, std::uint32_t start, bool isLocal);

/// Whether a thread that is not inside of an atomic block stays before this instruction.
bool isStop(const Instruction &instruction);

/// Where a thread of this body can stand, from its beginning on: before visible operations, asleep
/// (Awake), before a MightSleep that fails, at End.
std::vector<std::uint32_t> standingPositions(const Body &body);

} // namespace racewalk
