// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lowering.h"

#include "program/arithmetic.h"

#include <fmt/format.h>

namespace racewalk {

using namespace syntax;

Value Lowering::computed(Op op, Operand a, Operand b, TypeId registerType, const SourceSpan &span)
{
    const auto isConstant = [](Operand operand) {
        return operand.kind == Operand::Kind::Constant || operand.kind == Operand::Kind::None;
    };
    const bool isImpossible = isDivision(op) && b == Operand::constant(0);
    if (isConstant(a) && isConstant(b) && !isImpossible)
        return {Operand::constant(compute(op, a.value, b.value)), m_types.intType()};
    const RegisterId result = m_builder.temporary(registerType);
    m_builder.emit({.op = op, .result = result, .a = a, .b = b}, span);
    return {Operand::reg(result), m_types.intType()};
}

bool Lowering::checkInteger(const Value &operand, const SourceSpan &span)
{
    if (operand.isWrong())
        return false;
    if (m_types.isInteger(operand.type))
        return true;
    if (operand.type == m_types.voidType())
        error(span, "this gives no value");
    else if (m_types.isPointer(operand.type))
        error(span, "a pointer cannot be computed with",
              "pointers can be assigned, compared with == and !=, and followed");
    else
        error(span, fmt::format("{} cannot be computed with", aType(operand.type)));
    return false;
}

bool Lowering::isNull(const Value &operand) const
{
    return operand.isConstant() && operand.operand.value == 0;
}

Value Lowering::arithmetic(BinaryOperator op, Value left, Value right, const SourceSpan &span)
{
    const bool isShift = op == BinaryOperator::ShiftLeft || op == BinaryOperator::ShiftRight;
    const bool isUnsigned =
        left.type == m_types.unsignedType() || (!isShift && right.type == m_types.unsignedType());
    const BinaryOperation operation = operationFor(op, isUnsigned);
    if (operation.isSwapped)
        std::swap(left, right);
    const bool isTest = isComparison(op);
    const TypeId type = isUnsigned && !isTest ? m_types.unsignedType() : m_types.intType();
    Value result = computed(operation.op, left.operand, right.operand,
                            isTest ? m_types.boolType() : type, span);
    result.type = type;
    result.isTruth = isTest;
    return result;
}

Value Lowering::comparePointers(BinaryOperator op, Value left, Value right, const SourceSpan &span)
{
    if (op != BinaryOperator::Equal && op != BinaryOperator::NotEqual) {
        error(span, "pointers cannot be computed with or ordered",
              "pointers can be assigned, compared with == and !=, and followed");
        return {};
    }
    if (left.type != right.type && !isNull(left) && !isNull(right)) {
        error(span,
              fmt::format("{} cannot be compared with {}", aType(left.type), aType(right.type)));
        return {};
    }
    const Op operation = op == BinaryOperator::Equal ? Op::Equal : Op::NotEqual;
    Value result = computed(operation, left.operand, right.operand, m_types.boolType(), span);
    result.isTruth = true;
    return result;
}

Value Lowering::negated(Value operand, const SourceSpan &span)
{
    if (operand.isWrong())
        return {};
    Value result = computed(Op::Not, operand.operand, {}, m_types.boolType(), span);
    result.isTruth = true;
    return result;
}

Value Lowering::asTruth(Value operand, const SourceSpan &span)
{
    if (operand.isWrong())
        return {};
    if (operand.isTruth)
        return {operand.operand, m_types.intType(), true};
    Value result =
        computed(Op::NotEqual, operand.operand, Operand::constant(0), m_types.boolType(), span);
    result.isTruth = true;
    return result;
}

/// Whether every value of integer type `from` is one of `to`.
bool Lowering::fits(TypeId from, TypeId to) const
{
    const Type &source = m_types[from];
    const Type &target = m_types[to];
    if (from == to || target.bits >= 32)
        return true;
    if (source.isSigned == target.isSigned)
        return source.bits <= target.bits;
    return !source.isSigned && source.bits < target.bits;
}

Value Lowering::convert(Value from, TypeId to, const SourceSpan &span)
{
    if (from.isWrong() || to == noType)
        return {};
    const Type &target = m_types[to];
    if (from.type == m_types.voidType()) {
        error(span, fmt::format("this gives no value, but {} is needed", aType(to)));
        return {};
    }
    const bool isPointer = m_types.isPointer(from.type);
    if (target.kind == TypeKind::Pointer) {
        if (from.type == to || isNull(from))
            return {from.operand, to};
        error(span, fmt::format("{} is needed, not {}", aType(to), aType(from.type)));
        return {};
    }
    if (target.kind == TypeKind::Bool && (isPointer || m_types.isInteger(from.type))) {
        Value result = asTruth(from, span);
        result.type = to;
        return result;
    }
    if (!m_types.isInteger(to) || !m_types.isInteger(from.type)) {
        error(span, fmt::format("{} is needed, not {}", aType(to), aType(from.type)));
        return {};
    }
    if (from.isConstant())
        return {Operand::constant(wrapTo(target, from.operand.value)), to, from.isTruth};
    if (from.isTruth || fits(from.type, to))
        return {from.operand, to, from.isTruth};
    const RegisterId result = m_builder.temporary(to);
    m_builder.emit({.op = Op::Wrap,
                    .result = result,
                    .a = from.operand,
                    .b = Operand::constant(static_cast<std::int32_t>(to))},
                   span);
    return {Operand::reg(result), to};
}

} // namespace racewalk
