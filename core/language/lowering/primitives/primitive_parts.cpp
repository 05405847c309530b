// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/primitives/primitive_parts.h"

#include "language/lowering/lower_accesses.h"
#include "language/lowering/lower_arithmetic.h"

#include <fmt/format.h>

#include <vector>

namespace racewalk::lowering {

Value operation(Context &context, const PrimitiveCall &call)
{
    const PrimitiveDetails &details = call.primitive.details;
    std::vector<Operand> operands;
    for (std::size_t i = 0; i < call.values.size(); ++i) {
        const Value &given = call.values[i];
        if (letterAt(call.primitive, i) == argument::value &&
            !checkInteger(context, given, call.span))
            return {};
        operands.push_back(given.operand);
    }
    if (details.fixed)
        operands.push_back(Operand::constant(*details.fixed));
    operands.resize(3);
    Instruction made{.op = details.op,
                     .ordering = details.ordering,
                     .a = operands[0],
                     .b = operands[1],
                     .c = details.isInterruptibleOnly ? Operand::constant(1) : operands[2]};
    const bool hasResult = details.result != PrimitiveResult::None;
    if (hasResult)
        made.result = context.builder.temporary(context.types.boolType());
    const Role role = details.role == Role::Read ? readRole(call.use, false) : details.role;
    context.visible(made, call.span, role, context.text(call.span));
    if (!hasResult)
        return context.nothing();
    return {Operand::reg(made.result), context.types.intType(), true};
}

Value exchange(Context &context, const PrimitiveCall &call)
{
    const std::vector<Value> &values = call.values;
    const SourceSpan &span = call.span;
    const PrimitiveDetails &details = call.primitive.details;
    const Lvalue at = wordLvalue(context, values[0]);
    const bool isAtomic = context.types.kind(at.type) == TypeKind::Atomic;
    const TypeId type = isAtomic ? context.types.intType() : at.type;
    std::vector<Operand> given;
    for (std::size_t i = 1; i < values.size(); ++i) {
        const Value converted = convert(context, values[i], type, span);
        if (converted.isWrong())
            return {};
        given.push_back(converted.operand);
    }
    given.resize(2);
    const RegisterId result = context.builder.temporary(type);
    const std::uint32_t position = context.visible({.op = details.op,
                                                    .ordering = details.ordering,
                                                    .result = result,
                                                    .a = at.address,
                                                    .b = given[0],
                                                    .c = given[1]},
                                                   span, details.role, context.text(span));
    context.builder.setReach(position, at.reach);
    return {Operand::reg(result), type, context.types.kind(type) == TypeKind::Bool};
}

Value writeAddress(Context &context, const PrimitiveCall &call)
{
    return write(context, call.primitive, wordLvalue(context, call.values[0]), call.values[1],
                 call.span);
}

Value noInstruction(Context &context, const PrimitiveCall & /*call*/)
{
    return context.nothing();
}

Value write(Context &context, const Primitive &known, const Lvalue &to, const Value &what,
            const SourceSpan &span)
{
    if (to.kind == Lvalue::Kind::Wrong)
        return {};
    const bool isAtomic = context.types.kind(to.type) == TypeKind::Atomic;
    if (!isAtomic && !checkAssignable(context, to, span))
        return {};
    const Value converted =
        convert(context, what, isAtomic ? context.types.intType() : to.type, span);
    if (converted.isWrong())
        return {};
    if (to.kind == Lvalue::Kind::Shared)
        store(context, to, converted, span, known.details.ordering, context.text(span));
    else
        setLocal(context, to, converted, span);
    return context.nothing();
}

Value bitOperation(Context &context, const Primitive &known, const Value &word, const Value &bit,
                   const SourceSpan &span, Use use)
{
    if (!checkBit(context, word, bit, span))
        return {};
    const bool hasResult = known.details.result != PrimitiveResult::None;
    const RegisterId result =
        hasResult ? context.builder.temporary(context.types.boolType()) : noRegister;
    const Lvalue at = wordLvalue(context, word);
    const bool isFlagWord = isFlags(context.types[at.type]);
    const Role role = known.details.op == Op::TestBit ? readRole(use, false)
                      : isFlagWord                    ? Role::WriteFlags
                                                      : Role::Write;
    const std::uint32_t position = context.visible({.op = known.details.op,
                                                    .ordering = known.details.ordering,
                                                    .result = result,
                                                    .a = at.address,
                                                    .b = bit.operand},
                                                   span, role, context.text(span));
    context.builder.setReach(position, at.reach);
    if (!hasResult)
        return context.nothing();
    return {Operand::reg(result), context.types.intType(), true};
}

bool checkBit(Context &context, const Value &word, const Value &bit, const SourceSpan &span)
{
    if (!checkInteger(context, bit, span))
        return false;
    const TypeId target = context.types.target(word.type);
    if (!context.types.isInteger(target)) {
        context.error(span, fmt::format("{} has no bits", context.aType(target)));
        return false;
    }
    const std::int32_t bits = context.types[target].bits;
    if (!bit.isConstant() || (bit.operand.value >= 0 && bit.operand.value < bits))
        return true;
    context.error(span, fmt::format("{} has no bit {}: its bits are 0 to {}",
                                    context.typeName(target), bit.operand.value, bits - 1));
    return false;
}

} // namespace racewalk::lowering
