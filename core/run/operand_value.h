// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

namespace racewalk {

/// What an operand of the instruction that `thread` stands before is worth.
std::int32_t operandValue(const Machine &machine, StateView state, ThreadId thread,
                          const Operand &operand);

/// The instruction that the thread stands before.
const Instruction &nextInstruction(const Machine &machine, StateView state, ThreadId thread);

} // namespace racewalk
