// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lower_arithmetic.h"

#include "program/arithmetic.h"

#include <fmt/format.h>

#include <utility>

namespace racewalk::lowering {

using namespace syntax;

namespace {

/// Whether every value of integer type `from` is one of `to`.
bool fits(Context &context, TypeId from, TypeId to)
{
    const Type &source = context.types[from];
    const Type &target = context.types[to];
    if (from == to || target.bits >= 32)
        return true;
    if (source.isSigned == target.isSigned)
        return source.bits <= target.bits;
    return !source.isSigned && source.bits < target.bits;
}

} // namespace

Value computed(Context &context, Op op, Operand a, Operand b, TypeId registerType,
               const SourceSpan &span)
{
    const auto isConstant = [](Operand operand) {
        return operand.kind == Operand::Kind::Constant || operand.kind == Operand::Kind::None;
    };
    const bool isImpossible = isDivision(op) && b == Operand::constant(0);
    if (isConstant(a) && isConstant(b) && !isImpossible)
        return {Operand::constant(compute(op, a.value, b.value)), context.types.intType()};
    const RegisterId result = context.builder.temporary(registerType);
    context.builder.emit({.op = op, .result = result, .a = a, .b = b}, span);
    return {Operand::reg(result), context.types.intType()};
}

Value arithmetic(Context &context, BinaryOperator op, Value left, Value right,
                 const SourceSpan &span)
{
    const bool isShift = op == BinaryOperator::ShiftLeft || op == BinaryOperator::ShiftRight;
    const bool isUnsigned = left.type == context.types.unsignedType() ||
                            (!isShift && right.type == context.types.unsignedType());
    const BinaryOperation operation = operationFor(op, isUnsigned);
    if (operation.isSwapped)
        std::swap(left, right);
    const bool isTest = isComparison(op);
    const TypeId type =
        isUnsigned && !isTest ? context.types.unsignedType() : context.types.intType();
    Value result = computed(context, operation.op, left.operand, right.operand,
                            isTest ? context.types.boolType() : type, span);
    result.type = type;
    result.isTruth = isTest;
    return result;
}

Value comparePointers(Context &context, BinaryOperator op, Value left, Value right,
                      const SourceSpan &span)
{
    if (op != BinaryOperator::Equal && op != BinaryOperator::NotEqual) {
        context.error(span, "pointers cannot be computed with or ordered",
                      "pointers can be assigned, compared with == and !=, and followed");
        return {};
    }
    if (left.type != right.type && !isNull(left) && !isNull(right)) {
        context.error(span, fmt::format("{} cannot be compared with {}", context.aType(left.type),
                                        context.aType(right.type)));
        return {};
    }
    const Op operation = op == BinaryOperator::Equal ? Op::Equal : Op::NotEqual;
    Value result =
        computed(context, operation, left.operand, right.operand, context.types.boolType(), span);
    result.isTruth = true;
    return result;
}

Value negated(Context &context, Value operand, const SourceSpan &span)
{
    if (operand.isWrong())
        return {};
    Value result = computed(context, Op::Not, operand.operand, {}, context.types.boolType(), span);
    result.isTruth = true;
    return result;
}

Value asTruth(Context &context, Value operand, const SourceSpan &span)
{
    if (operand.isWrong())
        return {};
    if (operand.isTruth)
        return {operand.operand, context.types.intType(), true};
    Value result = computed(context, Op::NotEqual, operand.operand, Operand::constant(0),
                            context.types.boolType(), span);
    result.isTruth = true;
    return result;
}

Value convert(Context &context, Value from, TypeId to, const SourceSpan &span)
{
    if (from.isWrong() || to == noType)
        return {};
    const Type &target = context.types[to];
    if (from.type == context.types.voidType()) {
        context.error(span,
                      fmt::format("this gives no value, but {} is needed", context.aType(to)));
        return {};
    }
    const bool isPointer = context.types.isPointer(from.type);
    if (target.kind == TypeKind::Pointer) {
        if (from.type == to || isNull(from))
            return {from.operand, to};
        context.error(
            span, fmt::format("{} is needed, not {}", context.aType(to), context.aType(from.type)));
        return {};
    }
    if (target.kind == TypeKind::Bool && (isPointer || context.types.isInteger(from.type))) {
        Value result = asTruth(context, from, span);
        result.type = to;
        return result;
    }
    if (!context.types.isInteger(to) || !context.types.isInteger(from.type)) {
        context.error(
            span, fmt::format("{} is needed, not {}", context.aType(to), context.aType(from.type)));
        return {};
    }
    if (from.isConstant())
        return {Operand::constant(wrapTo(target, from.operand.value)), to, from.isTruth};
    if (from.isTruth || fits(context, from.type, to))
        return {from.operand, to, from.isTruth};
    const RegisterId result = context.builder.temporary(to);
    context.builder.emit({.op = Op::Wrap,
                          .result = result,
                          .a = from.operand,
                          .b = Operand::constant(static_cast<std::int32_t>(to))},
                         span);
    return {Operand::reg(result), to};
}

bool checkInteger(Context &context, const Value &operand, const SourceSpan &span)
{
    if (operand.isWrong())
        return false;
    if (context.types.isInteger(operand.type))
        return true;
    if (operand.type == context.types.voidType())
        context.error(span, "this gives no value");
    else if (context.types.isPointer(operand.type))
        context.error(span, "a pointer cannot be computed with",
                      "pointers can be assigned, compared with == and !=, and followed");
    else
        context.error(span, fmt::format("{} cannot be computed with", context.aType(operand.type)));
    return false;
}

bool isNull(const Value &operand)
{
    return operand.isConstant() && operand.operand.value == 0;
}

} // namespace racewalk::lowering
