// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lower_assignments.h"

#include "language/lowering/lower_accesses.h"
#include "language/lowering/lower_arithmetic.h"
#include "language/lowering/lower_expressions.h"
#include "language/lowering/lower_lvalues.h"

#include <fmt/format.h>

#include <utility>

namespace racewalk::lowering {

using namespace syntax;

namespace {

Operand copyOfVariable(Context &context, Operand operand)
{
    if (operand.kind != Operand::Kind::Register)
        return operand;
    const Register &from =
        context.builder.body().registers[static_cast<std::size_t>(operand.value)];
    if (from.name.empty())
        return operand; // a temporary, which nothing assigns
    const RegisterId copy = context.builder.temporary(from.type);
    context.builder.emit({.op = Op::Move, .result = copy, .a = operand}, context.builder.statement);
    return Operand::reg(copy);
}

Value copyOfVariable(Context &context, Value of)
{
    of.operand = copyOfVariable(context, of.operand);
    return of;
}

Value assignLocal(Context &context, const Lvalue &target, const Value &what, const SourceSpan &span)
{
    setLocal(context, target, what, span);
    // The instruction that computed `what` may set the variable itself now.
    return target.offset.kind == Operand::Kind::Constant ? load(context, target, span, Use::Value)
                                                         : what;
}

} // namespace

Value assign(Context &context, const AssignmentExpression &node, const SourceSpan &span)
{
    if (node.op)
        return update(context, *node.target, *node.op, node.value.get(), span);
    const Lvalue target = kept(context, lvalue(context, *node.target), *node.value);
    if (!checkAssignable(context, target, node.target->span)) {
        value(context, *node.value);
        return {};
    }
    const Value given = value(context, *node.value);
    const Value what = convert(context, given, target.type, node.value->span);
    if (what.isWrong())
        return {};
    if (target.kind == Lvalue::Kind::Local)
        nameAssignedRead(context, what, context.text(span));
    if (target.kind == Lvalue::Kind::Shared) {
        store(context, target, what, span, Ordering::Plain, context.text(span));
        return what;
    }
    return assignLocal(context, target, what, span);
}

Value update(Context &context, const Expression &target, BinaryOperator op,
             const Expression *amount, const SourceSpan &span)
{
    Lvalue where = lvalue(context, target);
    if (amount != nullptr)
        where = kept(context, std::move(where), *amount);
    if (!checkAssignable(context, where, target.span)) {
        if (amount != nullptr)
            value(context, *amount);
        return {};
    }
    Value before = load(context, where, target.span, Use::Value);
    if (amount != nullptr)
        before = kept(context, before, *amount);
    const Value by = amount == nullptr ? context.constant(1) : value(context, *amount);
    if (!checkInteger(context, before, target.span) ||
        !checkInteger(context, by, amount == nullptr ? span : amount->span))
        return {};
    const Value after =
        convert(context, arithmetic(context, op, before, by, span), where.type, span);
    if (after.isWrong())
        return {};
    if (where.kind == Lvalue::Kind::Shared) {
        store(context, where, after, span, Ordering::Plain, context.text(span));
        return after;
    }
    return assignLocal(context, where, after, span);
}

Value kept(Context &context, const Value &early, const Expression &later)
{
    return later.assigns ? copyOfVariable(context, early) : early;
}

Lvalue kept(Context &context, Lvalue early, const Expression &later)
{
    if (later.assigns) {
        early.address = copyOfVariable(context, early.address);
        early.offset = copyOfVariable(context, early.offset);
    }
    return early;
}

Value keptArgument(Context &context, const Value &early, const CallExpression &node,
                   std::size_t number)
{
    return number < node.lastAssigning ? copyOfVariable(context, early) : early;
}

} // namespace racewalk::lowering
