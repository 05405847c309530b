// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/primitives/primitive_parts.h"

#include "language/lowering/lower_accesses.h"
#include "language/lowering/lower_arithmetic.h"
#include "language/lowering/lower_expressions.h"

#include <array>
#include <string>

namespace racewalk::lowering {

namespace {

using Result = PrimitiveResult;

/// down(): takes one, or queues and sleeps until it has been given one.
Value down(Context &context, const PrimitiveCall &call)
{
    const std::string shown = context.text(call.span);
    context.visible({.op = Op::Down, .a = call.values[0].operand}, call.span,
                    call.primitive.details.role, shown);
    context.visible({.op = Op::Awake}, call.span, Role::Sleep, shown);
    return context.nothing();
}

/// read_lock(), write_lock(): takes a rwlock_t, or queues and waits.
Value lockReadWrite(Context &context, const PrimitiveCall &call)
{
    const PrimitiveDetails &details = call.primitive.details;
    const std::string shown = context.text(call.span);
    const Operand lock = call.values[0].operand;
    context.visible({.op = details.op, .a = lock}, call.span, details.role, shown);
    const Op wait = details.op == Op::ReadLock ? Op::AwaitReadLock : Op::AwaitWriteLock;
    context.visible({.op = wait, .a = lock}, call.span, details.role, shown);
    return context.nothing();
}

// include/linux/seqlock.h. A seqlock_t is its lock, and behind it its count, which is odd while a
// writer is at work. Taking the lock and counting are two steps, as are counting and releasing.

/// The address of a seqlock_t's count; NULL if that of the lock is.
Operand countOf(Context &context, const PrimitiveCall &call)
{
    const Value &lock = call.values[0];
    if (lock.isConstant())
        return Operand::constant(lock.operand.value == 0 ? 0 : lock.operand.value + 1);
    const RegisterId result = context.builder.temporary(lock.type);
    context.builder.emit(
        {.op = Op::FieldOf, .result = result, .a = lock.operand, .b = Operand::constant(1)},
        call.span);
    return Operand::reg(result);
}

/// The count, and the instruction that reads it.
struct CountRead {
    RegisterId result{};
    std::uint32_t instruction = 0;
};

CountRead readCount(Context &context, const PrimitiveCall &call)
{
    const Operand count = countOf(context, call);
    const RegisterId result = context.builder.temporary(context.types.unsignedType());
    const std::uint32_t at =
        context.visible({.op = call.primitive.details.op,
                         .ordering = Ordering::Acquire,
                         .result = result,
                         .a = count},
                        call.span, readRole(call.use, false), context.text(call.span));
    return {result, at};
}

Value readSeqBegin(Context &context, const PrimitiveCall &call)
{
    return {Operand::reg(readCount(context, call).result), context.types.unsignedType()};
}

Value readSeqRetry(Context &context, const PrimitiveCall &call)
{
    if (!checkInteger(context, call.values[1], call.span))
        return {};
    const CountRead read = readCount(context, call);
    const Value hasChanged = computed(context, Op::NotEqual, Operand::reg(read.result),
                                      call.values[1].operand, context.types.boolType(), call.span);
    return ownTest(context, read.instruction, asTruth(context, hasChanged, call.span), call.span);
}

void advanceCount(Context &context, const PrimitiveCall &call, Operand count)
{
    const Value &lock = call.values[0];
    const std::int32_t isBegin = call.primitive.details.fixed.value();
    const std::uint32_t at = context.visible(
        {.op = Op::SeqAdvance, .a = count, .b = Operand::constant(isBegin)}, call.span, Role::Write,
        context.builder.extended("", context.text(call.span),
                                 isBegin != 0 ? ": the count is odd" : ": the count is even"));
    context.builder.setReach(
        at, {.first = lock.isConstant() ? static_cast<CellId>(lock.operand.value) : nullCell,
             .pointee = context.types.seqLockType(),
             .offset = 1});
}

Value writeSeqLock(Context &context, const PrimitiveCall &call)
{
    const Operand count = countOf(context, call);
    context.visible({.op = Op::SpinLock, .a = call.values[0].operand}, call.span, Role::Lock,
                    context.text(call.span));
    advanceCount(context, call, count);
    return context.nothing();
}

Value writeSeqUnlock(Context &context, const PrimitiveCall &call)
{
    advanceCount(context, call, countOf(context, call));
    context.visible({.op = Op::SpinUnlock, .a = call.values[0].operand}, call.span, Role::Unlock,
                    context.text(call.span));
    return context.nothing();
}

constexpr Primitive lockRow(std::string_view name, std::string_view usage,
                            std::string_view arguments, PrimitiveLowering &lower,
                            std::string_view help, PrimitiveDetails details = {})
{
    return {name, usage, arguments, PrimitiveFamily::Locks, lower, help, details};
}

constexpr std::array lockRows = {
    lockRow("spin_lock", "&lock", "s", operation,
            "Takes the spinlock; spins while another thread holds it.",
            {.op = Op::SpinLock, .role = Role::Lock}),
    lockRow("spin_unlock", "&lock", "s", operation, "Releases the spinlock.",
            {.op = Op::SpinUnlock, .role = Role::Unlock}),
    lockRow("spin_lock_irq", "&lock", "s", operation, "Like spin_lock(): there are no interrupts.",
            {.op = Op::SpinLock, .role = Role::Lock}),
    lockRow("spin_unlock_irq", "&lock", "s", operation,
            "Like spin_unlock(): there are no interrupts.",
            {.op = Op::SpinUnlock, .role = Role::Unlock}),
    lockRow("spin_lock_bh", "&lock", "s", operation, "Like spin_lock(): there are no interrupts.",
            {.op = Op::SpinLock, .role = Role::Lock}),
    lockRow("spin_unlock_bh", "&lock", "s", operation,
            "Like spin_unlock(): there are no interrupts.",
            {.op = Op::SpinUnlock, .role = Role::Unlock}),
    lockRow("spin_lock_irqsave", "&lock, flags", "s", operation,
            "Like spin_lock(): there are no interrupts, and the flags are ignored.",
            {.op = Op::SpinLock, .role = Role::Lock, .ignored = IgnoredArgument::IrqFlags}),
    lockRow("spin_unlock_irqrestore", "&lock, flags", "s", operation,
            "Like spin_unlock(): the flags are ignored.",
            {.op = Op::SpinUnlock, .role = Role::Unlock, .ignored = IgnoredArgument::IrqFlags}),
    lockRow("spin_trylock", "&lock", "s", operation,
            "Takes the spinlock if it is free; returns whether it took it.",
            {.op = Op::SpinTrylock, .role = Role::Lock, .result = Result::Bool}),
    lockRow("mutex_lock", "&lock", "m", operation,
            "Takes the mutex; sleeps while another thread holds it.",
            {.op = Op::MutexLock, .role = Role::Lock}),
    lockRow("mutex_unlock", "&lock", "m", operation,
            "Releases the mutex, so that one of its waiters can take it.",
            {.op = Op::MutexUnlock, .role = Role::Unlock}),
    lockRow("mutex_trylock", "&lock", "m", operation,
            "Takes the mutex if it is free; returns whether it took it.",
            {.op = Op::MutexTrylock, .role = Role::Lock, .result = Result::Bool}),
    lockRow("read_lock", "&lock", "r", lockReadWrite,
            "Takes the lock for reading, with other readers; spins while a writer holds it.",
            {.op = Op::ReadLock, .role = Role::Lock}),
    lockRow("read_unlock", "&lock", "r", operation, "Releases the lock that was taken for reading.",
            {.op = Op::ReadUnlock, .role = Role::Unlock}),
    lockRow("write_lock", "&lock", "r", lockReadWrite,
            "Takes the lock for writing; spins while any other thread holds it.",
            {.op = Op::WriteLock, .role = Role::Lock}),
    lockRow("write_unlock", "&lock", "r", operation,
            "Releases the lock that was taken for writing.",
            {.op = Op::WriteUnlock, .role = Role::Unlock}),
    lockRow("read_seqbegin", "&s", "S", readSeqBegin,
            "Begins a read that may have to be repeated; spins while a writer is active.",
            {.op = Op::SeqBegin, .role = Role::Read, .result = Result::Int}),
    lockRow("read_seqretry", "&s, seq", "Sv", readSeqRetry,
            "Returns true if a writer was active since read_seqbegin() returned seq.",
            {.op = Op::Load, .role = Role::Read, .result = Result::Bool}),
    lockRow("write_seqlock", "&s", "S", writeSeqLock,
            "Takes the writers' lock, then makes the count odd.",
            {.op = Op::SeqAdvance, .role = Role::Lock, .fixed = 1}),
    lockRow("write_sequnlock", "&s", "S", writeSeqUnlock,
            "Makes the count even again and releases the writers' lock.",
            {.op = Op::SeqAdvance, .role = Role::Unlock, .fixed = 0}),
    lockRow("down", "&sem", "e", down, "Decrements the semaphore's count; sleeps if it is 0.",
            {.role = Role::Lock}),
    lockRow("up", "&sem", "e", operation,
            "Hands over to the longest-waiting thread, or increments the count.",
            {.op = Op::Up, .role = Role::Unlock}),
    lockRow("lockdep_assert_held", "&lock", "l", operation,
            "Warns if the thread does not hold the lock.",
            {.op = Op::AssertHeld, .role = Role::Assert}),
};

} // namespace

std::span<const Primitive> lockPrimitives()
{
    return lockRows;
}

} // namespace racewalk::lowering
