// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela_code.h"

#include <fmt/format.h>

namespace racewalk {

// Operands, arithmetic, and other operations that other threads cannot observe.

std::string PromelaCode::element(const PromelaVariable &variable, const std::string &index) const
{
    const PromelaGroup *group = m_frame.group;
    const bool isOne = group == nullptr || group->count == 1 || !variable.isStored;
    if (!variable.isArray && isOne)
        return variable.name;
    const std::string instance = isOne ? ""
                                 : group->first == 0
                                     ? m_frame.me
                                     : fmt::format("{} - {}", m_frame.me, group->first);
    if (!variable.isArray)
        return fmt::format("{}[{}]", variable.name, instance);
    if (isOne)
        return fmt::format("{}[{}]", variable.name, index);
    return fmt::format("{}[({}) * {} + {}]", variable.name, instance, variable.size, index);
}

std::string PromelaCode::reg(RegisterId id) const
{
    if (m_frame.group == nullptr)
        return m_model.propertyRegister(id);
    const PromelaVariable &variable =
        m_frame.group->variables[m_frame.group->variableOf[indexOf(id)]];
    return element(variable, fmt::format("{}", indexOf(id) - indexOf(variable.first)));
}

std::string PromelaCode::value(Operand operand) const
{
    switch (operand.kind) {
    case Operand::Kind::None:
        return "0";
    case Operand::Kind::Constant:
        return promelaNumber(operand.value);
    case Operand::Kind::Register:
        return reg(static_cast<RegisterId>(operand.value));
    case Operand::Kind::Self:
        break;
    }
    if (m_frame.group->first == 0)
        return m_frame.me;
    return fmt::format("({} - {})", m_frame.me, m_frame.group->first);
}

/// The value of an operand that is an address, with the name of what stands there.
std::string PromelaCode::address(Operand operand) const
{
    const bool isKnown = operand.kind == Operand::Kind::Constant && m_model.isCell(operand.value);
    if (!isKnown)
        return value(operand);
    return fmt::format("{} /* &{} */", operand.value,
                       m_model.cellName(static_cast<CellId>(operand.value)));
}

bool PromelaCode::isPointer(RegisterId id) const
{
    const Type &type = m_model.storage().type(m_frame.body->registers[indexOf(id)].type);
    return type.kind == TypeKind::Pointer &&
           m_model.storage().type(type.target).kind != TypeKind::Task;
}

void PromelaCode::set(RegisterId result, const std::string &expression)
{
    if (result != noRegister)
        m_text->line(fmt::format("{} = {};", reg(result), expression));
}

std::string PromelaCode::wrapped(const Type &type, const std::string &value)
{
    if (type.kind == TypeKind::Bool)
        return fmt::format("({} != 0)", value);
    if (type.bits == 0 || type.bits >= 32)
        return value;
    const std::uint32_t mask = (1U << type.bits) - 1;
    if (!type.isSigned)
        return fmt::format("({}) & {}", value, mask);
    const std::uint32_t sign = 1U << (type.bits - 1U);
    return fmt::format("((({}) & {}) ^ {}) - {}", value, mask, sign, sign);
}

void PromelaCode::move(const Instruction &instruction)
{
    const bool isAddress = instruction.result != noRegister && isPointer(instruction.result);
    set(instruction.result, isAddress ? address(instruction.a) : value(instruction.a));
}

void PromelaCode::compute(const Instruction &instruction, std::string_view pattern)
{
    set(instruction.result,
        fmt::format(fmt::runtime(pattern), value(instruction.a), value(instruction.b)));
}

void PromelaCode::shift(const Instruction &instruction, std::string_view pattern)
{
    const Operand count = instruction.b;
    const std::string text = count.kind == Operand::Kind::Constant
                                 ? fmt::format("{}", count.value & 31)
                                 : fmt::format("({} & 31)", value(count));
    set(instruction.result, fmt::format(fmt::runtime(pattern), value(instruction.a), text));
}

void PromelaCode::divideSigned(const Instruction &instruction, std::string_view pattern,
                               std::string_view whenMinusOne)
{
    const std::string a = value(instruction.a);
    const std::string b = value(instruction.b);
    failIfZero(instruction.b);
    const std::string quotient = fmt::format(fmt::runtime(pattern), a, b);
    const std::string special = fmt::format(fmt::runtime(whenMinusOne), a);
    if (instruction.b.kind != Operand::Kind::Constant)
        set(instruction.result, fmt::format("({} == -1 -> {} : {})", b, special, quotient));
    else
        set(instruction.result, instruction.b.value == -1 ? special : quotient);
}

void PromelaCode::divideUnsigned(const Instruction &instruction, std::string_view pattern)
{
    failIfZero(instruction.b);
    m_text->line(
        fmt::format("divide_unsigned({}, {});", value(instruction.a), value(instruction.b)));
    compute(instruction, pattern);
}

void PromelaCode::failIfZero(Operand divisor)
{
    if (divisor.kind != Operand::Kind::Constant || divisor.value == 0)
        failIf(value(divisor) + " == 0", "divide_by_zero");
}

void PromelaCode::elementOf(const Instruction &instruction)
{
    const std::string index = value(instruction.b);
    failIf(fmt::format("{0} < 0 || {0} >= {1}", index, value(instruction.c)), "out_of_bounds");
    set(instruction.result, fmt::format("({0} == 0 -> 0 : {0} + {1} * {2})", address(instruction.a),
                                        index, instruction.target));
}

std::string PromelaCode::windowElement(const Instruction &instruction) const
{
    const auto window = static_cast<std::size_t>(instruction.b.value);
    const PromelaVariable &variable = m_frame.group->variables[m_frame.group->variableOf[window]];
    const std::size_t offset = window - indexOf(variable.first);
    const std::string index = value(instruction.a);
    return element(variable, offset == 0 ? index : fmt::format("{} + {}", offset, index));
}

} // namespace racewalk
