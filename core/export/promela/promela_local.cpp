// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela_code.h"
#include "program/arithmetic.h"

#include <fmt/format.h>

namespace racewalk {

// Operands, arithmetic, and what nobody else can notice.

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

namespace {

std::string shiftCount(Operand count, const std::string &text)
{
    if (count.kind == Operand::Kind::Constant)
        return fmt::format("{}", count.value & 31);
    return fmt::format("({} & 31)", text);
}

/// An operation that cannot fail; divisions of unsigned numbers are none.
std::string expressionFor(Op op, const std::string &a, const std::string &b, Operand count)
{
    switch (op) {
    case Op::Move:
        return a;
    case Op::Not:
        return fmt::format("({} == 0)", a);
    case Op::Negate:
        return fmt::format("0 - {}", a);
    case Op::Complement:
        return fmt::format("~{}", a);
    case Op::Add:
        return fmt::format("{} + {}", a, b);
    case Op::Subtract:
        return fmt::format("{} - {}", a, b);
    case Op::Multiply:
        return fmt::format("{} * {}", a, b);
    case Op::DivideSigned:
        return fmt::format("{} / {}", a, b);
    case Op::RemainderSigned:
        return fmt::format("{} % {}", a, b);
    case Op::And:
        return fmt::format("{} & {}", a, b);
    case Op::Or:
        return fmt::format("{} | {}", a, b);
    case Op::Xor:
        return fmt::format("{} ^ {}", a, b);
    case Op::ShiftLeft:
        return fmt::format("{} << {}", a, shiftCount(count, b));
    case Op::ShiftRightSigned:
        return fmt::format("{} >> {}", a, shiftCount(count, b));
    case Op::ShiftRightUnsigned: // the sign that >> copies is cut off
        return fmt::format("({0} >> {1}) & ~((MINIMUM >> {1}) << 1)", a, shiftCount(count, b));
    case Op::Equal:
        return fmt::format("({} == {})", a, b);
    case Op::NotEqual:
        return fmt::format("({} != {})", a, b);
    case Op::LessSigned:
        return fmt::format("({} < {})", a, b);
    case Op::LessUnsigned:
        return fmt::format("(as_unsigned({}) < as_unsigned({}))", a, b);
    case Op::LessEqualSigned:
        return fmt::format("({} <= {})", a, b);
    case Op::LessEqualUnsigned:
        return fmt::format("(as_unsigned({}) <= as_unsigned({}))", a, b);
    default:
        return "0";
    }
}

} // namespace

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

PromelaCode::Next PromelaCode::compute(const Instruction &instruction)
{
    const std::string a = value(instruction.a);
    const std::string b = value(instruction.b);
    if (instruction.op == Op::Move) {
        const bool isAddress = instruction.result != noRegister && isPointer(instruction.result);
        set(instruction.result, isAddress ? address(instruction.a) : a);
        return m_position + 1;
    }
    if (!isDivision(instruction.op)) {
        set(instruction.result, expressionFor(instruction.op, a, b, instruction.b));
        return m_position + 1;
    }
    const bool isKnown = instruction.b.kind == Operand::Kind::Constant;
    if (!isKnown || instruction.b.value == 0)
        failIf(b + " == 0", "divide_by_zero");
    const bool isUnsigned =
        instruction.op == Op::DivideUnsigned || instruction.op == Op::RemainderUnsigned;
    if (isUnsigned) {
        m_text->line(fmt::format("divide_unsigned({}, {});", a, b));
        set(instruction.result, instruction.op == Op::DivideUnsigned
                                    ? "quotient"
                                    : fmt::format("{} - quotient * {}", a, b));
        return m_position + 1;
    }
    // INT_MIN / -1 wraps; for the processor it is an error.
    const bool isDivide = instruction.op == Op::DivideSigned;
    if (isKnown && instruction.b.value == -1) {
        set(instruction.result, isDivide ? "0 - " + a : "0");
    } else if (isKnown) {
        set(instruction.result, expressionFor(instruction.op, a, b, instruction.b));
    } else {
        set(instruction.result, fmt::format("({} == -1 -> {} : {})", b, isDivide ? "0 - " + a : "0",
                                            expressionFor(instruction.op, a, b, instruction.b)));
    }
    return m_position + 1;
}

PromelaCode::Next PromelaCode::localOperation(const Instruction &instruction)
{
    const std::string a = value(instruction.a);
    const Next next = m_position + 1;
    switch (instruction.op) {
    case Op::Wrap:
        set(instruction.result,
            wrapped(m_model.storage().type(static_cast<TypeId>(instruction.b.value)), a));
        break;
    case Op::FieldOf:
        set(instruction.result, fmt::format("({0} == 0 -> 0 : {0} + {1})", address(instruction.a),
                                            value(instruction.b)));
        break;
    case Op::ElementOf: {
        const std::string index = value(instruction.b);
        failIf(fmt::format("{0} < 0 || {0} >= {1}", index, value(instruction.c)), "out_of_bounds");
        set(instruction.result, fmt::format("({0} == 0 -> 0 : {0} + {1} * {2})",
                                            address(instruction.a), index, instruction.target));
        break;
    }
    case Op::CheckIndex:
        failIf(fmt::format("{0} < 0 || {0} >= {1}", a, value(instruction.b)), "out_of_bounds");
        break;
    case Op::ReadLocal:
    case Op::WriteLocal: {
        const auto window = static_cast<std::size_t>(instruction.b.value);
        const PromelaVariable &variable =
            m_frame.group->variables[m_frame.group->variableOf[window]];
        const std::size_t offset = window - indexOf(variable.first);
        const std::string place =
            element(variable, offset == 0 ? a : fmt::format("{} + {}", offset, a));
        if (instruction.op == Op::ReadLocal)
            set(instruction.result, place);
        else
            m_text->line(fmt::format("{} = {};", place, value(instruction.c)));
        break;
    }
    case Op::Peek:
        checkAccess(instruction.a);
        set(instruction.result, cell(instruction.a));
        break;
    case Op::Jump:
        return instruction.target;
    case Op::BranchIfZero:
        branch(a + " == 0", instruction.target, m_position + 1);
        return {};
    case Op::BranchIfNotZero:
        branch(a + " != 0", instruction.target, m_position + 1);
        return {};
    case Op::BugOn:
        failIf(a + " != 0", "bug");
        break;
    case Op::MightSleep:
        if (m_position == m_start && !m_isLocal) // it stands here because it must not sleep
            failIf(fmt::format("in_atomic({})", m_frame.me), "sleep_in_atomic");
        break;
    default: // for observers, or the border of an atomic block
        break;
    }
    return next;
}

} // namespace racewalk
