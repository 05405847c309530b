// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/primitives/primitive_parts.h"

#include "language/lowering/lower_accesses.h"
#include "language/lowering/lower_assignments.h"
#include "language/lowering/lower_expressions.h"
#include "language/lowering/lower_lvalues.h"

#include <fmt/format.h>

#include <array>

namespace racewalk::lowering {

namespace {

using Result = PrimitiveResult;

constexpr auto fullFence = static_cast<std::int32_t>(FenceKind::Full);
constexpr auto readFence = static_cast<std::int32_t>(FenceKind::Read);
constexpr auto writeFence = static_cast<std::int32_t>(FenceKind::Write);

Value readFrom(Context &context, const PrimitiveCall &call, const Lvalue &from)
{
    if (from.kind == Lvalue::Kind::Wrong)
        return {};
    if (!isValue(context.types[from.type])) {
        context.error(call.span, fmt::format("{}() reads a number, flag or pointer, not {}",
                                             call.primitive.name, context.aType(from.type)));
        return {};
    }
    return load(context, from, call.span, call.use, call.primitive.details.ordering,
                context.text(call.span));
}

/// READ_ONCE(x): an lvalue, not its address.
Value readLvalue(Context &context, const PrimitiveCall &call)
{
    return readFrom(context, call, lvalue(context, *call.node.arguments.front()));
}

Value readPointer(Context &context, const PrimitiveCall &call)
{
    const Lvalue from = lvalue(context, *call.node.arguments.front());
    if (from.kind == Lvalue::Kind::Wrong || context.types.kind(from.type) == TypeKind::Pointer)
        return readFrom(context, call, from);
    context.error(
        call.span,
        fmt::format("{}() reads a pointer, not {}", call.primitive.name, context.aType(from.type)),
        "write READ_ONCE()");
    return {};
}

/// smp_load_acquire(&x)
Value readAddress(Context &context, const PrimitiveCall &call)
{
    return load(context, wordLvalue(context, call.values[0]), call.span, call.use,
                call.primitive.details.ordering, context.text(call.span));
}

/// WRITE_ONCE(x, value)
Value writeLvalue(Context &context, const PrimitiveCall &call)
{
    const auto &arguments = call.node.arguments;
    const Lvalue to = kept(context, lvalue(context, *arguments[0]), *arguments[1]);
    return write(context, call.primitive, to, value(context, *arguments[1]), call.span);
}

constexpr Primitive memoryRow(std::string_view name, std::string_view usage,
                              std::string_view arguments, PrimitiveLowering &lower,
                              std::string_view help, PrimitiveDetails details = {})
{
    return {name, usage, arguments, PrimitiveFamily::Memory, lower, help, details};
}

constexpr std::array memoryRows = {
    memoryRow(
        "READ_ONCE", "x", "p", readLvalue,
        "Reads x in one access that the compiler neither repeats nor omits.",
        {.op = Op::Load, .role = Role::Read, .ordering = Ordering::Once, .result = Result::Typed}),
    memoryRow("WRITE_ONCE", "x, value", "pV", writeLvalue,
              "Writes x in one access that the compiler neither repeats nor omits.",
              {.op = Op::Store, .role = Role::Write, .ordering = Ordering::Once}),
    memoryRow("smp_load_acquire", "&x", "w", readAddress,
              "Reads x before every later access of the thread.",
              {.op = Op::Load,
               .role = Role::Read,
               .ordering = Ordering::Acquire,
               .result = Result::Typed}),
    memoryRow("smp_store_release", "&x, value", "wv", writeAddress,
              "Writes x after every earlier access of the thread.",
              {.op = Op::Store, .role = Role::Write, .ordering = Ordering::Release}),
    memoryRow(
        "rcu_dereference", "p", "P", readPointer, "Reads a pointer that RCU protects.",
        {.op = Op::Load, .role = Role::Read, .ordering = Ordering::Once, .result = Result::Typed}),
    memoryRow("rcu_assign_pointer", "p, value", "PV", writeLvalue,
              "Publishes a pointer to RCU readers: a release store.",
              {.op = Op::Store, .role = Role::Write, .ordering = Ordering::Release}),
    memoryRow("smp_mb", "", "", operation,
              "Full barrier: every earlier access comes before every later one.",
              {.op = Op::Fence, .role = Role::Fence, .fixed = fullFence}),
    memoryRow("smp_mb__before_atomic", "", "", operation,
              "Like smp_mb(): at least the kernel's guarantee; free on x86.",
              {.op = Op::Fence, .role = Role::Fence, .fixed = fullFence}),
    memoryRow("smp_mb__after_atomic", "", "", operation,
              "Like smp_mb(): at least the kernel's guarantee; free on x86.",
              {.op = Op::Fence, .role = Role::Fence, .fixed = fullFence}),
    memoryRow("smp_mb__after_spinlock", "", "", operation,
              "Like smp_mb(): at least the kernel's guarantee.",
              {.op = Op::Fence, .role = Role::Fence, .fixed = fullFence}),
    memoryRow("smp_rmb", "", "", operation, "Read barrier: earlier reads come before later ones.",
              {.op = Op::Fence, .role = Role::Fence, .fixed = readFence}),
    memoryRow("smp_wmb", "", "", operation,
              "Write barrier: earlier writes become visible before later ones.",
              {.op = Op::Fence, .role = Role::Fence, .fixed = writeFence}),
    memoryRow("barrier", "", "", noInstruction,
              "Keeps the compiler from reordering accesses; the processor may still do so."),
    memoryRow("cmpxchg", "&x, old, new", "wvv", exchange,
              "Writes new if x equals old, in one step; returns the old value of x.",
              {.op = Op::CompareExchange, .role = Role::Write, .result = Result::Typed}),
    memoryRow("xchg", "&x, value", "wv", exchange,
              "Writes value in one step; returns the old value of x.",
              {.op = Op::Exchange, .role = Role::Write, .result = Result::Typed}),
};

} // namespace

std::span<const Primitive> memoryPrimitives()
{
    return memoryRows;
}

} // namespace racewalk::lowering
