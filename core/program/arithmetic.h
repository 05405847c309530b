// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/instruction.h"

#include <cstdint>

namespace racewalk {

/// C's integer arithmetic with 32 bits, with wrap-around where C leaves it undefined. For the
/// operations from Move to LessEqualUnsigned that cannot fail; divisions need b != 0.
constexpr std::int32_t compute(Op op, std::int32_t a, std::int32_t b)
{
    const auto ua = static_cast<std::uint32_t>(a);
    const auto ub = static_cast<std::uint32_t>(b);
    const auto wrapped = [](std::uint32_t value) { return static_cast<std::int32_t>(value); };
    switch (op) {
    case Op::Move:
        return a;
    case Op::Not:
        return a == 0 ? 1 : 0;
    case Op::Negate:
        return wrapped(0U - ua);
    case Op::Complement:
        return wrapped(~ua);
    case Op::Add:
        return wrapped(ua + ub);
    case Op::Subtract:
        return wrapped(ua - ub);
    case Op::Multiply:
        return wrapped(ua * ub);
    case Op::DivideSigned:
        return b == -1 ? wrapped(0U - ua) : a / b;
    case Op::DivideUnsigned:
        return wrapped(ua / ub);
    case Op::RemainderSigned:
        return b == -1 ? 0 : a % b;
    case Op::RemainderUnsigned:
        return wrapped(ua % ub);
    case Op::And:
        return wrapped(ua & ub);
    case Op::Or:
        return wrapped(ua | ub);
    case Op::Xor:
        return wrapped(ua ^ ub);
    case Op::ShiftLeft:
        return wrapped(ua << (ub & 31U));
    case Op::ShiftRightSigned:
        return a >> (ub & 31U);
    case Op::ShiftRightUnsigned:
        return wrapped(ua >> (ub & 31U));
    case Op::Equal:
        return a == b ? 1 : 0;
    case Op::NotEqual:
        return a != b ? 1 : 0;
    case Op::LessSigned:
        return a < b ? 1 : 0;
    case Op::LessUnsigned:
        return ua < ub ? 1 : 0;
    case Op::LessEqualSigned:
        return a <= b ? 1 : 0;
    case Op::LessEqualUnsigned:
        return ua <= ub ? 1 : 0;
    default:
        return 0;
    }
}

constexpr bool isDivision(Op op)
{
    return op >= Op::DivideSigned && op <= Op::RemainderUnsigned;
}

} // namespace racewalk
