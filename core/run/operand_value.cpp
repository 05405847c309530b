// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/operand_value.h"

#include <vector>

namespace racewalk {

std::int32_t operandValue(const Machine &machine, StateView state, ThreadId thread,
                          const Operand &operand)
{
    switch (operand.kind) {
    case Operand::Kind::None:
        return 0;
    case Operand::Kind::Constant:
        return operand.value;
    case Operand::Kind::Register: {
        std::vector<std::int32_t> values(machine.program().bodyOf(thread).registers.size());
        machine.layout().loadRegisters(state, thread, values.data());
        return values[static_cast<std::size_t>(operand.value)];
    }
    case Operand::Kind::Self:
        return machine.program().threads[indexOf(thread)].self;
    }
    return 0;
}

const Instruction &nextInstruction(const Machine &machine, StateView state, ThreadId thread)
{
    return machine.program().bodyOf(thread).code[machine.layout().position(state, thread)];
}

} // namespace racewalk
