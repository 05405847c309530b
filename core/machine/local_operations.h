// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/executor.h"
#include "program/arithmetic.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace racewalk {

template <class Observer>
void Executor<Observer>::computeResult(const Instruction &instruction)
{
    const std::int32_t a = value(instruction.a);
    const std::int32_t b = value(instruction.b);
    if (isDivision(instruction.op) && b == 0)
        fail(FindingKind::DivideByZero);
    else
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
void Executor<Observer>::peek(CellId cell)
{
    if (checkAccess(cell))
        setLocal(m_layout.value(m_state, cell));
}

template <class Observer>
std::int32_t &Executor<Observer>::windowElement(const Instruction &instruction)
{
    return m_registers[static_cast<std::size_t>(value(instruction.b) + value(instruction.a))];
}

template <class Observer>
void Executor<Observer>::leaveCall(const Instruction &instruction)
{
    std::optional<std::int32_t> returned;
    if (instruction.a.kind != Operand::Kind::None)
        returned = value(instruction.a);
    m_observer.returned(m_thread, m_body->origins[m_position].call, returned);
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
