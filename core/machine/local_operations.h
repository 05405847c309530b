// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/executor.h"

namespace racewalk {

template <class Observer>
void Executor<Observer>::performCompute(const Instruction &instruction)
{
    const std::int32_t a = value(instruction.a);
    const std::int32_t b = value(instruction.b);
    if (isDivision(instruction.op) && b == 0) {
        fail(FindingKind::DivideByZero);
        return;
    }
    setLocal(compute(instruction.op, a, b));
}

template <class Observer>
void Executor<Observer>::elementOf(const Instruction &instruction)
{
    const std::int32_t base = value(instruction.a);
    const std::int32_t index = value(instruction.b);
    if (index < 0 || index >= value(instruction.c)) {
        fail(FindingKind::OutOfBounds, static_cast<CellId>(base));
        return;
    }
    setLocal(base == 0 ? 0 : base + index * static_cast<std::int32_t>(instruction.target));
}

template <class Observer>
void Executor<Observer>::performLocal(const Instruction &instruction)
{
    const auto origin = [&](std::uint32_t position) -> const Origin & {
        return m_body->origins[position];
    };
    const std::int32_t a = value(instruction.a);
    switch (instruction.op) {
    case Op::Wrap:
        setLocal(wrapTo(m_program.storage.type(static_cast<TypeId>(value(instruction.b))), a));
        break;
    case Op::FieldOf:
        setLocal(a == 0 ? 0 : a + value(instruction.b));
        break;
    case Op::ElementOf:
        elementOf(instruction);
        break;
    case Op::CheckIndex:
        if (a < 0 || a >= value(instruction.b))
            fail(FindingKind::OutOfBounds);
        break;
    case Op::ReadLocal:
        setLocal(m_registers[static_cast<std::size_t>(value(instruction.b) + a)]);
        break;
    case Op::WriteLocal:
        m_registers[static_cast<std::size_t>(value(instruction.b) + a)] = value(instruction.c);
        break;
    case Op::Peek:
        if (checkAccess(static_cast<CellId>(a)))
            setLocal(m_layout.value(m_state, static_cast<CellId>(a)));
        break;
    case Op::Jump:
        m_next = instruction.target;
        break;
    case Op::BranchIfZero:
        if (a == 0)
            m_next = instruction.target;
        break;
    case Op::BranchIfNotZero:
        if (a != 0)
            m_next = instruction.target;
        break;
    case Op::Decide:
        m_observer.decided(m_thread, m_position, a != 0);
        break;
    case Op::EnterCall:
        m_observer.entered(m_thread, origin(m_position + 1).call);
        break;
    case Op::LeaveCall:
        m_observer.returned(m_thread, origin(m_position).call,
                            instruction.a.kind == Operand::Kind::None ? std::nullopt
                                                                      : std::optional(a));
        break;
    case Op::Label:
        m_observer.passedLabel(m_thread, instruction.target);
        break;
    case Op::BugOn:
        if (a != 0)
            fail(FindingKind::Bug);
        break;
    case Op::WarnOn:
        if (a != 0)
            m_observer.warned(m_thread, m_position);
        break;
    case Op::MightSleep:
        if (isInAtomicContext())
            fail(FindingKind::SleepInAtomic);
        break;
    case Op::Print:
        m_observer.printed(m_thread, m_position, a, value(instruction.b), value(instruction.c));
        break;
    case Op::AtomicBegin:
        ++m_atomicDepth;
        break;
    case Op::AtomicEnd:
        --m_atomicDepth;
        break;
    default:
        break;
    }
}

template <class Observer>
void Executor<Observer>::checkEnd()
{
    if (&m_program.bodyOf(m_thread) != m_body)
        return; // a property's code
    const std::vector<CellId> held = m_machine.heldLocks(m_state, m_thread);
    if (!held.empty())
        fail(FindingKind::LockMisuse, held.front());
    else if (m_layout.rcuDepth(m_state, m_thread) != 0)
        fail(FindingKind::LockMisuse);
}

} // namespace racewalk
