// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/operations.h"

#include <cstdint>

namespace racewalk {

/// C's integer arithmetic with 32 bits, with wrap-around where C leaves it undefined. For Compute
/// operations; divisions need b != 0.
inline std::int32_t compute(Op op, std::int32_t a, std::int32_t b)
{
    return operationOf(op).compute(a, b);
}

inline bool isDivision(Op op)
{
    return operationOf(op).failure == Operation::Failure::DivideByZero;
}

constexpr std::int32_t wrappedSum(std::int32_t a, std::int32_t b)
{
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(a) + static_cast<std::uint32_t>(b));
}

/// Shift counts are taken modulo 32.
constexpr std::int32_t shiftedLeft(std::int32_t a, std::int32_t count)
{
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(a)
                                     << (static_cast<std::uint32_t>(count) & 31U));
}

} // namespace racewalk
