// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/operand_value.h"

namespace racewalk {

std::int32_t operandValue(const Machine &machine, StateView state, ThreadId thread,
                          const Operand &operand)
{
    switch (operand.kind) {
    case Operand::Kind::None:
        return 0;
    case Operand::Kind::Constant:
        return operand.value;
    case Operand::Kind::Register:
        return machine.layout().registerValue(state, thread, RegisterId(operand.value));
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
