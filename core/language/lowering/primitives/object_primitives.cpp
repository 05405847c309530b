// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/primitives/primitive_parts.h"

#include "language/lowering/lower_lvalues.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace racewalk::lowering {

using namespace syntax;

namespace {

using Family = PrimitiveFamily;
using Result = PrimitiveResult;

/// `struct T`, or `*p`, which is what the parser makes of sizeof(*p). Nothing for what is no type.
std::optional<TypeId> allocatedType(Context &context, const Expression &what)
{
    if (const auto *given = std::get_if<TypeArgument>(&what.node))
        return context.types.resolve(given->type);
    const auto *unary = std::get_if<UnaryExpression>(&what.node);
    if (unary == nullptr || unary->op != UnaryOperator::Dereference)
        return std::nullopt;
    const auto *name = std::get_if<NameExpression>(&unary->operand->node);
    if (name == nullptr)
        return std::nullopt;
    const TypeId pointer = context.declared.first == name->name
                               ? context.declared.second
                               : lvalueOfName(context, name->name, unary->operand->span).type;
    if (pointer == noType)
        return noType;
    if (context.types.kind(pointer) != TypeKind::Pointer)
        return std::nullopt;
    return context.types.target(pointer);
}

Value allocate(Context &context, const PrimitiveCall &call)
{
    const Expression &what = *call.node.arguments.front();
    const auto type = allocatedType(context, what);
    if (!type) {
        context.error(what.span, fmt::format("{}() takes a type", call.primitive.name),
                      fmt::format("write {}(struct T)", call.primitive.name));
        return {};
    }
    if (*type == noType)
        return {};
    const auto &pools = context.names.storage.pools;
    const auto pool = std::ranges::find(pools, *type, &Pool::type);
    if (pool == pools.end()) {
        context.error(what.span, fmt::format("there is no pool of {}", context.typeName(*type)),
                      context.types.kind(*type) == TypeKind::Struct
                          ? fmt::format("write 'pool {} name[N];'", context.typeName(*type))
                          : "");
        return {};
    }
    if (std::find_if(pool + 1, pools.end(),
                     [type](const Pool &other) { return other.type == *type; }) != pools.end()) {
        context.error(what.span, fmt::format("{} has more than one pool", context.typeName(*type)));
        return {};
    }
    const TypeId pointer = context.types.pointerTo(*type);
    const RegisterId result = context.builder.temporary(pointer);
    context.visible({.op = Op::Allocate,
                     .result = result,
                     .a = Operand::constant(static_cast<std::int32_t>(pool - pools.begin()))},
                    call.span, call.primitive.details.role, context.text(call.span));
    return {Operand::reg(result), pointer};
}

Value freeObject(Context &context, const PrimitiveCall &call)
{
    const Value &object = call.values.front();
    if (object.type == context.types.nullType())
        return context.nothing();
    const TypeId type = context.types.target(object.type);
    const auto &pools = context.names.storage.pools;
    if (std::ranges::find(pools, type, &Pool::type) == pools.end()) {
        context.error(
            call.span,
            fmt::format("there is no pool of {}, so nothing can be freed", context.typeName(type)),
            fmt::format("write 'pool {} name[N];'", context.typeName(type)));
        return {};
    }
    const std::uint32_t at =
        context.visible({.op = call.primitive.details.op, .a = object.operand}, call.span,
                        call.primitive.details.role, context.text(call.span));
    context.builder.setReach(at, {.first = nullCell, .pointee = type});
    return context.nothing();
}

Value synchronizeRcu(Context &context, const PrimitiveCall &call)
{
    const Role role = call.primitive.details.role;
    context.visible({.op = Op::SynchronizeRcu}, call.span, role, context.text(call.span));
    context.visible({.op = Op::AwaitGracePeriod}, call.span, role, context.text(call.span));
    return context.nothing();
}

constexpr Primitive objectRow(std::string_view name, std::string_view usage,
                              std::string_view arguments, PrimitiveFamily family,
                              PrimitiveLowering &lower, std::string_view help,
                              PrimitiveDetails details = {})
{
    return {name, usage, arguments, family, lower, help, details};
}

constexpr std::array objectRows = {
    objectRow("rcu_read_lock", "", "", Family::Rcu, operation,
              "Begins a read section; grace periods wait for its end.",
              {.op = Op::RcuReadLock, .role = Role::RcuEnter}),
    objectRow("rcu_read_unlock", "", "", Family::Rcu, operation,
              "Ends the section that rcu_read_lock() began.",
              {.op = Op::RcuReadUnlock, .role = Role::RcuLeave}),
    objectRow("synchronize_rcu", "", "", Family::Rcu, synchronizeRcu,
              "Sleeps until every reader that is inside now has left.",
              {.role = Role::GracePeriod}),
    objectRow("call_rcu", "p", "o", Family::Rcu, freeObject,
              "Frees the object once every reader that is inside now has left.",
              {.op = Op::CallRcu, .role = Role::Deferred, .ignored = IgnoredArgument::RcuCallback}),
    objectRow("kfree_rcu", "p", "o", Family::Rcu, freeObject,
              "Frees the object once every reader that is inside now has left.",
              {.op = Op::CallRcu, .role = Role::Deferred, .ignored = IgnoredArgument::RcuHead}),

    objectRow("kmalloc", "struct T", "T*v", Family::Life, allocate,
              "Takes a free object, zeroed, from the pool of its struct; NULL if none is left.",
              {.op = Op::Allocate, .role = Role::Allocate, .result = Result::Typed}),
    objectRow("kzalloc", "struct T", "T*v", Family::Life, allocate,
              "Like kmalloc(), which also returns zeroed objects.",
              {.op = Op::Allocate, .role = Role::Allocate, .result = Result::Typed}),
    objectRow("kfree", "p", "o", Family::Life, freeObject,
              "Returns the object to its pool; any later access is a failure.",
              {.op = Op::Free, .role = Role::Free}),
};

} // namespace

std::span<const Primitive> objectPrimitives()
{
    return objectRows;
}

} // namespace racewalk::lowering
