// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/buffer_operations.h"
#include "machine/executor.h"

namespace racewalk {

/// Reads, writes, atomics and fences. Read-modify-write operations find the store buffer empty.
template <class Observer>
void Executor<Observer>::performMemory(const Instruction &instruction)
{
    if (instruction.op == Op::Fence) {
        orderStores();
        return;
    }
    if (instruction.op == Op::Choose) {
        setResult(value(instruction.a) + m_choice);
        return;
    }
    const CellId cell = address(instruction.a);
    m_observer.accessed(cell);
    if (!checkAccess(cell))
        return;
    const std::int32_t old = load(cell);
    const std::int32_t b = value(instruction.b);
    const auto add = [&] { return compute(Op::Add, old, b); };
    const std::int32_t bit = compute(Op::ShiftLeft, 1, b);
    const auto write = [&](std::int32_t written) { storeNow({cell, written}); };
    switch (instruction.op) {
    case Op::Load:
        setResult(old);
        break;
    case Op::Store:
        store(cell, b);
        break;
    case Op::Exchange:
        write(b);
        setResult(old);
        break;
    case Op::CompareExchange:
        if (old == b)
            write(value(instruction.c));
        setResult(old);
        break;
    case Op::FetchAdd:
        write(add());
        setResult(add());
        break;
    case Op::AddUnlessZero:
        if (old != 0)
            write(add());
        setResult(old != 0 ? 1 : 0);
        break;
    case Op::TestAndSetBit:
        write(old | bit);
        setResult((old & bit) != 0 ? 1 : 0);
        break;
    case Op::TestAndClearBit:
        write(old & ~bit);
        setResult((old & bit) != 0 ? 1 : 0);
        break;
    case Op::TestBit:
        setResult((old & bit) != 0 ? 1 : 0);
        break;
    case Op::SetBit:
        write(old | bit);
        break;
    case Op::ClearBit:
        write(old & ~bit);
        break;
    default:
        break;
    }
}

} // namespace racewalk
