// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lowering.h"

#include <fmt/format.h>

#include <utility>

namespace racewalk {

using namespace syntax;

/// False, reported, for what cannot be assigned as a whole.
bool Lowering::checkAssignable(const Place &target, const SourceSpan &span)
{
    if (target.kind == Place::Kind::Wrong)
        return false;
    const Type &type = m_types[target.type];
    if (isValue(type))
        return true;
    if (type.kind == TypeKind::Struct)
        error(span, fmt::format("a whole {} cannot be assigned", type.name),
              "assign its fields one by one");
    else if (type.kind == TypeKind::Array)
        error(span, "a whole array cannot be assigned", "assign its elements one by one");
    else
        error(span, fmt::format("{} is only for its own primitives", aType(target.type)),
              type.kind == TypeKind::Atomic
                  ? fmt::format("write 'atomic_set(&{}, ...)'", text(span))
                  : "");
    return false;
}

Operand Lowering::copyOfVariable(Operand operand)
{
    if (operand.kind != Operand::Kind::Register)
        return operand;
    const Register &from = m_builder.body().registers[static_cast<std::size_t>(operand.value)];
    if (from.name.empty())
        return operand; // a temporary, which nothing assigns
    const RegisterId copy = m_builder.temporary(from.type);
    m_builder.emit({.op = Op::Move, .result = copy, .a = operand}, m_builder.statement);
    return Operand::reg(copy);
}

Value Lowering::copyOfVariable(Value of)
{
    of.operand = copyOfVariable(of.operand);
    return of;
}

Value Lowering::kept(const Value &early, const Expression &later)
{
    return later.assigns ? copyOfVariable(early) : early;
}

Place Lowering::kept(Place early, const Expression &later)
{
    if (later.assigns) {
        early.address = copyOfVariable(early.address);
        early.offset = copyOfVariable(early.offset);
    }
    return early;
}

Value Lowering::keptArgument(const Value &early, const CallExpression &node, std::size_t number)
{
    return number < node.lastAssigning ? copyOfVariable(early) : early;
}

Value Lowering::assign(const AssignmentExpression &node, const SourceSpan &span)
{
    if (node.op)
        return update(*node.target, *node.op, node.value.get(), span);
    const Place target = kept(place(*node.target), *node.value);
    if (!checkAssignable(target, node.target->span)) {
        value(*node.value);
        return {};
    }
    const Value given = value(*node.value);
    if (target.kind == Place::Kind::Local)
        nameAssignedRead(given, text(span));
    const Value what = convert(given, target.type, node.value->span);
    if (what.isWrong())
        return {};
    if (target.kind == Place::Kind::Shared) {
        store(target, what, span, Ordering::Plain, text(span));
        return what;
    }
    return assignLocal(target, what, span);
}

Value Lowering::assignLocal(const Place &target, const Value &what, const SourceSpan &span)
{
    setLocal(target, what, span);
    // The instruction that computed `what` may set the variable itself now.
    return target.offset.kind == Operand::Kind::Constant ? load(target, span, Use::Value) : what;
}

Value Lowering::update(const Expression &target, BinaryOperator op, const Expression *amount,
                       const SourceSpan &span)
{
    Place where = place(target);
    if (amount != nullptr)
        where = kept(std::move(where), *amount);
    if (!checkAssignable(where, target.span)) {
        if (amount != nullptr)
            value(*amount);
        return {};
    }
    Value before = load(where, target.span, Use::Value);
    if (amount != nullptr)
        before = kept(before, *amount);
    const Value by = amount == nullptr ? constant(1) : value(*amount);
    if (!checkInteger(before, target.span) ||
        !checkInteger(by, amount == nullptr ? span : amount->span))
        return {};
    const Value after = convert(arithmetic(op, before, by, span), where.type, span);
    if (after.isWrong())
        return {};
    if (where.kind == Place::Kind::Shared) {
        store(where, after, span, Ordering::Plain, text(span));
        return after;
    }
    return assignLocal(where, after, span);
}

} // namespace racewalk
