// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lower_expressions.h"

#include "language/lowering/lower_accesses.h"
#include "language/lowering/lower_arithmetic.h"
#include "language/lowering/lower_assignments.h"
#include "language/lowering/lower_calls.h"
#include "language/lowering/lower_lvalues.h"
#include "language/lowering/primitives/primitives.h"
#include "language/syntax/overloaded.h"
#include "program/arithmetic.h"

#include <fmt/format.h>

namespace racewalk::lowering {

using namespace syntax;

namespace {

Value valueOfName(Context &context, const std::string &name, const Expression &expression, Use use)
{
    const SourceSpan &span = expression.span;
    if (context.findLocal(name) != nullptr || context.names.globals.contains(name))
        return load(context, lvalue(context, expression), span, use);
    if (context.names.constants.has(name)) {
        const auto known = context.names.constants.find(name);
        if (!known)
            return {};
        Value result = context.constant(known->value);
        if (known->isUnsigned)
            result.type = context.types.unsignedType();
        return result;
    }
    if (name == "true" || name == "false")
        return context.constant(name == "true" ? 1 : 0);
    if (name == "NULL")
        return {Operand::constant(0), context.types.nullType()};
    if (name == "self" || name == "current") {
        if (context.isProperty) {
            context.error(span,
                          fmt::format("no thread runs a property, so there is no '{}'", name));
            return {};
        }
        if (name == "self")
            return {Operand::self(), context.types.intType()};
        // A task pointer is its thread's number and 1; the threads of a declaration are in a row.
        const auto first = static_cast<std::int32_t>(context.firstThread + 1);
        if (context.threadCount == 1)
            return {Operand::constant(first), context.types.taskPointer()};
        Value task = computed(context, Op::Add, Operand::self(), Operand::constant(first),
                              context.types.taskPointer(), span);
        task.type = context.types.taskPointer();
        return task;
    }
    if (context.names.functions.contains(name) || findPrimitive(name) != nullptr) {
        context.error(span, fmt::format("'{}' is a function: it can only be called", name),
                      fmt::format("write {}(...)", name));
        return {};
    }
    reportUnknownName(context, name, span);
    return {};
}

Value unary(Context &context, const UnaryExpression &node, const SourceSpan &span, Use use)
{
    switch (node.op) {
    case UnaryOperator::AddressOf:
        return addressOf(context, *node.operand, span);
    case UnaryOperator::Dereference:
        return load(context, pointedTo(context, value(context, *node.operand), node.operand->span),
                    span, use);
    case UnaryOperator::Not:
        return negated(context, condition(context, *node.operand, use), span);
    case UnaryOperator::Plus:
    case UnaryOperator::Minus:
    case UnaryOperator::Complement:
        break;
    }
    const Value operand = value(context, *node.operand, use);
    if (!checkInteger(context, operand, node.operand->span))
        return {};
    const bool isUnsigned = operand.type == context.types.unsignedType();
    const TypeId type = isUnsigned ? operand.type : context.types.intType();
    if (node.op == UnaryOperator::Plus)
        return {operand.operand, type, operand.isTruth};
    const Op op = node.op == UnaryOperator::Minus ? Op::Negate : Op::Complement;
    Value result = computed(context, op, operand.operand, {}, type, span);
    result.type = type;
    return result;
}

Value logical(Context &context, const BinaryExpression &node, const SourceSpan &span, Use use)
{
    const bool isAnd = node.op == BinaryOperator::LogicalAnd;
    const Value left = condition(context, *node.left, use);
    if (left.isConstant() && (left.operand.value != 0) == isAnd)
        return asTruth(context, condition(context, *node.right, use), span);
    if (left.isConstant()) {
        // The right side never runs, but its mistakes count: it is lowered behind a jump.
        const JumpLabel end = context.builder.newLabel();
        context.builder.jump(end, span);
        condition(context, *node.right, use);
        context.builder.bind(end);
        return context.constant(isAnd ? 0 : 1);
    }
    const RegisterId result = context.builder.temporary(context.types.boolType());
    const JumpLabel end = context.builder.newLabel();
    const auto keep = [&](const Value &side, const SourceSpan &where) {
        context.builder.emit({.op = side.isTruth ? Op::Move : Op::NotEqual,
                              .result = result,
                              .a = side.operand,
                              .b = side.isTruth ? Operand{} : Operand::constant(0)},
                             where);
    };
    keep(left, node.left->span);
    if (isAnd)
        context.builder.branchIfZero(Operand::reg(result), end, span);
    else
        context.builder.branchIfNotZero(Operand::reg(result), end, span);
    const Value right = condition(context, *node.right, use);
    keep(right, node.right->span);
    context.builder.bind(end);
    if (left.isWrong() || right.isWrong())
        return {};
    return {Operand::reg(result), context.types.intType(), true};
}

Value binary(Context &context, const BinaryExpression &node, const SourceSpan &span, Use use)
{
    if (node.op == BinaryOperator::LogicalAnd || node.op == BinaryOperator::LogicalOr)
        return logical(context, node, span, use);
    const Value left = kept(context, value(context, *node.left, use), *node.right);
    const Value right = value(context, *node.right, use);
    if (left.isWrong() || right.isWrong())
        return {};
    if (context.types.isPointer(left.type) || context.types.isPointer(right.type))
        return comparePointers(context, node.op, left, right, span);
    if (!checkInteger(context, left, node.left->span) ||
        !checkInteger(context, right, node.right->span))
        return {};
    return arithmetic(context, node.op, left, right, span);
}

Value conditional(Context &context, const ConditionalExpression &node, const SourceSpan &span,
                  Use use)
{
    const Value test = decide(context, *node.condition);
    const JumpLabel otherwise = context.builder.newLabel();
    const JumpLabel end = context.builder.newLabel();
    context.builder.branchIfZero(test.operand, otherwise, span);
    const Value first = value(context, *node.whenTrue, use);
    const bool isPointer = !first.isWrong() && context.types.isPointer(first.type);
    const RegisterId result =
        context.builder.temporary(isPointer ? first.type : context.types.intType());
    context.builder.emit({.op = Op::Move, .result = result, .a = first.operand},
                         node.whenTrue->span);
    context.builder.jump(end, span);
    context.builder.bind(otherwise);
    const Value second = value(context, *node.whenFalse, use);
    context.builder.emit({.op = Op::Move, .result = result, .a = second.operand},
                         node.whenFalse->span);
    context.builder.bind(end);
    if (test.isWrong() || first.isWrong() || second.isWrong())
        return {};
    if (isPointer || context.types.isPointer(second.type)) {
        const bool isNullFirst = isNull(first);
        if (!isNullFirst && !isNull(second) && first.type != second.type) {
            context.error(span, fmt::format("the two sides are {} and {}",
                                            context.aType(first.type), context.aType(second.type)));
            return {};
        }
        return {Operand::reg(result), isNullFirst ? second.type : first.type};
    }
    if (!checkInteger(context, first, node.whenTrue->span) ||
        !checkInteger(context, second, node.whenFalse->span))
        return {};
    const bool isUnsigned =
        first.type == context.types.unsignedType() || second.type == context.types.unsignedType();
    return {Operand::reg(result),
            isUnsigned ? context.types.unsignedType() : context.types.intType(),
            first.isTruth && second.isTruth};
}

Value cast(Context &context, const CastExpression &node, const SourceSpan &span, Use use)
{
    const TypeId type = context.types.resolve(node.type);
    const Value operand = value(context, *node.operand, use);
    if (type == noType || operand.isWrong())
        return {};
    if (type == context.types.voidType())
        return context.nothing();
    if (context.types.isInteger(type) && operand.type != context.types.voidType() &&
        context.types.isPointer(operand.type) && context.types.kind(type) != TypeKind::Bool) {
        context.error(span, "a pointer cannot be made a number");
        return {};
    }
    Value result = convert(context, operand, type, span);
    // What is narrower than int behaves like an int from here on, but for its name.
    return result;
}

} // namespace

Value value(Context &context, const Expression &expression, Use use)
{
    const DepthGuard guard(context);
    const SourceSpan &span = expression.span;
    context.remember(expression);
    if (guard.isTooDeep()) {
        context.error(span, "calls and expressions nest too deep here");
        return {};
    }
    const auto notAValue = [&](std::string sentence, std::string hint = {}) {
        context.error(span, std::move(sentence), std::move(hint));
        return Value{};
    };
    return std::visit(
        Overloaded{
            [&](const NumberLiteral &node) {
                Value result = context.constant(static_cast<std::int32_t>(node.value));
                if (node.isUnsigned)
                    result.type = context.types.unsignedType();
                return result;
            },
            [&](const StringLiteral &) {
                return notAValue("a text can only be the first argument of printk()");
            },
            [&](const NameExpression &node) {
                return valueOfName(context, node.name, expression, use);
            },
            [&](const UnaryExpression &node) { return unary(context, node, span, use); },
            [&](const IncrementExpression &) {
                return notAValue("'++' and '--' are statements: they have no value here",
                                 "write them on a line of their own");
            },
            [&](const BinaryExpression &node) { return binary(context, node, span, use); },
            [&](const ConditionalExpression &node) {
                return conditional(context, node, span, use);
            },
            [&](const AssignmentExpression &node) { return assign(context, node, span); },
            [&](const MemberExpression &) {
                return load(context, lvalue(context, expression), span, use);
            },
            [&](const IndexExpression &) {
                return load(context, lvalue(context, expression), span, use);
            },
            [&](const CastExpression &node) { return cast(context, node, span, use); },
            [&](const CallExpression &node) { return call(context, node, span, use); },
            [&](const TypeArgument &) { return notAValue("a type stands where a value should"); },
        },
        expression.node);
}

void effect(Context &context, const Expression &expression)
{
    const auto *increment = std::get_if<IncrementExpression>(&expression.node);
    if (increment == nullptr) {
        value(context, expression, Use::Nothing);
        return;
    }
    context.remember(expression);
    update(context, *increment->operand,
           increment->isIncrement ? BinaryOperator::Add : BinaryOperator::Subtract, nullptr,
           expression.span);
}

Value condition(Context &context, const Expression &expression, Use use)
{
    const Value result = value(context, expression, use);
    if (result.isWrong())
        return {};
    if (context.types.isInteger(result.type) || context.types.isPointer(result.type))
        return result;
    context.error(expression.span,
                  result.type == context.types.voidType()
                      ? "this gives no value to test"
                      : fmt::format("{} cannot be tested", context.aType(result.type)));
    return {};
}

void nameTest(Context &context, std::uint32_t begin, const Value &outcome, const SourceSpan &tested,
              std::string text, std::string_view keyword)
{
    std::uint32_t test = 0;
    if (!outcome.isWrong() && !outcome.isConstant())
        test = context.builder.emit({.op = Op::Decide, .a = outcome.operand}, tested);
    context.builder.addSoleReadText(begin, std::move(text), test, keyword);
}

Value decide(Context &context, const Expression &expression, std::string_view keyword)
{
    const std::uint32_t begin = context.builder.position();
    const Value result = condition(context, expression, Use::Test);
    nameTest(context, begin, result, expression.span, context.text(expression), keyword);
    return result;
}

Value ownTest(Context &context, std::uint32_t operation, const Value &outcome,
              const SourceSpan &span)
{
    context.builder.setTest(operation,
                            context.builder.emit({.op = Op::Decide, .a = outcome.operand}, span));
    return outcome;
}

} // namespace racewalk::lowering
