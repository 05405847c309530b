// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lowering.h"

#include "language/syntax/overloaded.h"
#include "language/words/kernel_names.h"
#include "language/words/nearest_name.h"
#include "program/arithmetic.h"

#include <fmt/format.h>

namespace racewalk {

using namespace syntax;

Value Lowering::value(const Expression &expression, Use use)
{
    const DepthGuard guard(*this);
    const SourceSpan &span = expression.span;
    remember(expression);
    if (guard.isTooDeep()) {
        error(span, "calls and expressions nest too deep here");
        return {};
    }
    const auto notAValue = [&](std::string sentence, std::string hint = {}) {
        error(span, std::move(sentence), std::move(hint));
        return Value{};
    };
    return std::visit(
        Overloaded{
            [&](const NumberLiteral &node) {
                Value result = constant(static_cast<std::int32_t>(node.value));
                if (node.isUnsigned)
                    result.type = m_types.unsignedType();
                return result;
            },
            [&](const StringLiteral &) {
                return notAValue("a text can only be the first argument of printk()");
            },
            [&](const NameExpression &node) { return valueOfName(node.name, expression, use); },
            [&](const UnaryExpression &node) { return unary(node, span, use); },
            [&](const IncrementExpression &) {
                return notAValue("'++' and '--' are statements: they have no value here",
                                 "write them on a line of their own");
            },
            [&](const BinaryExpression &node) { return binary(node, span, use); },
            [&](const ConditionalExpression &node) { return conditional(node, span, use); },
            [&](const AssignmentExpression &node) { return assign(node, span); },
            [&](const MemberExpression &) { return load(place(expression), span, use); },
            [&](const IndexExpression &) { return load(place(expression), span, use); },
            [&](const CastExpression &node) { return cast(node, span, use); },
            [&](const CallExpression &node) { return call(node, span, use); },
            [&](const TypeArgument &) { return notAValue("a type stands where a value should"); },
        },
        expression.node);
}

void Lowering::effect(const Expression &expression)
{
    const auto *increment = std::get_if<IncrementExpression>(&expression.node);
    if (increment == nullptr) {
        value(expression);
        return;
    }
    remember(expression);
    update(*increment->operand,
           increment->isIncrement ? BinaryOperator::Add : BinaryOperator::Subtract, nullptr,
           expression.span);
}

std::vector<std::string_view> Lowering::visibleNames() const
{
    std::vector<std::string_view> names;
    for (const Scope &scope : frame().scopes)
        for (const auto &[name, local] : scope)
            names.push_back(name);
    for (const auto &[name, global] : m_names.globals)
        names.push_back(name);
    m_names.constants.appendNames(names);
    for (const std::string_view own : {"self", "current", "NULL", "true", "false"})
        names.push_back(own);
    return names;
}

std::string Lowering::hintForUnknown(const std::string &name) const
{
    std::string hint = whatToWriteFor(name);
    return hint.empty() ? didYouMean(name, visibleNames()) : hint;
}

Value Lowering::valueOfName(const std::string &name, const Expression &expression, Use use)
{
    const SourceSpan &span = expression.span;
    if (findLocal(name) != nullptr || m_names.globals.contains(name))
        return load(place(expression), span, use);
    if (m_names.constants.has(name)) {
        const auto known = m_names.constants.find(name);
        if (!known)
            return {};
        Value result = constant(known->value);
        if (known->isUnsigned)
            result.type = m_types.unsignedType();
        return result;
    }
    if (name == "true" || name == "false")
        return constant(name == "true" ? 1 : 0);
    if (name == "NULL")
        return {Operand::constant(0), m_types.nullType()};
    if (name == "self" || name == "current") {
        if (m_isProperty) {
            error(span, fmt::format("no thread runs a property, so there is no '{}'", name));
            return {};
        }
        if (name == "self")
            return {Operand::self(), m_types.intType()};
        // A task pointer is its thread's number and 1; the threads of a declaration are in a row.
        const auto first = static_cast<std::int32_t>(m_firstThread + 1);
        if (m_threadCount == 1)
            return {Operand::constant(first), m_types.taskPointer()};
        Value task = computed(Op::Add, Operand::self(), Operand::constant(first),
                              m_types.taskPointer(), span);
        task.type = m_types.taskPointer();
        return task;
    }
    if (m_names.functions.contains(name) || findPrimitive(name) != nullptr) {
        error(span, fmt::format("'{}' is a function: it can only be called", name),
              fmt::format("write {}(...)", name));
        return {};
    }
    error(span, fmt::format("unknown name '{}'", name), hintForUnknown(name));
    return {};
}

Value Lowering::unary(const UnaryExpression &node, const SourceSpan &span, Use use)
{
    switch (node.op) {
    case UnaryOperator::AddressOf:
        return addressOf(*node.operand, span);
    case UnaryOperator::Dereference:
        return load(pointedTo(value(*node.operand), node.operand->span), span, use);
    case UnaryOperator::Not:
        return negated(condition(*node.operand, use), span);
    case UnaryOperator::Plus:
    case UnaryOperator::Minus:
    case UnaryOperator::Complement:
        break;
    }
    const Value operand = value(*node.operand, use);
    if (!checkInteger(operand, node.operand->span))
        return {};
    const bool isUnsigned = operand.type == m_types.unsignedType();
    const TypeId type = isUnsigned ? operand.type : m_types.intType();
    if (node.op == UnaryOperator::Plus)
        return {operand.operand, type, operand.isTruth};
    const Op op = node.op == UnaryOperator::Minus ? Op::Negate : Op::Complement;
    Value result = computed(op, operand.operand, {}, type, span);
    result.type = type;
    return result;
}

Value Lowering::binary(const BinaryExpression &node, const SourceSpan &span, Use use)
{
    if (node.op == BinaryOperator::LogicalAnd || node.op == BinaryOperator::LogicalOr)
        return logical(node, span, use);
    const Value left = kept(value(*node.left, use), *node.right);
    const Value right = value(*node.right, use);
    if (left.isWrong() || right.isWrong())
        return {};
    if (m_types.isPointer(left.type) || m_types.isPointer(right.type))
        return comparePointers(node.op, left, right, span);
    if (!checkInteger(left, node.left->span) || !checkInteger(right, node.right->span))
        return {};
    return arithmetic(node.op, left, right, span);
}

Value Lowering::logical(const BinaryExpression &node, const SourceSpan &span, Use use)
{
    const bool isAnd = node.op == BinaryOperator::LogicalAnd;
    const Value left = condition(*node.left, use);
    if (left.isConstant() && (left.operand.value != 0) == isAnd)
        return asTruth(condition(*node.right, use), span);
    if (left.isConstant()) {
        // The right side never runs, but its mistakes count: it is lowered behind a jump.
        const JumpLabel end = m_builder.newLabel();
        m_builder.jump(end, span);
        condition(*node.right, use);
        m_builder.bind(end);
        return constant(isAnd ? 0 : 1);
    }
    const RegisterId result = m_builder.temporary(m_types.boolType());
    const JumpLabel end = m_builder.newLabel();
    const auto keep = [&](const Value &side, const SourceSpan &where) {
        m_builder.emit({.op = side.isTruth ? Op::Move : Op::NotEqual,
                        .result = result,
                        .a = side.operand,
                        .b = side.isTruth ? Operand{} : Operand::constant(0)},
                       where);
    };
    keep(left, node.left->span);
    if (isAnd)
        m_builder.branchIfZero(Operand::reg(result), end, span);
    else
        m_builder.branchIfNotZero(Operand::reg(result), end, span);
    const Value right = condition(*node.right, use);
    keep(right, node.right->span);
    m_builder.bind(end);
    if (left.isWrong() || right.isWrong())
        return {};
    return {Operand::reg(result), m_types.intType(), true};
}

Value Lowering::conditional(const ConditionalExpression &node, const SourceSpan &span, Use use)
{
    const Value test = decide(*node.condition);
    const JumpLabel otherwise = m_builder.newLabel();
    const JumpLabel end = m_builder.newLabel();
    m_builder.branchIfZero(test.operand, otherwise, span);
    const Value first = value(*node.whenTrue, use);
    const bool isPointer = !first.isWrong() && m_types.isPointer(first.type);
    const RegisterId result = m_builder.temporary(isPointer ? first.type : m_types.intType());
    m_builder.emit({.op = Op::Move, .result = result, .a = first.operand}, node.whenTrue->span);
    m_builder.jump(end, span);
    m_builder.bind(otherwise);
    const Value second = value(*node.whenFalse, use);
    m_builder.emit({.op = Op::Move, .result = result, .a = second.operand}, node.whenFalse->span);
    m_builder.bind(end);
    if (test.isWrong() || first.isWrong() || second.isWrong())
        return {};
    if (isPointer || m_types.isPointer(second.type)) {
        const bool isNullFirst = isNull(first);
        if (!isNullFirst && !isNull(second) && first.type != second.type) {
            error(span, fmt::format("the two sides are {} and {}", aType(first.type),
                                    aType(second.type)));
            return {};
        }
        return {Operand::reg(result), isNullFirst ? second.type : first.type};
    }
    if (!checkInteger(first, node.whenTrue->span) || !checkInteger(second, node.whenFalse->span))
        return {};
    const bool isUnsigned =
        first.type == m_types.unsignedType() || second.type == m_types.unsignedType();
    return {Operand::reg(result), isUnsigned ? m_types.unsignedType() : m_types.intType(),
            first.isTruth && second.isTruth};
}

Value Lowering::cast(const CastExpression &node, const SourceSpan &span, Use use)
{
    const TypeId type = m_types.resolve(node.type);
    const Value operand = value(*node.operand, use);
    if (type == noType || operand.isWrong())
        return {};
    if (type == m_types.voidType())
        return nothing();
    if (m_types.isInteger(type) && operand.type != m_types.voidType() &&
        m_types.isPointer(operand.type) && m_types.kind(type) != TypeKind::Bool) {
        error(span, "a pointer cannot be made a number");
        return {};
    }
    Value result = convert(operand, type, span);
    // What is narrower than int behaves like an int from here on, but for its name.
    return result;
}

Value Lowering::condition(const Expression &expression, Use use)
{
    const Value result = value(expression, use);
    if (result.isWrong())
        return {};
    if (m_types.isInteger(result.type) || m_types.isPointer(result.type))
        return result;
    error(expression.span, result.type == m_types.voidType()
                               ? "this gives no value to test"
                               : fmt::format("{} cannot be tested", aType(result.type)));
    return {};
}

Value Lowering::decide(const Expression &expression, std::string_view keyword)
{
    const std::uint32_t begin = m_builder.position();
    const Value result = condition(expression, Use::Test);
    m_builder.addSoleReadText(begin, text(expression), keyword);
    if (!result.isWrong() && !result.isConstant())
        m_builder.emit({.op = Op::Decide, .a = result.operand}, expression.span);
    return result;
}

Value Lowering::ownTest(std::uint32_t operation, const Value &outcome, const SourceSpan &span)
{
    m_builder.setTest(operation, m_builder.emit({.op = Op::Decide, .a = outcome.operand}, span));
    return outcome;
}

} // namespace racewalk
