// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/lowering.h"

namespace racewalk {

/// The address of a seqlock_t's count; NULL if that of the lock is.
Operand Lowering::countOf(const Value &lock, const SourceSpan &span)
{
    if (lock.isConstant())
        return Operand::constant(lock.operand.value == 0 ? 0 : lock.operand.value + 1);
    const RegisterId result = m_builder.temporary(lock.type);
    m_builder.emit({.op = Op::FieldOf, .result = result, .a = lock.operand,
                    .b = Operand::constant(1)},
                   span);
    return Operand::reg(result);
}

/// include/linux/seqlock.h. A seqlock_t is its lock, and behind it its count, which is odd while a
/// writer is at work. Taking the lock and counting are two steps, as are counting and releasing.
Value Lowering::sequence(const Primitive &known, const std::vector<Value> &values,
                         const SourceSpan &span, Use use)
{
    const Operand lock = values[0].operand;
    const Operand count = countOf(values[0], span);
    const std::string shown = text(span);
    const auto advance = [&](bool isBegin) {
        const std::uint32_t at =
            visible({.op = Op::SeqAdvance, .a = count, .b = Operand::constant(isBegin ? 1 : 0)},
                    span, Role::Write,
                    m_builder.extended("", shown,
                                       isBegin ? ": the count is odd" : ": the count is even"));
        m_builder.setReach(at, {.first = values[0].isConstant() ? static_cast<CellId>(lock.value)
                                                                : nullCell,
                                .pointee = m_types.seqLockType(),
                                .offset = 1});
    };
    switch (known.form) {
    case PrimitiveForm::ReadSeqBegin: {
        const RegisterId result = m_builder.temporary(m_types.unsignedType());
        visible({.op = Op::SeqBegin,
                 .ordering = Ordering::Acquire,
                 .result = result,
                 .a = count},
                span, readRole(use, false), shown);
        return {Operand::reg(result), m_types.unsignedType()};
    }
    case PrimitiveForm::ReadSeqRetry: {
        if (!checkInteger(values[1], span))
            return {};
        const RegisterId result = m_builder.temporary(m_types.unsignedType());
        const std::uint32_t at = visible({.op = Op::Load,
                                          .ordering = Ordering::Acquire,
                                          .result = result,
                                          .a = count},
                                         span, readRole(use, false), shown);
        const Value hasChanged = computed(Op::NotEqual, Operand::reg(result), values[1].operand,
                                          m_types.boolType(), span);
        return ownTest(at, asTruth(hasChanged, span), span);
    }
    case PrimitiveForm::WriteSeqLock:
        visible({.op = Op::SpinLock, .a = lock}, span, Role::Lock, shown);
        advance(true);
        return nothing();
    case PrimitiveForm::WriteSeqUnlock:
        advance(false);
        visible({.op = Op::SpinUnlock, .a = lock}, span, Role::Unlock, shown);
        return nothing();
    case PrimitiveForm::Operation:
    case PrimitiveForm::ReadPlace:
    case PrimitiveForm::WritePlace:
    case PrimitiveForm::ReadAddress:
    case PrimitiveForm::WriteAddress:
    case PrimitiveForm::AtomicRead:
    case PrimitiveForm::AtomicSet:
    case PrimitiveForm::FetchAdd:
    case PrimitiveForm::AddTo:
    case PrimitiveForm::AddAndReturn:
    case PrimitiveForm::AddToAndReturn:
    case PrimitiveForm::AddAndTest:
    case PrimitiveForm::AddToAndTest:
    case PrimitiveForm::AddUnlessZero:
    case PrimitiveForm::CompareExchange:
    case PrimitiveForm::Exchange:
    case PrimitiveForm::BitOperation:
    case PrimitiveForm::Nothing:
    case PrimitiveForm::WaitEvent:
    case PrimitiveForm::WaitVarEvent:
    case PrimitiveForm::WaitOnBit:
    case PrimitiveForm::WaitForCompletion:
    case PrimitiveForm::Down:
    case PrimitiveForm::RwLock:
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

} // namespace racewalk
