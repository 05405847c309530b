// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering.h"

#include <fmt/format.h>

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

Value Lowering::assign(const AssignmentExpression &node, const SourceSpan &span)
{
    if (node.op)
        return update(*node.target, *node.op, node.value.get(), span);
    const Place target = place(*node.target);
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
    setLocal(target, what, span);
    return target.offset.kind == Operand::Kind::Constant ? load(target, span, Use::Value) : what;
}

Value Lowering::update(const Expression &target, BinaryOperator op, const Expression *amount,
                       const SourceSpan &span)
{
    const Place where = place(target);
    if (!checkAssignable(where, target.span)) {
        if (amount != nullptr)
            value(*amount);
        return {};
    }
    const Value before = load(where, target.span, Use::Value);
    const Value by = amount == nullptr ? constant(1) : value(*amount);
    if (!checkInteger(before, target.span) ||
        !checkInteger(by, amount == nullptr ? span : amount->span))
        return {};
    const Value after = convert(arithmetic(op, before, by, span), where.type, span);
    if (after.isWrong())
        return {};
    if (where.kind == Place::Kind::Shared)
        store(where, after, span, Ordering::Plain, text(span));
    else
        setLocal(where, after, span);
    return after;
}

} // namespace racewalk
