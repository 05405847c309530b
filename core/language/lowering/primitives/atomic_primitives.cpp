// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/primitives/primitive_parts.h"

#include "language/lowering/lower_accesses.h"
#include "language/lowering/lower_arithmetic.h"
#include "language/lowering/lower_expressions.h"

#include <array>

namespace racewalk::lowering {

namespace {

using Result = PrimitiveResult;

Value readAtomic(Context &context, const PrimitiveCall &call)
{
    const Value &address = call.values[0];
    const RegisterId result = context.builder.temporary(context.types.intType());
    const std::uint32_t at =
        context.visible({.op = Op::Load,
                         .ordering = call.primitive.details.ordering,
                         .result = result,
                         .a = address.operand},
                        call.span, readRole(call.use, false), context.text(call.span));
    context.builder.setReach(at, wordLvalue(context, address).reach);
    return {Operand::reg(result), context.types.intType()};
}

/// An addition; `result` is void if its value is dropped.
Value modify(Context &context, const PrimitiveCall &call, const Value &address, Operand amount,
             TypeId result)
{
    const PrimitiveDetails &details = call.primitive.details;
    const bool hasResult = result != context.types.voidType();
    const RegisterId after = hasResult ? context.builder.temporary(result) : noRegister;
    const std::uint32_t at = context.visible({.op = details.op,
                                              .ordering = details.ordering,
                                              .result = after,
                                              .a = address.operand,
                                              .b = amount},
                                             call.span, details.role, context.text(call.span));
    context.builder.setReach(at, wordLvalue(context, address).reach);
    if (!hasResult)
        return context.nothing();
    return {Operand::reg(after), context.types.intType(), result == context.types.boolType()};
}

Value modifyAndReturn(Context &context, const PrimitiveCall &call, const Value &address,
                      Operand amount)
{
    return modify(context, call, address, amount, context.types.intType());
}

/// Returns the old value if the primitive returns one.
Value fetchAndModify(Context &context, const PrimitiveCall &call, const Value &address,
                     Operand amount)
{
    if (call.primitive.details.result == PrimitiveResult::None)
        return modify(context, call, address, amount, context.types.voidType());
    const Value after = modifyAndReturn(context, call, address, amount);
    return computed(context, Op::Subtract, after.operand, amount, context.types.intType(),
                    call.span);
}

Value modifyAndTest(Context &context, const PrimitiveCall &call, const Value &address,
                    Operand amount)
{
    const Value left = modifyAndReturn(context, call, address, amount);
    const std::uint32_t addition = context.builder.position() - 1;
    return ownTest(context, addition, negated(context, left, call.span), call.span);
}

Value modifyUnlessZero(Context &context, const PrimitiveCall &call, const Value &address,
                       Operand amount)
{
    return modify(context, call, address, amount, context.types.boolType());
}

using Modification = Value(Context &, const PrimitiveCall &, const Value &, Operand);

/// atomic_inc(&v): adds `fixed`.
template <Modification modification>
Value addFixed(Context &context, const PrimitiveCall &call)
{
    return modification(context, call, call.values[0],
                        Operand::constant(call.primitive.details.fixed.value()));
}

/// atomic_add(i, &v): adds the first argument, times `fixed`.
template <Modification modification>
Value addArgument(Context &context, const PrimitiveCall &call)
{
    const Value &amount = call.values[0];
    if (!checkInteger(context, amount, call.span))
        return {};
    const Operand by =
        call.primitive.details.fixed.value() > 0
            ? amount.operand
            : computed(context, Op::Negate, amount.operand, {}, context.types.intType(), call.span)
                  .operand;
    return modification(context, call, call.values[1], by);
}

/// set_bit(bit, &word): the address comes second.
Value changeBit(Context &context, const PrimitiveCall &call)
{
    return bitOperation(context, call.primitive, call.values[1], call.values[0], call.span,
                        call.use);
}

constexpr Primitive atomicRow(std::string_view name, std::string_view usage,
                              std::string_view arguments, PrimitiveLowering &lower,
                              std::string_view help, PrimitiveDetails details = {})
{
    return {name, usage, arguments, PrimitiveFamily::Atomics, lower, help, details};
}

constexpr std::array atomicRows = {
    atomicRow(
        "atomic_read", "&v", "a", readAtomic, "Reads the counter.",
        {.op = Op::Load, .role = Role::Write, .ordering = Ordering::Once, .result = Result::Int}),
    atomicRow("atomic_set", "&v, i", "av", writeAddress, "Writes the counter.",
              {.op = Op::Store, .role = Role::Write, .ordering = Ordering::Once}),
    atomicRow("atomic_inc", "&v", "a", addFixed<fetchAndModify>,
              "Adds 1 in one step, without ordering other accesses.",
              {.op = Op::FetchAdd, .role = Role::Write, .ordering = Ordering::Once, .fixed = 1}),
    atomicRow("atomic_dec", "&v", "a", addFixed<fetchAndModify>,
              "Subtracts 1 in one step, without ordering other accesses.",
              {.op = Op::FetchAdd, .role = Role::Write, .ordering = Ordering::Once, .fixed = -1}),
    atomicRow("atomic_add", "i, &v", "va", addArgument<fetchAndModify>,
              "Adds i in one step, without ordering other accesses.",
              {.op = Op::FetchAdd, .role = Role::Write, .ordering = Ordering::Once, .fixed = 1}),
    atomicRow("atomic_sub", "i, &v", "va", addArgument<fetchAndModify>,
              "Subtracts i in one step, without ordering other accesses.",
              {.op = Op::FetchAdd, .role = Role::Write, .ordering = Ordering::Once, .fixed = -1}),
    atomicRow("atomic_fetch_inc", "&v", "a", addFixed<fetchAndModify>,
              "Adds 1 in one step and returns the old value.",
              {.op = Op::FetchAdd, .role = Role::Write, .result = Result::Int, .fixed = 1}),
    atomicRow("atomic_fetch_dec", "&v", "a", addFixed<fetchAndModify>,
              "Subtracts 1 in one step and returns the old value.",
              {.op = Op::FetchAdd, .role = Role::Write, .result = Result::Int, .fixed = -1}),
    atomicRow("atomic_fetch_add", "i, &v", "va", addArgument<fetchAndModify>,
              "Adds i in one step and returns the old value.",
              {.op = Op::FetchAdd, .role = Role::Write, .result = Result::Int, .fixed = 1}),
    atomicRow("atomic_fetch_sub", "i, &v", "va", addArgument<fetchAndModify>,
              "Subtracts i in one step and returns the old value.",
              {.op = Op::FetchAdd, .role = Role::Write, .result = Result::Int, .fixed = -1}),
    atomicRow("atomic_inc_return", "&v", "a", addFixed<modifyAndReturn>,
              "Adds 1 in one step and returns the new value.",
              {.op = Op::FetchAdd, .role = Role::Write, .result = Result::Int, .fixed = 1}),
    atomicRow("atomic_dec_return", "&v", "a", addFixed<modifyAndReturn>,
              "Subtracts 1 in one step and returns the new value.",
              {.op = Op::FetchAdd, .role = Role::Write, .result = Result::Int, .fixed = -1}),
    atomicRow("atomic_add_return", "i, &v", "va", addArgument<modifyAndReturn>,
              "Adds i in one step and returns the new value.",
              {.op = Op::FetchAdd, .role = Role::Write, .result = Result::Int, .fixed = 1}),
    atomicRow("atomic_sub_return", "i, &v", "va", addArgument<modifyAndReturn>,
              "Subtracts i in one step and returns the new value.",
              {.op = Op::FetchAdd, .role = Role::Write, .result = Result::Int, .fixed = -1}),
    atomicRow("atomic_inc_and_test", "&v", "a", addFixed<modifyAndTest>,
              "Adds 1 in one step; returns true if the new value is 0.",
              {.op = Op::FetchAdd, .role = Role::Write, .result = Result::Bool, .fixed = 1}),
    atomicRow("atomic_dec_and_test", "&v", "a", addFixed<modifyAndTest>,
              "Subtracts 1 in one step; returns true if the new value is 0.",
              {.op = Op::FetchAdd, .role = Role::Write, .result = Result::Bool, .fixed = -1}),
    atomicRow("atomic_sub_and_test", "i, &v", "va", addArgument<modifyAndTest>,
              "Subtracts i in one step; returns true if the new value is 0.",
              {.op = Op::FetchAdd, .role = Role::Write, .result = Result::Bool, .fixed = -1}),
    atomicRow("atomic_inc_not_zero", "&v", "a", addFixed<modifyUnlessZero>,
              "Adds 1 unless the counter is 0; returns true if it did.",
              {.op = Op::AddUnlessZero, .role = Role::Write, .result = Result::Bool, .fixed = 1}),
    atomicRow("atomic_cmpxchg", "&v, old, new", "avv", exchange,
              "Writes new if the counter equals old, in one step; returns the old value.",
              {.op = Op::CompareExchange, .role = Role::Write, .result = Result::Int}),
    atomicRow(
        "refcount_read", "&r", "a", readAtomic, "Reads the reference count.",
        {.op = Op::Load, .role = Role::Write, .ordering = Ordering::Once, .result = Result::Int}),
    atomicRow("refcount_set", "&r, n", "av", writeAddress, "Writes the reference count.",
              {.op = Op::Store, .role = Role::Write, .ordering = Ordering::Once}),
    atomicRow("refcount_inc", "&r", "a", addFixed<fetchAndModify>,
              "Adds 1 in one step, like atomic_inc(); neither warns nor saturates.",
              {.op = Op::FetchAdd, .role = Role::Write, .ordering = Ordering::Once, .fixed = 1}),
    atomicRow("refcount_dec", "&r", "a", addFixed<fetchAndModify>,
              "Subtracts 1 in one step, like atomic_dec(); neither warns nor saturates.",
              {.op = Op::FetchAdd, .role = Role::Write, .ordering = Ordering::Once, .fixed = -1}),
    atomicRow("refcount_dec_and_test", "&r", "a", addFixed<modifyAndTest>,
              "Subtracts 1 in one step; returns true if the new value is 0.",
              {.op = Op::FetchAdd, .role = Role::Write, .result = Result::Bool, .fixed = -1}),
    atomicRow("refcount_inc_not_zero", "&r", "a", addFixed<modifyUnlessZero>,
              "Adds 1 unless the count is 0; returns true if it did.",
              {.op = Op::AddUnlessZero, .role = Role::Write, .result = Result::Bool, .fixed = 1}),
    atomicRow("test_and_set_bit", "bit, &word", "vw", changeBit,
              "Sets the bit in one step; returns true if it was set before.",
              {.op = Op::TestAndSetBit, .role = Role::Write, .result = Result::Bool}),
    atomicRow("test_and_clear_bit", "bit, &word", "vw", changeBit,
              "Clears the bit in one step; returns true if it was set before.",
              {.op = Op::TestAndClearBit, .role = Role::Write, .result = Result::Bool}),
    atomicRow("test_bit", "bit, &word", "vw", changeBit, "Returns whether the bit is set.",
              {.op = Op::TestBit,
               .role = Role::Write,
               .ordering = Ordering::Once,
               .result = Result::Bool}),
    atomicRow("set_bit", "bit, &word", "vw", changeBit,
              "Sets the bit in one step, without ordering other accesses.",
              {.op = Op::SetBit, .role = Role::Write, .ordering = Ordering::Once}),
    atomicRow("clear_bit", "bit, &word", "vw", changeBit,
              "Clears the bit in one step, without ordering other accesses.",
              {.op = Op::ClearBit, .role = Role::Write, .ordering = Ordering::Once}),
};

} // namespace

std::span<const Primitive> atomicPrimitives()
{
    return atomicRows;
}

} // namespace racewalk::lowering
