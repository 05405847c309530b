// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/types.h"

#include <bit>

namespace racewalk {

bool isFlags(const Type &type)
{
    if (type.kind != TypeKind::Enum)
        return false;
    std::uint32_t seen = 0;
    std::size_t flags = 0;
    for (const Enumerator &enumerator : type.enumerators) {
        const auto bits = static_cast<std::uint32_t>(enumerator.value);
        if (bits == 0)
            continue;
        if (!std::has_single_bit(bits) || (seen & bits) != 0)
            return false;
        seen |= bits;
        ++flags;
    }
    return flags >= 2;
}

bool isValue(const Type &type)
{
    switch (type.kind) {
    case TypeKind::Bool:
    case TypeKind::Integer:
    case TypeKind::Enum:
    case TypeKind::Pointer:
        return true;
    case TypeKind::Void:
    case TypeKind::Struct:
    case TypeKind::Array:
    case TypeKind::Atomic:
    case TypeKind::SpinLock:
    case TypeKind::Mutex:
    case TypeKind::RwLock:
    case TypeKind::WaitQueue:
    case TypeKind::Completion:
    case TypeKind::Semaphore:
    case TypeKind::Task:
        return false;
    }
    return false;
}

std::int32_t wrapTo(const Type &type, std::int32_t value)
{
    if (type.kind == TypeKind::Bool)
        return value != 0 ? 1 : 0;
    if (type.bits == 0 || type.bits >= 32)
        return value;
    const auto shift = 32U - type.bits;
    const auto raised = static_cast<std::uint32_t>(value) << shift;
    if (type.isSigned)
        return static_cast<std::int32_t>(raised) >> shift;
    return static_cast<std::int32_t>(raised >> shift);
}

} // namespace racewalk
