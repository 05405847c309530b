// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lower_accesses.h"

#include "language/lowering/lower_arithmetic.h"

#include <fmt/format.h>

#include <utility>

namespace racewalk::lowering {

namespace {

Role storeRole(Context &context, TypeId type, const Value &what)
{
    const TypeKind kind = context.types.kind(type);
    if (isNull(what) && (kind == TypeKind::Pointer || kind == TypeKind::Bool))
        return Role::Unlink;
    return isFlags(context.types[type]) ? Role::WriteFlags : Role::Write;
}

} // namespace

Value load(Context &context, const Lvalue &from, const SourceSpan &span, Use use, Ordering ordering,
           std::string shown)
{
    if (from.kind == Lvalue::Kind::Wrong)
        return {};
    const Type &type = context.types[from.type];
    if (type.kind == TypeKind::Array && from.kind == Lvalue::Kind::Shared) {
        const TypeId pointer = context.types.pointerTo(type.target);
        return {from.address, pointer};
    }
    if (type.kind == TypeKind::Struct || type.kind == TypeKind::Array) {
        context.error(span, fmt::format("a whole {} cannot be read", type.name),
                      type.kind == TypeKind::Struct ? "read its fields one by one"
                                                    : "read its elements one by one");
        return {};
    }
    if (!isValue(type)) {
        context.error(span,
                      fmt::format("{} is only for its own primitives", context.aType(from.type)),
                      type.kind == TypeKind::Atomic
                          ? fmt::format("write 'atomic_read(&{})'", context.text(span))
                          : fmt::format("write '&{}'", context.text(span)));
        return {};
    }
    if (from.kind == Lvalue::Kind::Local && from.offset.kind == Operand::Kind::Constant)
        return {Operand::reg(static_cast<RegisterId>(static_cast<std::int32_t>(from.first) +
                                                     from.offset.value)),
                from.type, type.kind == TypeKind::Bool};
    const bool isPointer = type.kind == TypeKind::Pointer;
    const bool isTruth = type.kind == TypeKind::Bool;
    const RegisterId result = context.builder.temporary(from.type);
    if (from.kind == Lvalue::Kind::Local) {
        context.builder.emit({.op = Op::ReadLocal,
                              .result = result,
                              .a = from.offset,
                              .b = Operand::constant(static_cast<std::int32_t>(from.first)),
                              .target = from.size},
                             span);
    } else {
        const std::uint32_t at = context.visible(
            {.op = Op::Load, .ordering = ordering, .result = result, .a = from.address}, span,
            readRole(use, isPointer), shown.empty() ? context.text(span) : std::move(shown));
        context.builder.setReach(at, from.reach);
    }
    return {Operand::reg(result), from.type, isTruth};
}

void store(Context &context, const Lvalue &to, const Value &what, const SourceSpan &span,
           Ordering ordering, std::string shown)
{
    const std::uint32_t at =
        context.visible({.op = Op::Store, .ordering = ordering, .a = to.address, .b = what.operand},
                        span, storeRole(context, to.type, what), std::move(shown));
    context.builder.setReach(at, to.reach);
}

void setLocal(Context &context, const Lvalue &to, const Value &what, const SourceSpan &span)
{
    if (to.offset.kind != Operand::Kind::Constant) {
        context.builder.emit({.op = Op::WriteLocal,
                              .a = to.offset,
                              .b = Operand::constant(static_cast<std::int32_t>(to.first)),
                              .c = what.operand,
                              .target = to.size},
                             span);
        return;
    }
    const auto target =
        static_cast<RegisterId>(static_cast<std::int32_t>(to.first) + to.offset.value);
    if (!context.builder.redirectResult(what.operand, target))
        context.builder.emit({.op = Op::Move, .result = target, .a = what.operand}, span);
}

/// False, reported, for what cannot be assigned as a whole.
bool checkAssignable(Context &context, const Lvalue &target, const SourceSpan &span)
{
    if (target.kind == Lvalue::Kind::Wrong)
        return false;
    const Type &type = context.types[target.type];
    if (isValue(type))
        return true;
    if (type.kind == TypeKind::Struct)
        context.error(span, fmt::format("a whole {} cannot be assigned", type.name),
                      "assign its fields one by one");
    else if (type.kind == TypeKind::Array)
        context.error(span, "a whole array cannot be assigned", "assign its elements one by one");
    else
        context.error(span,
                      fmt::format("{} is only for its own primitives", context.aType(target.type)),
                      type.kind == TypeKind::Atomic
                          ? fmt::format("write 'atomic_set(&{}, ...)'", context.text(span))
                          : "");
    return false;
}

/// The scalar that a primitive got the address of.
Lvalue wordLvalue(Context &context, const Value &address)
{
    const TypeId target = context.types.target(address.type);
    return {.kind = Lvalue::Kind::Shared,
            .type = target,
            .address = address.operand,
            .reach = {.first = address.isConstant() ? static_cast<CellId>(address.operand.value)
                                                    : nullCell,
                      .pointee = target}};
}

Role readRole(Use use, bool isPointer)
{
    switch (use) {
    case Use::Test:
        return Role::Test;
    case Use::Assert:
        return Role::Assert;
    case Use::Value:
    case Use::Nothing:
        break;
    }
    return isPointer ? Role::Find : Role::Read;
}

void nameAssignedRead(Context &context, const Value &what, std::string text)
{
    if (what.isWrong() || context.builder.position() == 0)
        return;
    const Instruction &last = context.builder.body().code.back();
    if (last.op == Op::Load && what.operand == Operand::reg(last.result))
        context.builder.setText(context.builder.position() - 1, std::move(text));
}

} // namespace racewalk::lowering
