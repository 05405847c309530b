// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/buffer_operations.h"
#include "machine/executor.h"
#include "program/arithmetic.h"

#include <cstdint>

namespace racewalk {

// Atomic read-modify-write operations. They find the store buffer empty.

template <class Observer>
void Executor<Observer>::exchange(CellId cell, std::int32_t wanted)
{
    const std::int32_t old = load(cell);
    storeNow({cell, wanted});
    setResult(old);
}

template <class Observer>
void Executor<Observer>::compareExchange(CellId cell, std::int32_t expected, std::int32_t wanted)
{
    const std::int32_t old = load(cell);
    if (old == expected)
        storeNow({cell, wanted});
    setResult(old);
}

template <class Observer>
void Executor<Observer>::fetchAdd(CellId cell, std::int32_t amount)
{
    const std::int32_t sum = wrappedSum(load(cell), amount);
    storeNow({cell, sum});
    setResult(sum);
}

template <class Observer>
void Executor<Observer>::addUnlessZero(CellId cell, std::int32_t amount)
{
    const std::int32_t old = load(cell);
    if (old != 0)
        storeNow({cell, wrappedSum(old, amount)});
    setResult(old != 0 ? 1 : 0);
}

template <class Observer>
bool Executor<Observer>::isBitSet(CellId cell, std::int32_t bit) const
{
    return (load(cell) & shiftedLeft(1, bit)) != 0;
}

template <class Observer>
void Executor<Observer>::changeBit(CellId cell, std::int32_t bit, bool isSet)
{
    const std::int32_t mask = shiftedLeft(1, bit);
    const std::int32_t old = load(cell);
    storeNow({cell, isSet ? old | mask : old & ~mask});
}

template <class Observer>
void Executor<Observer>::testAndChangeBit(CellId cell, std::int32_t bit, bool isSet)
{
    const bool wasSet = isBitSet(cell, bit);
    changeBit(cell, bit, isSet);
    setResult(wasSet ? 1 : 0);
}

} // namespace racewalk
