// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lowering.h"

#include <fmt/format.h>

namespace racewalk {

using namespace syntax;

/// The scalar that a primitive got the address of.
Place Lowering::wordPlace(const Value &address) const
{
    const TypeId target = m_types.target(address.type);
    return {.kind = Place::Kind::Shared,
            .type = target,
            .address = address.operand,
            .reach = {.first = address.isConstant() ? static_cast<CellId>(address.operand.value)
                                                    : nullCell,
                      .pointee = target}};
}

Value Lowering::memory(const Primitive &known, const CallExpression &node,
                       const std::vector<Value> &values, const SourceSpan &span, Use use)
{
    const Operand amount = Operand::constant(known.fixed);
    switch (known.form) {
    case PrimitiveForm::ReadPlace:
        return readPlace(known, *node.arguments.front(), span, use);
    case PrimitiveForm::ReadAddress:
        return load(wordPlace(values[0]), span, use, known.ordering, text(span));
    case PrimitiveForm::WriteAddress:
        return write(known, wordPlace(values[0]), values[1], span);
    case PrimitiveForm::AtomicRead:
        return readAtomic(values[0], known.ordering, span, use);
    case PrimitiveForm::AtomicSet:
        return write(known, wordPlace(values[0]), values[1], span);
    case PrimitiveForm::FetchAdd:
        return fetchAdd(known, values[0], amount, span);
    case PrimitiveForm::AddAndReturn:
        return modify(known, values[0], amount, m_types.intType(), span);
    case PrimitiveForm::AddAndTest:
        return leavesZero(modify(known, values[0], amount, m_types.intType(), span), span);
    case PrimitiveForm::AddTo:
    case PrimitiveForm::AddToAndReturn:
    case PrimitiveForm::AddToAndTest:
        return addTo(known, values[0], values[1], span);
    case PrimitiveForm::AddUnlessZero:
        return modify(known, values[0], amount, m_types.boolType(), span);
    case PrimitiveForm::CompareExchange:
    case PrimitiveForm::Exchange:
        return swap(known, values, span);
    case PrimitiveForm::BitOperation:
        return bitOperation(known, values[1], values[0], span, use);
    case PrimitiveForm::Operation:
    case PrimitiveForm::WritePlace:
    case PrimitiveForm::Nothing:
    case PrimitiveForm::WaitEvent:
    case PrimitiveForm::WaitVarEvent:
    case PrimitiveForm::WaitOnBit:
    case PrimitiveForm::WaitForCompletion:
    case PrimitiveForm::Down:
    case PrimitiveForm::RwLock:
    case PrimitiveForm::ReadSeqBegin:
    case PrimitiveForm::ReadSeqRetry:
    case PrimitiveForm::WriteSeqLock:
    case PrimitiveForm::WriteSeqUnlock:
    case PrimitiveForm::WakeUpBit:
    case PrimitiveForm::ClearAndWakeUpBit:
    case PrimitiveForm::Schedule:
    case PrimitiveForm::SynchronizeRcu:
    case PrimitiveForm::Allocate:
    case PrimitiveForm::Free:
    case PrimitiveForm::Choose:
    case PrimitiveForm::Print:
    case PrimitiveForm::Fail:
    case PrimitiveForm::FailIf:
    case PrimitiveForm::FailUnless:
        break;
    }
    return {};
}

Value Lowering::readPlace(const Primitive &known, const Expression &target, const SourceSpan &span,
                          Use use)
{
    const Place from = place(target);
    if (from.kind == Place::Kind::Wrong)
        return {};
    if (known.name == "rcu_dereference" && m_types.kind(from.type) != TypeKind::Pointer) {
        error(span, fmt::format("rcu_dereference() reads a pointer, not {}", aType(from.type)),
              "write READ_ONCE()");
        return {};
    }
    if (!isValue(m_types[from.type])) {
        error(span, fmt::format("{}() reads a number, flag or pointer, not {}", known.name,
                                aType(from.type)));
        return {};
    }
    return load(from, span, use, known.ordering, text(span));
}

Value Lowering::writePlace(const Primitive &known, const CallExpression &node,
                           const SourceSpan &span)
{
    const Place to = kept(place(*node.arguments[0]), *node.arguments[1]);
    return write(known, to, value(*node.arguments[1]), span);
}

Value Lowering::write(const Primitive &known, const Place &to, const Value &what,
                      const SourceSpan &span)
{
    if (to.kind == Place::Kind::Wrong)
        return {};
    const bool isAtomic = m_types.kind(to.type) == TypeKind::Atomic;
    if (!isAtomic && !checkAssignable(to, span))
        return {};
    const Value converted = convert(what, isAtomic ? m_types.intType() : to.type, span);
    if (converted.isWrong())
        return {};
    if (to.kind == Place::Kind::Shared)
        store(to, converted, span, known.ordering, text(span));
    else
        setLocal(to, converted, span);
    return nothing();
}

Value Lowering::readAtomic(const Value &address, Ordering ordering, const SourceSpan &span, Use use)
{
    const RegisterId result = m_builder.temporary(m_types.intType());
    const std::uint32_t at =
        visible({.op = Op::Load, .ordering = ordering, .result = result, .a = address.operand},
                span, readRole(use, false), text(span));
    m_builder.setReach(at, wordPlace(address).reach);
    return {Operand::reg(result), m_types.intType()};
}

/// An addition; `result` void if its value is dropped.
Value Lowering::modify(const Primitive &known, const Value &address, Operand amount, TypeId result,
                       const SourceSpan &span)
{
    const bool hasResult = result != m_types.voidType();
    const RegisterId kept = hasResult ? m_builder.temporary(result) : noRegister;
    const std::uint32_t at = visible({.op = known.op,
                                      .ordering = known.ordering,
                                      .result = kept,
                                      .a = address.operand,
                                      .b = amount},
                                     span, known.role, text(span));
    m_builder.setReach(at, wordPlace(address).reach);
    if (!hasResult)
        return nothing();
    return {Operand::reg(kept), m_types.intType(), result == m_types.boolType()};
}

/// Gives the value that was there, if it gives one.
Value Lowering::fetchAdd(const Primitive &known, const Value &address, Operand amount,
                         const SourceSpan &span)
{
    if (known.result == PrimitiveResult::None)
        return modify(known, address, amount, m_types.voidType(), span);
    const Value after = modify(known, address, amount, m_types.intType(), span);
    return computed(Op::Subtract, after.operand, amount, m_types.intType(), span);
}

/// The amount comes first: atomic_add(i, &v).
Value Lowering::addTo(const Primitive &known, const Value &amount, const Value &address,
                      const SourceSpan &span)
{
    if (!checkInteger(amount, span))
        return {};
    const Operand by =
        known.fixed > 0 ? amount.operand
                        : computed(Op::Negate, amount.operand, {}, m_types.intType(), span).operand;
    if (known.form == PrimitiveForm::AddTo)
        return fetchAdd(known, address, by, span);
    const Value after = modify(known, address, by, m_types.intType(), span);
    return known.form == PrimitiveForm::AddToAndTest ? leavesZero(after, span) : after;
}

/// What the addition that was just made tests, by the value that it left.
Value Lowering::leavesZero(const Value &left, const SourceSpan &span)
{
    const std::uint32_t addition = m_builder.position() - 1;
    return ownTest(addition, negated(left, span), span);
}

/// cmpxchg and xchg: give the value that was there.
Value Lowering::swap(const Primitive &known, const std::vector<Value> &values,
                     const SourceSpan &span)
{
    const Place at = wordPlace(values[0]);
    const bool isAtomic = m_types.kind(at.type) == TypeKind::Atomic;
    const TypeId type = isAtomic ? m_types.intType() : at.type;
    std::vector<Operand> given;
    for (std::size_t i = 1; i < values.size(); ++i) {
        const Value converted = convert(values[i], type, span);
        if (converted.isWrong())
            return {};
        given.push_back(converted.operand);
    }
    given.resize(2);
    const RegisterId result = m_builder.temporary(type);
    const std::uint32_t position = visible({.op = known.op,
                                            .ordering = known.ordering,
                                            .result = result,
                                            .a = at.address,
                                            .b = given[0],
                                            .c = given[1]},
                                           span, known.role, text(span));
    m_builder.setReach(position, at.reach);
    return {Operand::reg(result), type, m_types.kind(type) == TypeKind::Bool};
}

bool Lowering::checkBit(const Value &word, const Value &bit, const SourceSpan &span)
{
    if (!checkInteger(bit, span))
        return false;
    const TypeId target = m_types.target(word.type);
    if (!m_types.isInteger(target)) {
        error(span, fmt::format("{} has no bits", aType(target)));
        return false;
    }
    const std::int32_t bits = m_types[target].bits;
    if (!bit.isConstant() || (bit.operand.value >= 0 && bit.operand.value < bits))
        return true;
    error(span, fmt::format("{} has no bit {}: its bits are 0 to {}", typeName(target),
                            bit.operand.value, bits - 1));
    return false;
}

Value Lowering::bitOperation(const Primitive &known, const Value &word, const Value &bit,
                             const SourceSpan &span, Use use)
{
    if (!checkBit(word, bit, span))
        return {};
    const bool hasResult = known.result != PrimitiveResult::None;
    const RegisterId result = hasResult ? m_builder.temporary(m_types.boolType()) : noRegister;
    const Place at = wordPlace(word);
    const bool isFlagWord = isFlags(m_types[at.type]);
    const Role role = known.op == Op::TestBit ? readRole(use, false)
                      : isFlagWord            ? Role::WriteFlags
                                              : Role::Write;
    const std::uint32_t position = visible({.op = known.op,
                                            .ordering = known.ordering,
                                            .result = result,
                                            .a = at.address,
                                            .b = bit.operand},
                                           span, role, text(span));
    m_builder.setReach(position, at.reach);
    if (!hasResult)
        return nothing();
    return {Operand::reg(result), m_types.intType(), true};
}

} // namespace racewalk
